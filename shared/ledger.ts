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
  /** Attempts that were refused because somebody else wrote first. */
  conflicts: number
}

export interface Ledger {
  readonly lineage: Lineage<Entry>
  readonly totals: Totals
  append(entry: Entry): void
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
    conflicts: 0,
  }

  const standing = (player: string): Standing => {
    let found = standings.get(player)
    if (!found) {
      found = { acknowledged: 0, effect: 0, applied: 0, lost: 0 }
      standings.set(player, found)
    }
    return found
  }
  const bookingOf = (entry: Entry): Booking => {
    const id = key(entry.player, entry.tx)
    let found = bookings.get(id)
    if (!found) {
      found = { player: entry.player, amount: entry.amount, entries: 0, live: 0 }
      bookings.set(id, found)
      totals.expected += entry.amount
      totals.applied += 1
      const own = standing(entry.player)
      own.acknowledged += entry.amount
      own.applied += 1
      // Until `settle` says otherwise it is in nothing.
      mark(found, 1)
    }
    return found
  }
  /** Adds the booking to the totals of its present state, or takes it out. */
  function mark(booking: Booking, by: 1 | -1): void {
    if (booking.live === 0) {
      move(booking.amount > 0 ? totals.lostDeposits : totals.lostWithdrawals, booking.amount, by)
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
      bookingOf(entry).entries += 1
      totals.version = entry.version
      totals.wrote = entry.wrote
      totals.conflicts += entry.attempts - 1
    },
    settle() {
      const flips = lineage.settle()
      const players = new Set<string>()
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
