import type { Entry } from './journal.ts'
import { createLineage, type Flip, type Lineage } from './lineage.ts'

/** How often, and how much in all. */
export interface Tally {
  count: number
  sum: number
}

/** One transaction as the journal has it: acknowledged once, booked `entries` times, `live` of them in the balance. */
export interface Booking {
  player: string
  amount: number
  entries: number
  live: number
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
  const bookingOf = ({ player, tx, amount }: Pick<Entry, 'tx' | 'player' | 'amount'>): Booking => {
    const id = key(player, tx)
    let found = bookings.get(id)
    if (!found) {
      found = { player, amount, entries: 0, live: 0, forgotten: false }
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
  /** Adds the booking to the totals of its present state, or takes it out. */
  function mark(booking: Booking, by: 1 | -1): void {
    if (booking.live === 0) {
      const { forgotten, lostDeposits, lostWithdrawals } = totals
      const lost = booking.amount > 0 ? lostDeposits : lostWithdrawals
      move(booking.forgotten ? forgotten : lost, booking.amount, by)
      standing(booking.player).lost += by
    } else if (booking.live > 1) {
      move(totals.doubled, booking.amount * (booking.live - 1), by)
    }
  }
  /** What the entry found in the balance beyond what its parent had left there. */
  const outsideOf = (entry: Entry): number =>
    entry.seen - (entry.parent === 0 ? opening : (lineage.at(entry.parent)?.entry.wrote ?? entry.seen))

  return {
    lineage,
    totals,
    append(entry) {
      lineage.append(entry)
      const booking = bookingOf(entry)
      if (booking.forgotten) setForgotten(booking, false)
      booking.entries += 1
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
    settle() {
      const flips = lineage.settle()
      const players = touched
      touched = new Set()
      for (const { node, was } of flips) {
        const { entry, state } = node
        players.add(entry.player)
        const by = (state === 'live' ? 1 : 0) - (was === 'live' ? 1 : 0)
        if (by === 0) continue
        const booking = bookingOf(entry)
        mark(booking, -1)
        booking.live += by
        mark(booking, 1)
        standing(entry.player).effect += by * entry.amount
        totals.outside += by * outsideOf(entry)
      }
      return { players, flips }
    },
    standing,
    booking: (player, tx) => bookings.get(key(player, tx)),
  }
}
