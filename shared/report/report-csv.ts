import { csvCell } from '../history/csv-cell.ts'
import { luckOf } from '../rounds/results.ts'
import type { Report } from './report.ts'

const COLUMNS = [
  ...(['room', 'round', 'lesson', 'step', 'practice', 'strategy', 'started', 'seconds'] as const),
  ...(['expected', 'actual', 'player', 'nickname', 'kind', 'acknowledged', 'effect', 'luck'] as const),
  ...(['applied', 'lost', 'erased', 'unapplied', 'right'] as const),
]

/** A line for each player of each round, with a header, by RFC 4180. Times are in UTC. */
export function* reportCsv(reports: readonly Report[]): Generator<string> {
  yield `${COLUMNS.join(',')}\r\n`
  for (const { code, rounds } of reports) {
    for (const { record } of rounds) {
      const { round, lesson, step, practice, settings, startedAt, endedAt, expected, actual } = record
      for (const one of record.players) {
        const row: Record<(typeof COLUMNS)[number], string | number | boolean | undefined> = {
          ...{ room: code, round, lesson, step, practice, strategy: settings.strategy },
          ...{ started: new Date(startedAt).toISOString(), seconds: (endedAt - startedAt) / 1000 },
          ...{ expected, actual: actual ?? undefined, player: one.player, nickname: one.nickname },
          kind: one.bot ? 'bot' : one.outside ? 'outside' : one.removed ? 'removed' : 'person',
          ...{ acknowledged: one.acknowledged, effect: one.effect, luck: luckOf(one) },
          ...{ applied: one.applied, lost: one.lost, erased: one.erased, unapplied: one.unapplied },
          right: one.right === true,
        }
        yield `${COLUMNS.map((column) => csvCell(row[column])).join(',')}\r\n`
      }
    }
  }
}
