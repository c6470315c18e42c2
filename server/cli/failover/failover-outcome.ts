import type { AccountView } from '../../../shared/account-view.ts'
import type { DurabilityPrice } from './durability-price.ts'
import type { FailoverStep } from './run-failover.ts'
import type { Fired } from './scripted-player.ts'

/** The result of one failover. Its keys are those of `--json`. */
export interface FailoverOutcome {
  durable: boolean
  /** How many the players' notes say were acknowledged: before replication was held, and while it was held. */
  acknowledged: { played: number; held: number }
  /** In a durable room: how many of these a replica had confirmed before their player was told, and how many not. */
  confirmed?: number
  unconfirmed?: number
  /** Transactions that were running when the primary died, and what the new primary decided. */
  inDoubt: { applied: number; notApplied: number }
  /** Milliseconds from the kill of the primary until the room reported the rollback; `null` if it did not. */
  noticedAfterMs: number | null
  /** Acknowledged, but no longer in the journal; oldest first. */
  gone: ForgottenTransaction[]
  /** Of these, how many a replica had confirmed. */
  goneConfirmed?: number
  /** The room named exactly these, to every player. */
  exact: boolean
  before: AccountFigures
  after: AccountFigures
}

export interface ForgottenTransaction {
  tx: string
  player: string
  amount: number
  /** How many replicas had confirmed it; absent when that was not asked. */
  replicas?: number
}

/** The account as the room showed it. */
export type AccountFigures = Pick<AccountView, 'version' | 'expected' | 'actual'>

/** The object of `--json`. */
export interface FailoverSummary {
  redis: string
  strategy: string
  players: number
  playMs: number
  holdMs: number
  failovers: FailoverOutcome[]
  /** Milliseconds, and transactions a second of all players together. */
  price?: DurabilityPrice
}

/** Derives the outcome from the steps. `undefined` when the failover was stopped. */
export function outcomeOf(durable: boolean, steps: readonly FailoverStep[]): FailoverOutcome | undefined {
  const find = <Is extends FailoverStep['is']>(is: Is) =>
    steps.find((step): step is Extract<FailoverStep, { is: Is }> => step.is === is)
  const [played, held, killed, noticed] = [find('played'), find('held'), find('killed'), find('noticed')]
  if (!played || !held || !killed || !noticed) return undefined
  const { findings } = noticed
  const hadOne = ({ replicas = 0 }: Pick<Fired, 'replicas'>): boolean => replicas > 0
  const acknowledged = { played: played.acknowledged.length, held: held.acknowledged.length }
  const confirmed = [...played.acknowledged, ...held.acknowledged].filter(hadOne).length
  return {
    durable,
    acknowledged,
    ...(durable && { confirmed, unconfirmed: acknowledged.played + acknowledged.held - confirmed }),
    inDoubt: {
      applied: killed.inDoubt.filter(({ outcome }) => outcome === 'applied').length,
      notApplied: killed.inDoubt.filter(({ outcome }) => outcome !== 'applied').length,
    },
    noticedAfterMs: noticed.afterMs === undefined ? null : Math.round(noticed.afterMs),
    gone: findings.gone.map(({ tx, nickname, amount, replicas }) => ({
      ...{ tx, player: nickname, amount },
      ...(replicas !== undefined && { replicas }),
    })),
    ...(durable && { goneConfirmed: findings.gone.filter(hadOne).length }),
    exact: findings.exact,
    before: figuresOf(findings.before),
    after: figuresOf(findings.account),
  }
}

const figuresOf = ({ version, expected, actual }: AccountView): AccountFigures => ({
  version,
  expected,
  actual,
})
