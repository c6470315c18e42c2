import type { Entry, Why } from '../journal.ts'
import type { Unapplied } from '../protocol.ts'

interface Called {
  /** The transaction. One that was booked twice by a blind retry has two operations. */
  id: string
  player: string
  /** As the room shows it; absent when it is not known. */
  nickname?: string
  /** Deposit above zero, withdrawal below. */
  amount: number
  /** Milliseconds on Redis' clock: when it began to have an effect, and when that was over. */
  call: number
  return: number
}

/** A committed write, as the journal has it. */
export interface Applied extends Called {
  outcome: 'applied'
  /** The balance it built on and that balance's version; 0 is the opening balance. */
  seen: number
  seenVersion: number
  wrote: number
  wroteVersion: number
  /** It had been booked before. */
  again?: true
}

/** Certainly without effect. */
export interface NotApplied extends Called {
  outcome: 'rejected' | 'gave-up' | 'failed'
  why: Why
}

/** Nobody knows (yet) whether it had an effect, or will have one. */
export interface InDoubt extends Called {
  outcome: 'unknown'
}

/** What one call on the account did, as third-party checkers think of it: an interval and a result. */
export type Operation = Applied | NotApplied | InDoubt

/** One epoch of an account, from its opening balance on. Those that were applied are in the order of their versions. */
export interface History {
  opening: number
  operations: readonly Operation[]
}

/**
 * The operations of one epoch, in the order in which they ended.
 *
 * An applied one goes from the read it built on to its commit, and not from the press of a button to the answer. The
 * interval is as narrow as it can be, so more operations follow one another in time, which can only make a checker
 * stricter. No run without a loss can be judged invalid by it: there every write built on the one before, so the order
 * of the versions explains all that was read, and it agrees with time. For that, no operation may return before one
 * of an earlier version was called; returns never decrease with the version (made sure of here, for a clock may be
 * set back), and each operation is called before it returns.
 */
export function operationsOf(
  entries: readonly Entry[],
  unapplied: readonly Unapplied[] = [],
  nicknameOf: (player: string) => string | undefined = () => undefined,
): Operation[] {
  let clock = Number.NEGATIVE_INFINITY
  const applied = entries.map((entry): Applied => {
    clock = Math.max(clock, entry.wroteAt)
    const { seen, parent: seenVersion, wrote, version: wroteVersion, readAt, again } = entry
    const did = { outcome: 'applied', seen, seenVersion, wrote, wroteVersion } as const
    const interval = { call: Math.min(readAt, clock), return: clock }
    // Spreading the first part would take eight times as long, and there may be 200,000 of them.
    return Object.assign(calledBy(entry, nicknameOf), did, again && { again }, interval)
  })
  const without = unapplied
    // When it began is not recorded. It had no effect, so no checker needs to know.
    .map((one): NotApplied => {
      const { outcome, why, at } = one
      return { ...calledBy(one, nicknameOf), outcome, why, call: at, return: at }
    })
    .sort((a, b) => a.return - b.return)
  return merged(applied, without)
}

function calledBy(
  { tx, player, amount }: Pick<Entry, 'tx' | 'player' | 'amount'>,
  nicknameOf: (player: string) => string | undefined,
): Pick<Called, 'id' | 'player' | 'nickname' | 'amount'> {
  const nickname = nicknameOf(player)
  return nickname === undefined ? { id: tx, player, amount } : { id: tx, player, nickname, amount }
}

function merged(applied: readonly Applied[], without: readonly NotApplied[]): Operation[] {
  const all: Operation[] = []
  let next = 0
  for (const one of applied) {
    for (; next < without.length && (without[next] as NotApplied).return < one.return; next++)
      all.push(without[next] as NotApplied)
    all.push(one)
  }
  return [...all, ...without.slice(next)]
}
