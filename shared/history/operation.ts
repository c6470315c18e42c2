import type { Basis, Entry, Why } from '../journal.ts'
import type { Unapplied } from '../protocol.ts'

interface Called {
  /** The transaction. One that was booked twice by a blind retry, or taken back, has two operations. */
  id: string
  player: string
  /** As the room shows it; absent when it is not known. */
  nickname?: string
  /** Deposit above zero, withdrawal below. */
  amount: number
  /** It was fired while the room refused overdrafts. */
  noOverdraft?: true
  /** An older version recorded it, which did not know what a write built on or what a refusal met. */
  old?: true
  /** Milliseconds on Redis' clock: it took effect between these two. */
  call: number
  return: number
}

/** A committed write, as the journal has it. */
export interface AppliedOperation extends Called {
  outcome: 'applied'
  /** The balance it built on and that balance's version; 0 is the opening balance. */
  seen: number
  seenVersion: number
  wrote: number
  wroteVersion: number
  /** How we know what it built on. With `nothing`, `seen` is the balance that it overwrote. */
  basis?: Basis
  /** The balance it built on also stood in this version: the journal cannot tell which of the two it was. */
  either?: number
  /** It takes the write of this version back; its `amount` is the opposite. */
  reverses?: number
  /** It had been booked before. */
  again?: true
}

/** It did nothing, or it was taken back: then its two writes are operations of their own. */
export interface NotAppliedOperation extends Called {
  outcome: 'rejected' | 'gave-up' | 'failed'
  why: Why
  /** The newest versions when it began and when that was decided: what a refusal is judged by. */
  fromVersion?: number
  toVersion?: number
}

/** It is not known (yet) whether it had an effect, or will have one. */
export interface InDoubtOperation extends Called {
  outcome: 'unknown'
}

/** What one call on the account did, in the form that third-party checkers expect: an interval and a result. */
export type Operation = AppliedOperation | NotAppliedOperation | InDoubtOperation

/** One epoch of an account, from its opening balance on. Applied operations are in the order of their versions. */
export interface History {
  opening: number
  operations: readonly Operation[]
}

/**
 * The operations of one epoch, in the order in which they ended.
 *
 * An applied operation goes from the read it built on to its commit, and not from the press of a button to the answer.
 * The interval is as narrow as the journal knows it, so more operations follow one another in time, which can only make
 * a checker stricter. It never makes a run invalid that lost nothing: there every write built on the one before, so the
 * order of the versions explains every read, and it agrees with time. For that, no operation may return before an
 * operation of an earlier version was called: returns never decrease with the version (ensured here, because a clock
 * may be set back), and each operation is called before it returns. The order of the versions does not explain a write
 * whose effect is not its amount: a checker that gets amounts finds such a run invalid, as it should, although nothing
 * is lost.
 */
export function operationsOf(
  entries: readonly Entry[],
  unapplied: readonly Unapplied[] = [],
  nicknameOf: (player: string) => string | undefined = () => undefined,
): Operation[] {
  let clock = Number.NEGATIVE_INFINITY
  const applied = entries.map((entry): AppliedOperation => {
    clock = Math.max(clock, entry.wroteAt)
    const { seen, parent: seenVersion, wrote, version: wroteVersion } = entry
    const did = { outcome: 'applied', seen, seenVersion, wrote, wroteVersion } as const
    const interval = { call: Math.min(calledAt(entry), clock), return: clock }
    // Spreading the first part would take eight times as long, and there may be 200,000 of them.
    return Object.assign(calledBy(entry, nicknameOf), did, particularsOf(entry), interval)
  })
  const without = unapplied
    // When it began is not recorded. It had no effect, so no checker needs to know.
    .map((one): NotAppliedOperation => {
      const { outcome, why, at, fromVersion, toVersion, noOverdraft } = one
      const judgedBy = {
        ...(fromVersion !== undefined && { fromVersion }),
        ...(toVersion !== undefined && { toVersion }),
        ...(noOverdraft && { noOverdraft }),
        ...(outcome === 'rejected' && fromVersion === undefined && { old: true as const }),
      }
      return { ...calledBy(one, nicknameOf), outcome, why, ...judgedBy, call: at, return: at }
    })
    .sort((a, b) => a.return - b.return)
  return merged(applied, without)
}

/**
 * When the balance that it built on was read. A write with basis `met` read it as it wrote, unless it may have built on
 * its earlier read (`either`).
 */
const calledAt = ({ basis, either, readAt, wroteAt }: Entry): number =>
  basis === undefined || basis === 'read' || either !== undefined ? readAt : wroteAt

/** The fields that only some entries have; those of older versions lack most. */
function particularsOf({ basis, either, reverses, again, noOverdraft }: Entry): Partial<AppliedOperation> {
  const found: Partial<AppliedOperation> = {}
  if (basis) found.basis = basis
  else found.old = true
  if (either !== undefined) found.either = either
  if (reverses !== undefined) found.reverses = reverses
  if (again) found.again = again
  if (noOverdraft) found.noOverdraft = noOverdraft
  return found
}

function calledBy(
  { tx, player, amount }: Pick<Entry, 'tx' | 'player' | 'amount'>,
  nicknameOf: (player: string) => string | undefined,
): Pick<Called, 'id' | 'player' | 'nickname' | 'amount'> {
  const nickname = nicknameOf(player)
  return nickname === undefined ? { id: tx, player, amount } : { id: tx, player, nickname, amount }
}

function merged(applied: readonly AppliedOperation[], without: readonly NotAppliedOperation[]): Operation[] {
  const all: Operation[] = []
  let next = 0
  for (const one of applied) {
    for (; next < without.length && (without[next] as NotAppliedOperation).return < one.return; next++)
      all.push(without[next] as NotAppliedOperation)
    all.push(one)
  }
  return [...all, ...without.slice(next)]
}
