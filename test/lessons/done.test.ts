import { describe, expect, it } from 'vitest'
import { LESSONS } from '../../server/lessons/all-lessons.ts'
import type { PlayerResult, RoundRecord } from '../../shared/rounds/round-record.ts'
import { record, result } from './records.ts'

const robbed = result({ effect: 0, lost: 1 })
const lucky = result({ player: 'b', acknowledged: -150, effect: 0, lost: 1 })

const EMPTY = { opening: 0 } as const
/** Players who paid these amounts in; below zero: the deposit of that size is lost. */
const payers = (...amounts: number[]): PlayerResult[] =>
  amounts.map((amount, i) => {
    const acknowledged = Math.abs(amount)
    const kept = { player: `p${i}`, acknowledged, effect: acknowledged }
    return result(amount > 0 ? kept : { ...kept, effect: 0, lost: 1 })
  })
const gone = (amount: number) => ({ player: 'a', amount, by: 'b' })
const withSettings = (
  settings: Partial<RoundRecord['settings']>,
  more: Parameters<typeof record>[0],
): RoundRecord => {
  const plain = record(more)
  return { ...plain, settings: { ...plain.settings, ...settings } }
}
const refusing = (more: Partial<RoundRecord>): RoundRecord =>
  withSettings({ overdraft: 'refused' }, { strategy: 'incrby', ...more })
const lossy = (more: Parameters<typeof record>[0]): RoundRecord => withSettings({ lostReplies: 40 }, more)

/** For each lesson, records with which the class has done it, and records with which it has not. */
const CASES: Record<string, { done: RoundRecord[][]; not: RoundRecord[][] }> = {
  'lost-update': {
    done: [
      [record({ players: [robbed, lucky], lost: 2, applied: 4 })],
      [record({ players: [robbed] }), record({ players: [lucky] })],
      // Both changes of one player are lost: the luck is good, and the deposit is in the list.
      [
        record({
          players: [result({ acknowledged: -100, effect: 0, lost: 2 })],
          losses: [gone(-150), gone(50)],
        }),
      ],
    ],
    not: [
      [record({ players: [robbed] })],
      [record({ players: [lucky] })],
      [record({ players: [robbed, result({ acknowledged: 0, effect: 70, outside: true })] })],
      [record({ players: [result()] })],
    ],
  },
  'no-pause': {
    done: [[record({ applied: 500, lost: 1 })]],
    not: [
      [record({ applied: 499, lost: 20 })],
      [record({ applied: 5000, lost: 0 })],
      [record({ applied: 499, lost: 1 }), record({ applied: 500, lost: 0 })],
    ],
  },
  'right-balance': {
    done: [[record({ lost: 1, applied: 4 }), record({ applied: 1 })]],
    not: [
      [record({ lost: 1, actual: 150 })],
      [record({ lost: 0 })],
      [record({ lost: 1, actual: 150 }), record()],
      [record({ lost: 2, actual: null })],
    ],
  },
  witness: {
    // $10 and $40 are kept, $20 is lost.
    done: [[record({ ...EMPTY, ...{ lost: 1, applied: 3, actual: 50 }, players: payers(10, -20, 40) })]],
    not: [
      [record({ ...EMPTY, ...{ lost: 0, applied: 2, actual: 50 }, players: payers(10, 40) })],
      // Two players paid the same amount.
      [record({ ...EMPTY, ...{ lost: 1, applied: 3, actual: 20 }, players: payers(10, 10, -20) })],
      // Another amount than the plan's.
      [record({ ...EMPTY, ...{ lost: 1, applied: 2, actual: 30 }, players: payers(30, -40) })],
      // A write from outside.
      [record({ ...EMPTY, ...{ lost: 1, applied: 2, actual: 90 }, players: payers(10, -20) })],
      [record({ ...EMPTY, ...{ lost: 1, applied: 2, actual: null }, players: payers(10, -20) })],
    ],
  },
  block: {
    done: [[record({ strategy: 'multi-only', lost: 1, applied: 2 })]],
    not: [[record({ strategy: 'naive', lost: 1 })], [record({ strategy: 'multi-only', applied: 9 })]],
  },
  mutex: {
    done: [
      [
        record({ strategy: 'local-mutex', applied: 2, nodes: 2 }),
        record({ strategy: 'local-mutex', applied: 4, lost: 1, nodes: 2 }),
      ],
    ],
    not: [
      [record({ strategy: 'local-mutex', applied: 2, nodes: 2 })],
      [record({ strategy: 'local-mutex', applied: 4, lost: 1, nodes: 2 })],
      // One transaction shows nothing.
      [
        record({ strategy: 'local-mutex', applied: 1, nodes: 2 }),
        record({ strategy: 'local-mutex', applied: 4, lost: 1, nodes: 2 }),
      ],
    ],
  },
  price: {
    done: [
      [record({ strategy: 'watch', applied: 6, conflicts: 7 }), record({ strategy: 'lua', applied: 30 })],
    ],
    not: [
      [record({ strategy: 'watch', applied: 6, conflicts: 7 })],
      [record({ strategy: 'watch', applied: 6, conflicts: 6 }), record({ strategy: 'lua', applied: 30 })],
      [
        record({ strategy: 'watch', applied: 6, conflicts: 7, lost: 1 }),
        record({ strategy: 'lua', applied: 9 }),
      ],
    ],
  },
  rule: {
    done: [[refusing({ applied: 2, actual: -60 })]],
    not: [
      [refusing({ applied: 1, actual: 20 })],
      [refusing({ applied: 3, actual: -60, lost: 1 })],
      [refusing({ applied: 0, actual: -60 })],
      [record({ strategy: 'incrby', applied: 2, actual: -60 })],
      [refusing({ applied: 2, actual: null })],
    ],
  },
  'expired-lock': {
    done: [
      [
        record({ strategy: 'lock', applied: 3, lost: 1 }),
        record({ strategy: 'fenced-lock', applied: 2, conflicts: 1 }),
      ],
    ],
    not: [
      [record({ strategy: 'lock', applied: 3, lost: 1 })],
      [record({ strategy: 'lock', applied: 3 }), record({ strategy: 'fenced-lock', applied: 2 })],
      [record({ strategy: 'lock', lost: 1 }), record({ strategy: 'fenced-lock', applied: 0 })],
    ],
  },
  'paid-twice': {
    done: [
      [
        lossy({ strategy: 'retry-blind', applied: 3, players: [result({ effect: 100 })] }),
        lossy({ strategy: 'idempotent', applied: 5, players: [result({ acknowledged: 250, effect: 250 })] }),
      ],
    ],
    not: [
      [lossy({ strategy: 'retry-blind', applied: 3, players: [result({ effect: 100 })] })],
      [
        lossy({ strategy: 'retry-blind', applied: 3, players: [result()] }),
        lossy({ strategy: 'idempotent', applied: 5, players: [result()] }),
      ],
      [
        lossy({ strategy: 'retry-blind', applied: 3, players: [result({ effect: 100 })] }),
        lossy({ strategy: 'idempotent', applied: 4, players: [result()] }),
      ],
      // No answer was lost in the second round.
      [
        lossy({ strategy: 'retry-blind', applied: 3, players: [result({ effect: 100 })] }),
        record({ strategy: 'idempotent', applied: 5, players: [result()] }),
      ],
    ],
  },
  failover: {
    done: [[record({ strategy: 'lua', applied: 40, forgotten: 1 })]],
    not: [[record({ strategy: 'lua', applied: 40, lost: 1 })]],
  },
  'break-the-fix': {
    done: [
      [record({ strategy: 'watch-shared', lost: 1, applied: 2 })],
      [record({ strategy: 'watch-late', lost: 1, applied: 2 })],
    ],
    not: [[record({ strategy: 'watch', lost: 1 })], [record({ strategy: 'watch-late', applied: 9 })]],
  },
}

describe.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))('the lesson %s', (id, lesson) => {
  const { done, not } = CASES[id] ?? { done: [], not: [] }

  it('is done when its records show what it asks for', () => {
    expect(done.length).toBeGreaterThan(0)
    expect(done.map((records) => lesson.isDone(records))).toEqual(done.map(() => true))
  })
  it('is not done before that', () => {
    expect(not.length).toBeGreaterThan(0)
    expect([[], ...not].map((records) => lesson.isDone(records))).toEqual([[], ...not].map(() => false))
  })
})
