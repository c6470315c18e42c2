import { PACE } from '../pace.ts'
import { transactionKey } from '../transaction-key.ts'
import { answered } from './answered.ts'
import { divergencePoints } from './divergence-points.ts'
import { podiumOf } from './podium.ts'
import { resultsOf } from './results.ts'
import { booksOf } from './round-books.ts'
import type { RoundFacts } from './round-facts.ts'
import { LOSSES_LISTED, type Loss, type RoundRecord, type Story } from './round-record.ts'
import { storiesOf } from './stories.ts'
import { toldLoss } from './told-loss.ts'

export type { Answers, RoundFacts } from './round-facts.ts'

/** The record of a round, and every person's own story of it, by player. */
export interface BuiltRound {
  record: RoundRecord
  stories: ReadonlyMap<string, Story>
}

/** Derives all about a round from its journal. The same facts give the same record, on every node. */
export function buildRound(facts: RoundFacts): BuiltRound {
  const { round, epoch, lesson, step, practice, settings, nodes, startedAt, endedAt, opening } = facts
  const books = booksOf(facts)
  const { totals } = books.ledger
  const { first, second, right, foresaw } = answered(facts, books.isPerson)
  const players = resultsOf(facts, books, right)
  const { loss, scene } = toldLoss(books)
  const record: RoundRecord = {
    ...{ round, epoch, ...(lesson !== undefined && { lesson }), step, practice, settings, nodes },
    ...{ startedAt, endedAt, opening, expected: totals.expected, actual: facts.actual },
    applied: totals.applied,
    lost: totals.lostDeposits.count + totals.lostWithdrawals.count,
    conflicts: totals.conflicts,
    attempts: [...books.attempts.values()].reduce((all, attempts) => all + attempts, 0),
    unapplied: endingsOf(facts),
    forgotten: totals.forgotten.count,
    ...{ players, loss, scene, losses: largestLosses(books.losses), answers: { first, second } },
    ...(facts.right !== undefined && { right: facts.right }),
    podium: podiumOf(players, foresaw),
    divergence: divergencePoints(facts, totals.expected),
  }
  return { record, stories: storiesOf(facts, books) }
}

function endingsOf({ unapplied }: RoundFacts): RoundRecord['unapplied'] {
  const endings = { rejected: 0, 'gave-up': 0, failed: 0 }
  const each = new Map(unapplied.map((one) => [transactionKey(one), one.outcome]))
  for (const outcome of each.values()) endings[outcome] += 1
  // The list in Redis has no more than that: the oldest may have been dropped.
  return unapplied.length < PACE.unapplied ? endings : { ...endings, atLeast: true }
}

function largestLosses(losses: readonly Loss[]): RoundRecord['losses'] {
  return [...losses]
    .sort((a, b) => Math.abs(b.lost.amount) - Math.abs(a.lost.amount) || a.lost.version - b.lost.version)
    .slice(0, LOSSES_LISTED)
    .map(({ lost, by }) => ({ player: lost.player, amount: lost.amount, by: by.player }))
}
