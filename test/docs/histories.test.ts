import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { API_ERRORS } from '../../server/gateway/api-error.ts'
import { BLIND_SPOT, NO_AMOUNTS, WRONG_UNSEEN } from '../../shared/history/blind-spot.ts'
import { FORMAT_NAMES, FORMATS } from '../../shared/history/history-formats.ts'
import { type HistoryRow, rowsOf } from '../../shared/history/history-row.ts'
import { linesOf } from '../../shared/history/lines.ts'
import { type Operation, operationsOf } from '../../shared/history/operation.ts'
import { entry, lesson, unapplied } from '../shared/operations.ts'
import { JUDGED, judges } from '../support/judges.ts'

const page = readFileSync(new URL('../../docs/histories.md', import.meta.url), 'utf8')
const lines = page.split('\n')
const flowing = page.replace(/\s+/g, ' ')

const met = { basis: 'met' } as const
/** For each anomaly, the smallest run that has this anomaly and no other. */
const wentWrong: Record<string, Operation[]> = {
  'a write is lost': lesson,
  'a write on nothing overwrites others': operationsOf([
    entry(1, 0, 50, 100, met),
    entry(2, 0, 10, 150, { basis: 'nothing', wrote: 110 }),
  ]),
  'a wrong amount': operationsOf([entry(1, 0, 50, 100, { ...met, wrote: 200 })]),
  'a transaction is booked twice': operationsOf([
    entry(1, 0, 50, 100, met),
    entry(2, 1, 50, 150, { ...met, tx: 't1', again: true }),
  ]),
  'refused, yet in the balance': operationsOf(
    [
      entry(1, 0, -80, 100, met),
      entry(2, 1, 80, 20, { ...met, tx: 't1', reverses: 1 }),
      entry(3, 1, -1, 20, { readAt: 1001 }),
    ],
    [unapplied(1002, { tx: 't1', player: 'ana', amount: -80, why: 'taken-back' })],
  ),
  'refused, though the balance covered it': operationsOf(
    [entry(1, 0, 50, 100, met)],
    [unapplied(1002, { amount: -80, fromVersion: 0, toVersion: 1, noOverdraft: true })],
  ),
  'below zero against the rule': operationsOf([entry(1, 0, -150, 100, { ...met, noOverdraft: true })]),
}

describe('the page about histories', () => {
  it('shows the lesson in the formats of Elle and Porcupine, line by line', () => {
    for (const format of ['elle', 'porcupine'] as const) {
      const told = [...linesOf({ opening: 100, operations: lesson }, format)].map((line) => line.trimEnd())
      const at = lines.indexOf(told[0] ?? '')
      expect(lines.slice(at, at + told.length)).toEqual(told)
    }
  })

  it('shows a line in the format of Knossos', () => {
    const told = [...linesOf({ opening: 100, operations: lesson }, 'cas-register')].map((line) =>
      line.trimEnd(),
    )
    expect(lines.filter((line) => line.includes(':f :cas'))).toEqual([told[2]])
  })

  it('explains every field of its JSON examples', () => {
    const examples = lines.filter((line) => line.startsWith('{"id"')).map((line) => JSON.parse(line))
    expect(examples).toHaveLength(3)
    for (const { effect: _, ...operation } of examples as HistoryRow[])
      expect(lines).toContain(
        JSON.stringify([...rowsOf({ opening: 100, operations: [operation as Operation] })][0]),
      )
    for (const name of examples.flatMap((example) => Object.keys(example)))
      expect(page).toContain(`\`${name}\``)
  })

  it('names every format, and marks those that carry balances only', () => {
    for (const format of FORMAT_NAMES) {
      const row = lines.find((line) => line.startsWith(`| \`${format}\``))
      expect(row?.includes('**balances only**')).toBe(FORMATS[format].balancesOnly)
    }
  })

  it('explains every field of the CSV', () => {
    const [header = ''] = linesOf({ opening: 100, operations: [] }, 'csv')
    const fields = lines.filter((line) => /^\| `/.test(line)).map((line) => line.split(' | ')[0])
    for (const name of header.trim().split(',')) expect(fields.join()).toContain(`\`${name}\``)
  })

  it('says, with examples, what balances cannot tell and which formats have no amounts', () => {
    expect(flowing).toContain(`${BLIND_SPOT.warning} ${BLIND_SPOT.example}`)
    expect(flowing).toContain(NO_AMOUNTS)
    expect(flowing).toContain(WRONG_UNSEEN.example)
  })

  it.each(Object.entries(wentWrong))('has the verdict of each checker on: %s', (what, operations) => {
    const row = lines.find((line) => line.startsWith(`| ${what} |`)) ?? ''
    const said = row.split('|').slice(2, 5)
    const judged = JUDGED.map((format) => judges[format]({ opening: 100, operations }))
    expect(said.map((text) => /^ (mostly )?invalid $/.test(text))).toEqual(judged.map((valid) => !valid))
    expect(said.map((text) => text.trim() === 'valid')).toEqual(judged)
  })

  it('lists exactly the anomalies that are tested here', () => {
    const at = lines.findIndex((line) => line.startsWith('| what went wrong'))
    const rows = lines.slice(at + 2, lines.indexOf('', at)).map((line) => line.split(' |')[0]?.slice(2))
    expect(rows).toEqual(Object.keys(wentWrong))
  })

  it('has the right status for every refusal that it lists', () => {
    const refusals = lines.flatMap((line) => {
      const [, status, codes = ''] = /^\| (\d{3}) \| (.+?) \|/.exec(line) ?? []
      return [...codes.matchAll(/`([a-z-]+)`/g)].map(([, code]) => ({ code, status: Number(status) }))
    })
    expect(refusals.length).toBeGreaterThan(6)
    for (const { code, status } of refusals)
      expect({ code, ...API_ERRORS[code as keyof typeof API_ERRORS] }).toMatchObject({ code, status })
  })
})
