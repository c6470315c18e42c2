import type { Unapplied } from './room-view.ts'

/** What a refusal is judged by, and which transaction it is about. */
export type Refusal = Pick<Unapplied, 'tx' | 'player' | 'amount' | 'outcome' | 'why'> &
  Partial<Pick<Unapplied, 'fromVersion' | 'toVersion' | 'noOverdraft'>>

/** The balance of a version, made of applied transactions only; `undefined` when that version is not held. */
export type BalanceAt = (version: number) => number | undefined

const BY_THE_RULE: ReadonlySet<string> = new Set(['overdraft', 'taken-back'])

/**
 * Whether a transaction was refused by the overdraft rule although there was no reason to: no version between its start
 * and its decision failed to cover it. `undefined` when that cannot be judged: an old record, or a version that is not
 * held.
 */
export function isFalseRefusal(
  { amount, outcome, why, fromVersion, toVersion, noOverdraft }: Omit<Refusal, 'tx' | 'player'>,
  balanceAt: BalanceAt,
): boolean | undefined {
  if (outcome !== 'rejected' || !BY_THE_RULE.has(why)) return false
  if (fromVersion === undefined || toVersion === undefined) return undefined
  if (!noOverdraft || amount > 0) return true
  for (let version = fromVersion; version <= toVersion; version++) {
    const balance = balanceAt(version)
    if (balance === undefined) return undefined
    if (balance + amount < 0) return false
  }
  return true
}

/** Refusals of one epoch, each judged as soon as the versions it speaks of are known. */
export interface Refusals {
  note(refusal: Refusal): void
  /** `head`: the newest version that is held. `again`: balances of earlier versions have changed. */
  judge(head: number, again: boolean): void
  isFalse(player: string, tx: string): boolean
}

/** How often, and how much in all. */
export interface Tally {
  count: number
  sum: number
}

/** There is no end to what a room may refuse; of older ones only their count is kept. */
const MOST = 2000

/** `tally` counts those that are false. */
export function createRefusals(balanceAt: BalanceAt, tally: Tally): Refusals {
  const known = new Map<string, { refusal: Refusal; isFalse: boolean | undefined }>()
  let isOpen = false
  return {
    note(refusal) {
      const id = `${refusal.player} ${refusal.tx}`
      const canBeJudged = BY_THE_RULE.has(refusal.why) && refusal.toVersion !== undefined
      if (!canBeJudged || known.has(id)) return
      known.set(id, { refusal, isFalse: undefined })
      isOpen = true
      const [oldest] = known.keys()
      if (known.size > MOST && oldest !== undefined) known.delete(oldest)
    },
    judge(head, again) {
      if (!isOpen && !again) return
      isOpen = false
      for (const one of known.values()) {
        const { refusal, isFalse } = one
        if (isFalse !== undefined && !again) continue
        if ((refusal.toVersion ?? 0) > head) {
          isOpen = true
          continue
        }
        one.isFalse = isFalseRefusal(refusal, balanceAt)
        const by = (one.isFalse ? 1 : 0) - (isFalse ? 1 : 0)
        tally.count += by
        tally.sum += by * refusal.amount
      }
    },
    isFalse: (player, tx) => known.get(`${player} ${tx}`)?.isFalse === true,
  }
}
