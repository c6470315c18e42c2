import { createBalances } from './balances.ts'
import { conflictsOf, conflictsOfEntry } from './conflict-count.ts'
import type { Entry } from './journal.ts'
import { createLineage, type Flip, type Lineage } from './lineage.ts'
import { createRefusals, type Refusal, type Refusals } from './refusal.ts'
import type { Unapplied } from './room-view.ts'
import { addToTally, emptyTally, openTotals, type Tally, type Totals } from './totals.ts'
import { transactionKey } from './transaction-key.ts'
import { effectOf, outsideChangeOf } from './write-effect.ts'

/** One transaction as the journal has it: acknowledged once, booked `entries` times, `live` of them in the balance. */
export interface Booking {
  player: string
  amount: number
  /** Neither `entries` nor `live` counts take-backs. */
  entries: number
  live: number
  /** What its surviving entries, take-backs included, did to the balance. */
  effect: number
  /** Its surviving entries whose effect is not their amount; the sum is effect − amount. */
  wrong: Tally
  /** A take-back has made it `rejected`. */
  takenBack: boolean
  /** Redis has forgotten it: it was acknowledged, but this history has no entry of it. */
  forgotten: boolean
  /** Its attempts that were refused. */
  conflicts: number
}

export interface Standing {
  /** Sum of the player's acknowledged amounts. */
  acknowledged: number
  /** What they did to the balance. luck = effect − acknowledged. */
  effect: number
  applied: number
  lost: number
}

/** What a call of `settle` changed. */
export interface LedgerChange {
  /** The players whose standing changed. */
  players: Set<string>
  flips: Flip<Entry>[]
  /** Those that are false now and were not before, or the reverse. */
  refusals: Refusal[]
}

export interface Ledger {
  readonly lineage: Lineage<Entry>
  readonly totals: Totals
  append(entry: Entry): void
  /** Notes an acknowledged transaction that this history does not have. A booked one stays booked. */
  markForgotten(tx: Pick<Entry, 'tx' | 'player' | 'amount'>): void
  /** Undoes `markForgotten`: the transaction had not been acknowledged after all. */
  unmarkForgotten(player: string, tx: string): void
  /** Notes a transaction that was not applied. False when it was known already. */
  unapplied(one: Unapplied): boolean
  /** Transactions that were refused, judged whenever the ledger is settled. */
  readonly refusals: Pick<Refusals, 'note' | 'isFalse'>
  /** The balance of a version, without bookings that were taken back later. `undefined` when it is not held. */
  balanceAt(version: number): number | undefined
  /** Brings the sums up to date. */
  settle(): LedgerChange
  standing(player: string): Standing
  booking(player: string, tx: string): Booking | undefined
}

/** More than Redis keeps (2,000), so that a transaction that is told twice is recognised. */
const MOST_UNAPPLIED = 5000

/**
 * The books of one epoch, derived from its whole journal: what every transaction did to the balance, and which player
 * each missing dollar belongs to. `opening` is the balance of version 0.
 */
export function createLedger(opening: number): Ledger {
  const lineage = createLineage<Entry>()
  const bookings = new Map<string, Booking>()
  const standings = new Map<string, Standing>()
  /** Refused attempts of the newest transactions that were not applied, by player and transaction. */
  const unapplied = new Map<string, number>()
  const totals = openTotals(opening)
  /** Players whose standing changed without an entry. */
  let touched = new Set<string>()

  const standing = (player: string): Standing => {
    let found = standings.get(player)
    if (!found) {
      found = { acknowledged: 0, effect: 0, applied: 0, lost: 0 }
      standings.set(player, found)
    }
    return found
  }
  const bookingOf = (one: Pick<Entry, 'tx' | 'player' | 'amount' | 'reverses'>): Booking => {
    const id = transactionKey(one)
    let found = bookings.get(id)
    if (!found) {
      const { player } = one
      const amount = one.reverses === undefined ? one.amount : -one.amount
      found = {
        ...{ player, amount, entries: 0, live: 0, effect: 0, wrong: emptyTally() },
        ...{ takenBack: false, forgotten: false, conflicts: unapplied.get(id) ?? 0 },
      }
      bookings.set(id, found)
      acknowledge(found, 1)
      // It counts as lost until `settle` finds a live entry.
      mark(found, 1)
    }
    return found
  }
  function acknowledge({ player, amount }: Booking, by: 1 | -1): void {
    totals.expected += by * amount
    totals.applied += by
    const own = standing(player)
    own.acknowledged += by * amount
    own.applied += by
  }
  function setForgotten(booking: Booking, forgotten: boolean): void {
    mark(booking, -1)
    booking.forgotten = forgotten
    mark(booking, 1)
    touched.add(booking.player)
  }
  function takeBack(booking: Booking): void {
    if (booking.takenBack) return
    mark(booking, -1)
    acknowledge(booking, -1)
    booking.takenBack = true
    mark(booking, 1)
  }
  /**
   * Adds the booking to the totals of its present state, or removes it. Each dollar counts once: what is left of a
   * booking that was taken back counts in `refusedInBalance` and not in `wrong`.
   */
  function mark(booking: Booking, by: 1 | -1): void {
    if (booking.takenBack) {
      if (booking.effect !== 0) addToTally(totals.refusedInBalance, booking.effect, by)
      return
    }
    totals.wrong.count += by * booking.wrong.count
    totals.wrong.sum += by * booking.wrong.sum
    if (booking.live === 0) {
      const { forgotten, lostDeposits, lostWithdrawals } = totals
      const lost = booking.amount > 0 ? lostDeposits : lostWithdrawals
      addToTally(booking.forgotten ? forgotten : lost, booking.amount, by)
      standing(booking.player).lost += by
    } else if (booking.live > 1) {
      addToTally(totals.doubled, booking.amount * (booking.live - 1), by)
    }
  }
  /** `all`: conflicts of the booking so far. Each of its entries counts the earlier ones, too. */
  function conflicts(booking: Booking, all: number): void {
    totals.conflicts += Math.max(0, all - booking.conflicts)
    booking.conflicts = Math.max(all, booking.conflicts)
  }
  const balances = createBalances(
    lineage,
    opening,
    (entry) => bookings.get(transactionKey(entry))?.takenBack === true,
  )
  const refusals = createRefusals(balances, totals.falseRefusals)
  /** From this version on, balances have changed since the refusals were judged. */
  let changedFrom = Number.POSITIVE_INFINITY

  return {
    lineage,
    totals,
    append(entry) {
      lineage.append(entry)
      const booking = bookingOf(entry)
      if (booking.forgotten) setForgotten(booking, false)
      if (entry.reverses === undefined) booking.entries += 1
      else {
        takeBack(booking)
        balances.takenBack(entry.reverses)
        changedFrom = Math.min(changedFrom, entry.reverses)
      }
      totals.version = entry.version
      totals.wrote = entry.wrote
      if (entry.basis === undefined) totals.old += 1
      conflicts(booking, conflictsOfEntry(entry))
    },
    markForgotten(tx) {
      const booking = bookingOf(tx)
      if (booking.entries === 0 && !booking.forgotten) setForgotten(booking, true)
    },
    unmarkForgotten(player, tx) {
      const id = transactionKey({ player, tx })
      const booking = bookings.get(id)
      if (!booking?.forgotten) return
      mark(booking, -1)
      acknowledge(booking, -1)
      touched.add(player)
      bookings.delete(id)
    },
    unapplied(one) {
      const id = transactionKey(one)
      if (unapplied.has(id)) return false
      const met = conflictsOf(one)
      unapplied.set(id, met)
      const [oldest] = unapplied.keys()
      if (unapplied.size > MOST_UNAPPLIED && oldest !== undefined) unapplied.delete(oldest)
      const booking = bookings.get(id)
      if (booking) conflicts(booking, met)
      else totals.conflicts += met
      refusals.note(one)
      return true
    },
    refusals,
    balanceAt: balances.balanceAt,
    settle() {
      const judged = refusals.judge(lineage.head, changedFrom)
      changedFrom = Number.POSITIVE_INFINITY
      const flips = lineage.settle()
      const players = touched
      touched = new Set()
      for (const { node, was } of flips) {
        const { entry, state } = node
        players.add(entry.player)
        const by = (state === 'live' ? 1 : 0) - (was === 'live' ? 1 : 0)
        if (by === 0) continue
        const booking = bookingOf(entry)
        const effect = effectOf(entry, opening)
        mark(booking, -1)
        if (entry.reverses === undefined) booking.live += by
        booking.effect += by * effect
        if (effect !== entry.amount) addToTally(booking.wrong, effect - entry.amount, by as 1 | -1)
        mark(booking, 1)
        standing(entry.player).effect += by * effect
        totals.outside += by * outsideChangeOf(entry, opening, lineage.at(entry.parent)?.entry.wrote)
      }
      return { players, flips, refusals: judged }
    },
    standing,
    booking: (player, tx) => bookings.get(transactionKey({ player, tx })),
  }
}
