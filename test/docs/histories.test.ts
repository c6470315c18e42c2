import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { API_ERRORS } from '../../server/gateway/api-error.ts'
import { BLIND_SPOT } from '../../shared/history/blind-spot.ts'
import { FORMAT_NAMES, FORMATS } from '../../shared/history/format.ts'
import { linesOf } from '../../shared/history/lines.ts'
import { lesson } from '../shared/operations.ts'

const page = readFileSync(new URL('../../docs/histories.md', import.meta.url), 'utf8')
const lines = page.split('\n')
const flowing = page.replace(/\s+/g, ' ')

describe('the page about histories', () => {
  it('shows the lesson as Elle and Porcupine are told of it, line by line', () => {
    for (const format of ['elle', 'porcupine'] as const) {
      const told = [...linesOf({ opening: 100, operations: lesson }, format)].map((line) => line.trimEnd())
      const at = lines.indexOf(told[0] ?? '')
      expect(lines.slice(at, at + told.length)).toEqual(told)
    }
  })

  it('shows a line as Knossos is told of it', () => {
    const told = [...linesOf({ opening: 100, operations: lesson }, 'cas-register')].map((line) =>
      line.trimEnd(),
    )
    expect(lines.filter((line) => line.includes(':f :cas'))).toEqual([told[2]])
  })

  it('has JSON of the fields it explains', () => {
    const examples = lines.filter((line) => line.startsWith('{"id"')).map((line) => JSON.parse(line))
    expect(examples).toHaveLength(2)
    for (const name of examples.flatMap((example) => Object.keys(example)))
      expect(page).toContain(`\`${name}\``)
  })

  it('names every format, and which of them carry balances only', () => {
    for (const format of FORMAT_NAMES) {
      const row = lines.find((line) => line.startsWith(`| \`${format}\``))
      expect(row?.includes('**balances only**')).toBe(FORMATS[format].balancesOnly)
    }
  })

  it('says what balances cannot tell, with the example', () => {
    expect(flowing).toContain(`${BLIND_SPOT.warning} ${BLIND_SPOT.example}`)
  })

  it('has the status of every refusal it lists', () => {
    const refusals = lines.flatMap((line) => {
      const [, status, codes = ''] = /^\| (\d{3}) \| (.+?) \|/.exec(line) ?? []
      return [...codes.matchAll(/`([a-z-]+)`/g)].map(([, code]) => ({ code, status: Number(status) }))
    })
    expect(refusals.length).toBeGreaterThan(6)
    for (const { code, status } of refusals)
      expect({ code, ...API_ERRORS[code as keyof typeof API_ERRORS] }).toMatchObject({ code, status })
  })
})
