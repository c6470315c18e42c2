import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CLIENT_EXAMPLES, SERVER_EXAMPLES } from '../../server/docs/protocol-examples.ts'
import { protocolPage } from '../../server/docs/protocol-page.ts'
import { ERRORS } from '../../shared/errors.ts'
import type { PackedEntry } from '../../shared/journal.ts'
import { createLedger } from '../../shared/ledger.ts'
import { LIMITS } from '../../shared/limits.ts'
import { unpack } from '../../shared/packed-entry.ts'
import { ClientMessage, ServerMessage } from '../../shared/protocol.ts'
import { parseRoomCode } from '../../shared/room-code.ts'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const page = protocolPage()
const typesOf = (union: { options: readonly { shape: { type: { value: string } } }[] }): string[] =>
  union.options.map(({ shape }) => shape.type.value)

test('docs/protocol.md matches the schemas', () => {
  expect(read('docs/protocol.md') === page, 'docs/protocol.md is stale. Run: npm run docs').toBe(true)
})

const examples = [
  ...Object.entries(CLIENT_EXAMPLES).map(([type, { examples }]) => [type, ClientMessage, examples] as const),
  ...Object.entries(SERVER_EXAMPLES).map(([type, { examples }]) => [type, ServerMessage, examples] as const),
]

test.each(examples)(
  'every example of %s is a valid message of that type, and parsing keeps all its fields',
  (type, schema, all) => {
    for (const example of all) {
      expect(example.type).toBe(type)
      expect(schema.parse(example)).toEqual(example)
      expect(JSON.stringify(example).length).toBeLessThan(LIMITS.frameBytes)
    }
  },
)

test('every message of both unions has a heading, its examples and all its fields on the page', () => {
  for (const type of [...typesOf(ClientMessage), ...typesOf(ServerMessage)]) {
    expect(page, type).toContain(`\n### \`${type}\`\n`)
    expect(page, type).toContain(`"type": "${type}"`)
  }
  for (const { shape } of [...ClientMessage.options, ...ServerMessage.options]) {
    const section = page.split(`\n### \`${shape.type.value}\`\n`)[1]?.split('\n### ')[0] ?? ''
    for (const field of Object.keys(shape).filter((field) => field !== 'type'))
      expect(section, `${shape.type.value}.${field}`).toMatch(
        new RegExp(`\\| \`${field}\`( \\(optional\\))? \\|`),
      )
  }
})

test('every example on the page is the JSON of its message', () => {
  const shown = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(([, text = '']) => JSON.parse(text))
  expect(shown).toEqual(examples.flatMap<unknown>(([, , all]) => [...all]))
})

test('every field on the page has a type and a meaning', () => {
  const [beforeErrors = ''] = page.split('\n## Errors\n')
  const rows = beforeErrors.split('\n').filter((line) => /^\| `\w+`/.test(line))
  expect(rows.length).toBeGreaterThan(100)
  expect(rows.filter((row) => / \|\s+\|/.test(row))).toEqual([])
})

test('every error is on the page with its sentence, whether it is definite, and its close code', () => {
  for (const [code, row] of Object.entries(ERRORS)) {
    const { message, definite, close = '' } = row as { message: string; definite: boolean; close?: number }
    expect(page).toContain(`| \`${code}\` | ${message} | ${definite ? 'yes' : 'no'} | ${close} |`)
    if (close) expect(page).toMatch(new RegExp(`^\\| ([\\d, ]+, )?${close} \\| `, 'm'))
  }
})

test('every link on the page leads to one of its headings', () => {
  const slug = (heading: string): string =>
    heading
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-')
  const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slug(heading))
  expect(new Set(headings).size).toBe(headings.length)
  for (const [, target] of page.matchAll(/\]\(#([^)]+)\)/g)) expect(headings).toContain(target)
})

test('a client that folds the example frames gets the totals, standings and verdicts of the examples', () => {
  const [snapshot] = SERVER_EXAMPLES.snapshot.examples
  const ledger = createLedger(snapshot.account.opening)
  const standings = new Map(snapshot.standings.map((standing) => [standing.player, standing]))
  for (const frame of SERVER_EXAMPLES.frame.examples) {
    const packed: readonly PackedEntry[] = frame.entries
    const entries = packed.map((one) => unpack(one, frame.at))
    expect(frame.from + entries.length).toBe(frame.account.version)
    for (const entry of entries) if (entry.version === ledger.lineage.head + 1) ledger.append(entry)
    ledger.settle()
    const { wrote, old, ...totals } = ledger.totals
    expect(old).toBe(0)
    expect(frame.account).toEqual({ opening: 100, actual: wrote + 0, ...totals })
    for (const standing of 'standings' in frame ? frame.standings : [])
      standings.set(standing.player, standing)
  }
  for (const [player, standing] of standings) expect(standing).toEqual({ player, ...ledger.standing(player) })
  for (const { entry, state, lostBy } of SERVER_EXAMPLES.verdicts.examples[0].verdicts) {
    const node = ledger.lineage.at(entry.version)
    expect(node?.state).toBe(state)
    expect(node?.lostBy).toBe(lostBy?.version ?? 0)
  }
  expect(parseRoomCode(CLIENT_EXAMPLES.enter.examples[1].code)).toBe(SERVER_EXAMPLES.created.examples[0].code)
})

test('the check finds a field without a meaning', () => {
  expect('| `field` | string |  |').toMatch(/ \|\s+\|/)
  expect('| `field` | string | meaning |').not.toMatch(/ \|\s+\|/)
})
