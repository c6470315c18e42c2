import type { Balances } from './balances.ts'
import { LIMITS } from './limits.ts'
import type { Unapplied } from './room-view.ts'
import type { Tally } from './totals.ts'
import { transactionKey } from './transaction-key.ts'

/** What a refusal is judged by, and which transaction it is about. */
export type Refusal = Pick<Unapplied, 'tx' | 'player' | 'amount' | 'outcome' | 'why'> &
  Partial<Pick<Unapplied, 'fromVersion' | 'toVersion' | 'noOverdraft' | 'met'>>

/** The balance of a version, made of applied transactions only; `undefined` when that version is not held. */
export type BalanceAt = Balances['balanceAt']

const BY_THE_RULE: ReadonlySet<string> = new Set(['overdraft', 'taken-back', 'beyond-limits'])

/**
 * Whether a transaction was refused by the overdraft rule, or by the limit of balances, without a reason: every version
 * between its start and its decision covered it, and so did the balance it met, which may show a write from outside
 * that no version has. `undefined` when that cannot be judged: an old record, or a version that is not held.
 */
export function isFalseRefusal(
  { amount, outcome, why, fromVersion, toVersion, noOverdraft, met }: Omit<Refusal, 'tx' | 'player'>,
  balanceAt: BalanceAt,
  wroteAt: Balances['wroteAt'] = balanceAt,
): boolean | undefined {
  if (outcome !== 'rejected' || !BY_THE_RULE.has(why)) return false
  if (fromVersion === undefined || toVersion === undefined) return undefined
  const isTooFar = why === 'beyond-limits'
  if (amount > 0 && !isTooFar) return true
  const floor = noOverdraft && !isTooFar ? 0 : -LIMITS.balance
  const covers = (balance: number): boolean =>
    balance + amount >= floor && (!isTooFar || balance + amount <= LIMITS.balance)
  for (let version = fromVersion; version <= toVersion; version++) {
    const balance = balanceAt(version)
    if (balance === undefined) return undefined
    if (!covers(balance)) return false
  }
  if (!met) return true
  const [balance, wrote] = [balanceAt(met.version), wroteAt(met.version)]
  if (balance === undefined || wrote === undefined) return undefined
  const outside = met.balance - wrote
  return covers(balance + outside)
}

/** Refusals of one epoch, each judged as soon as its versions are known. */
export interface Refusals {
  note(refusal: Refusal): void
  /**
   * `head`: the newest version that is held. `from`: balances of that version and later ones have changed. Returns
   * those whose verdict changed.
   */
  judge(head: number, from: number): Refusal[]
  isFalse(player: string, tx: string): boolean
}

/** A room may refuse any number; of older refusals only the tally is kept. */
const MOST = 2000

/** `tally` counts those that are false. */
export function createRefusals({ balanceAt, wroteAt }: Omit<Balances, 'takenBack'>, tally: Tally): Refusals {
  const known = new Map<string, { refusal: Refusal; isFalse: boolean | undefined }>()
  let isOpen = false
  return {
    note(refusal) {
      const id = transactionKey(refusal)
      const canBeJudged = BY_THE_RULE.has(refusal.why) && refusal.toVersion !== undefined
      if (!canBeJudged || known.has(id)) return
      known.set(id, { refusal, isFalse: undefined })
      isOpen = true
      const [oldest] = known.keys()
      if (known.size > MOST && oldest !== undefined) known.delete(oldest)
    },
    judge(head, from) {
      const changed: Refusal[] = []
      if (!isOpen && from > head) return changed
      isOpen = false
      for (const one of known.values()) {
        const { refusal, isFalse = false } = one
        const { toVersion = 0 } = refusal
        if (one.isFalse !== undefined && toVersion < from) continue
        if (toVersion > head) {
          isOpen = true
          continue
        }
        one.isFalse = isFalseRefusal(refusal, balanceAt, wroteAt)
        const by = (one.isFalse ? 1 : 0) - (isFalse ? 1 : 0)
        if (by === 0) continue
        tally.count += by
        tally.sum += by * refusal.amount
        changed.push(refusal)
      }
      return changed
    },
    isFalse: (player, tx) => known.get(transactionKey({ player, tx }))?.isFalse === true,
  }
}
