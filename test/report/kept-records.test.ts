import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { NoAnswer, type Wire } from '../../server/redis/wire.ts'
import { createKeptRecords } from '../../server/report/kept-records.ts'
import type { KeptReport } from '../../server/report/kept-report.ts'
import { keptReport } from '../../server/report/kept-report.ts'
import type { Report } from '../../shared/report/report.ts'
import { madeUpReport, madeUpRound } from '../support/made-up-report.ts'

let folder: string
let now: KeptReport
const whole = madeUpReport()
const first: Report = { ...whole, rounds: whole.rounds.slice(0, 1) }
const third: Report = { ...whole, rounds: whole.rounds.slice(2) }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bank-run-records-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

async function keep(report: Report, isWhole = true): Promise<void> {
  now = { report, whole: isWhole }
  const log = (error: unknown): never => {
    throw error
  }
  const kept = createKeptRecords({ folder, language: 'en', report: async () => now, log })
  kept.keep(report.code)
  await kept.settled()
}
const path = (name: string): string => join(folder, readdirSync(folder)[0] ?? '', name)
const text = (name: string): string => readFileSync(path(name), 'utf8')
/** Another number after each time that the file was written. */
const written = (name: string): number => statSync(path(name)).ino

it('the kept report stays whole when Redis cannot be read after a later round: only the file of this round is written', async () => {
  await keep({ ...whole, rounds: whole.rounds.slice(0, 2) })
  const [csv, html] = [text('report.csv'), text('report.html')]
  await keep(third, false)
  expect([text('report.csv'), text('report.html')]).toEqual([csv, html])
  expect(JSON.parse(text('round-03.json')).rounds[0].record.round).toBe(3)
})

it('a round of the next day goes into the folder of its room, also when Redis cannot be read', async () => {
  await keep(first)
  const record = madeUpRound({ round: 4 })
  await keep(
    { ...whole, rounds: [{ record: { ...record, startedAt: record.startedAt + 90_000_000 } }] },
    false,
  )
  expect(readdirSync(folder)).toHaveLength(1)
  expect(readdirSync(path(''))).toContain('round-04.json')
})

it('files of rounds that are as they were are not written again', async () => {
  await keep(first)
  const before = written('round-01.json')
  await keep(whole)
  expect(written('round-01.json')).toBe(before)
  const [round, ...later] = whole.rounds
  if (!round) throw new Error('no round')
  await keep({ ...whole, rounds: [{ record: round.record }, ...later] })
  expect(written('round-01.json')).not.toBe(before)
  expect(JSON.parse(text('round-01.json')).rounds[0].transfer).toBeUndefined()
})

it('the report of a room whose Redis gives no answer is that of the round that has just ended, and says so', async () => {
  const wire = { command: () => Promise.reject(new NoAnswer('gone')) } as unknown as Wire
  const record = madeUpRound()
  const { report, whole } = await keptReport(wire, 'K7Q4MX', [], record)
  expect([report.rounds, whole]).toEqual([[{ record }], false])
  await expect(keptReport(wire, 'K7Q4MX', [], undefined)).rejects.toThrow(NoAnswer)
})
