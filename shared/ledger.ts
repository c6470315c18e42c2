import { effectOf, outsideOf } from './effect.ts'
import type { Entry } from './journal.ts'
import { createLineage, type Flip, type Lineage } from './lineage.ts'
import { createRefusals, type Refusals, type Tally } from './refusal.ts'

/** One transaction as the journal has it: acknowledged once, booked `entries` times, `live` of them in the balance. */
export interface Booking {
  player: string
  amount: number
  /** Take-backs are not counted, in either. */
  entries: number
  live: number
  /** What its surviving entries, take-backs included, did to the balance. */
  effect: number
  /** A take-back has made it `rejected`. */
  takenBack: boolean
  /** Redis has forgotten it: it was acknowledged, and this history has no entry of it. */
  forgotten: boolean
}

export interface Standing {
  /** Sum of the player's acknowledged amounts. */
  acknowledged: number
  /** What they did to the balance. luck = effect − acknowledged. */
  effect: number
  applied: number
  lost: number
}

export interface Totals {
  version: number
  expected: number
  /** The balance the newest entry wrote; `opening` before the first. */
  wrote: number
  /** Effect of the player called *outside*: what surviving entries found in the balance that none of ours had written. */
  outside: number
  applied: number
  lostDeposits: Tally
  lostWithdrawals: Tally
  /** Transactions that are in the balance more than once. */
  doubled: Tally
  /** Surviving entries whose effect is not their amount, and by how much it is too much. */
  wrong: Tally
  /** Transactions that were taken back and have an effect all the same. */
  refusedInBalance: Tally
  /** Transactions that were refused although the balance covered them all the while. */
  falseRefusals: Tally
  /** Transactions that were acknowledged and are in no entry: Redis was replaced by a copy that had missed them. */
  forgotten: Tally
  /** Attempts that were refused because somebody else wrote first. */
  conflicts: number
}

export interface Ledger {
  readonly lineage: Lineage<Entry>
  readonly totals: Totals
  append(entry: Entry): void
  /** Notes a transaction that was acknowledged and that this history does not have. One that is booked stays booked. */
  forget(tx: Pick<Entry, 'tx' | 'player' | 'amount'>): void
  /** It had not been acknowledged after all. */
  recall(player: string, tx: string): void
  /** Transactions that were refused, judged whenever the ledger is settled. */
  readonly refusals: Pick<Refusals, 'note' | 'isFalse'>
  /** What the version's write left, without what was taken back later. `undefined` when that version is not held. */
  balanceAt(version: number): number | undefined
  /** Brings the sums up to date; returns the players whose standing changed and the entries that flipped. */
  settle(): { players: Set<string>; flips: Flip<Entry>[] }
  standing(player: string): Standing
  booking(player: string, tx: string): Booking | undefined
}

const key = (player: string, tx: string): string => `${player} ${tx}`
const tally = (): Tally => ({ count: 0, sum: 0 })
function move(tally: Tally, amount: number, by: 1 | -1): void {
  tally.count += by
  tally.sum += by * amount
}

/**
 * The books of one epoch, derived from its whole journal and from nothing else: what every transaction did to the
 * balance, and whose every missing dollar is. `opening` is the balance of version 0.
 */
export function createLedger(opening: number): Ledger {
  const lineage = createLineage<Entry>()
  const bookings = new Map<string, Booking>()
  const standings = new Map<string, Standing>()
  const totals: Totals = {
    version: 0,
    expected: opening,
    wrote: opening,
    outside: 0,
    applied: 0,
    lostDeposits: tally(),
    lostWithdrawals: tally(),
    doubled: tally(),
    wrong: tally(),
    refusedInBalance: tally(),
    falseRefusals: tally(),
    forgotten: tally(),
    conflicts: 0,
  }
  /** Whose standing changed without an entry. */
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
    const { player, tx } = one
    const id = key(player, tx)
    let found = bookings.get(id)
    if (!found) {
      const amount = one.reverses === undefined ? one.amount : -one.amount
      found = { player, amount, entries: 0, live: 0, effect: 0, takenBack: false, forgotten: false }
      bookings.set(id, found)
      acknowledge(found, 1)
      // Until `settle` says otherwise it is in nothing.
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
  /** Adds the booking to the totals of its present state, or takes it out. */
  function mark(booking: Booking, by: 1 | -1): void {
    if (booking.takenBack) {
      if (booking.effect !== 0) move(totals.refusedInBalance, booking.effect, by)
    } else if (booking.live === 0) {
      const { forgotten, lostDeposits, lostWithdrawals } = totals
      const lost = booking.amount > 0 ? lostDeposits : lostWithdrawals
      move(booking.forgotten ? forgotten : lost, booking.amount, by)
      standing(booking.player).lost += by
    } else if (booking.live > 1) {
      move(totals.doubled, booking.amount * (booking.live - 1), by)
    }
  }
  let anyTakenBack = false
  function balanceAt(version: number): number | undefined {
    if (version === 0) return opening
    const node = lineage.at(version)
    if (!node) return undefined
    let balance = node.entry.wrote
    for (let one: typeof node | undefined = anyTakenBack ? node : undefined; one; ) {
      const { entry } = one
      if (bookings.get(key(entry.player, entry.tx))?.takenBack) balance -= effectOf(entry, opening)
      one = lineage.at(entry.parent)
    }
    return balance
  }
  const refusals = createRefusals(balanceAt, totals.falseRefusals)
  let newlyTakenBack = false

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
        anyTakenBack = true
        newlyTakenBack = true
      }
      totals.version = entry.version
      totals.wrote = entry.wrote
      totals.conflicts += entry.attempts - 1
    },
    forget(tx) {
      const booking = bookingOf(tx)
      if (booking.entries === 0 && !booking.forgotten) setForgotten(booking, true)
    },
    recall(player, tx) {
      const booking = bookings.get(key(player, tx))
      if (!booking?.forgotten) return
      mark(booking, -1)
      acknowledge(booking, -1)
      touched.add(player)
      bookings.delete(key(player, tx))
    },
    refusals,
    balanceAt,
    settle() {
      refusals.judge(lineage.head, newlyTakenBack)
      newlyTakenBack = false
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
        mark(booking, 1)
        if (effect !== entry.amount) move(totals.wrong, effect - entry.amount, by as 1 | -1)
        standing(entry.player).effect += by * effect
        totals.outside += by * outsideOf(entry, opening, lineage.at(entry.parent)?.entry.wrote)
      }
      return { players, flips }
    },
    standing,
    booking: (player, tx) => bookings.get(key(player, tx)),
  }
}
