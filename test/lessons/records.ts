import { DEFAULTS } from '../../shared/limits.ts'
import type { PlayerResult, RoundRecord } from '../../shared/rounds/round-record.ts'

const { opening, strategy, client, thinkMs, jitterMs, overdraft, lostReplies, durable } = DEFAULTS

/** A player who fired one deposit of 50 that was kept, except for what is given. */
export const result = (more: Partial<PlayerResult> = {}): PlayerResult => ({
  ...{ player: 'a', nickname: 'Ana', acknowledged: 50, effect: 50 },
  ...{ applied: 1, lost: 0, erased: 0, unapplied: 0 },
  ...more,
})

/** The record of a round in which nothing happened, except for what is given. */
export const record = ({
  strategy: method,
  ...more
}: Partial<RoundRecord> & { strategy?: string } = {}): RoundRecord => ({
  ...{ round: 1, epoch: 2, step: 0, practice: false, nodes: 1, startedAt: 0, endedAt: 1, opening },
  settings: {
    ...{ client, thinkMs, jitterMs, overdraft, lostReplies, durable },
    strategy: method ?? strategy,
  },
  ...{ expected: opening, actual: opening, applied: 0, lost: 0, conflicts: 0, attempts: 0, forgotten: 0 },
  ...{ unapplied: { rejected: 0, 'gave-up': 0, failed: 0 }, players: [], loss: null, scene: [] },
  ...{ answers: { first: {}, second: {} }, divergence: [] },
  podium: { luckiest: [], robbed: [], eraser: [], prophet: [] },
  ...more,
})
