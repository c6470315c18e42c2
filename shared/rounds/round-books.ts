import type { Entry } from '../journal.ts'
import { createLedger, type Ledger } from '../ledger.ts'
import { transactionKey } from '../transaction-key.ts'
import type { RoundFacts, RoundPlayer } from './round-facts.ts'
import type { Loss } from './round-record.ts'

/** The books of a closed account: what every transaction of the round did, and what it was overwritten by. */
export interface RoundBooks {
  ledger: Ledger
  /** One for each lost update: its entry that was lost last, and the entry that overwrote it. */
  losses: readonly Loss[]
  /** Attempts of each transaction, by `transactionKey`. */
  attempts: ReadonlyMap<string, number>
  /** `undefined` for *outside*, and for a player of whom only transactions are known. */
  playerOf(player: string): RoundPlayer | undefined
  /** A person whom the record may name: no bot, not removed. */
  isPerson(player: string): boolean
  isBot(player: string): boolean
}

type BookedFacts = Pick<RoundFacts, 'opening' | 'entries' | 'unapplied' | 'forgotten' | 'players'>

export function booksOf({ opening, entries, unapplied, forgotten, players }: BookedFacts): RoundBooks {
  const ledger = createLedger(opening)
  for (const entry of entries) ledger.append(entry)
  for (const one of forgotten) ledger.markForgotten(one)
  for (const one of unapplied) ledger.unapplied(one)
  ledger.settle()
  const known = new Map(players.map((one) => [one.player, one]))
  return {
    ledger,
    losses: lossesIn(ledger),
    attempts: attemptsOf(entries, unapplied),
    playerOf: (player) => known.get(player),
    isPerson: (player) => {
      const one = known.get(player)
      return one !== undefined && !one.bot && !one.removed
    },
    isBot: (player) => known.get(player)?.bot === true,
  }
}

function lossesIn({ lineage, booking }: Ledger): Loss[] {
  const lostLast = new Map<string, Loss>()
  for (const { entry: lost, state, lostBy } of lineage.nodes()) {
    if (state !== 'lost' || lost.reverses !== undefined) continue
    const booked = booking(lost.player, lost.tx)
    const by = lineage.at(lostBy)?.entry
    if (!by || !booked || booked.live > 0 || booked.takenBack) continue
    const key = transactionKey(lost)
    if ((lostLast.get(key)?.by.version ?? 0) < by.version) lostLast.set(key, { lost, by })
  }
  return [...lostLast.values()]
}

/** Each entry and each refusal has the number of attempts up to then. */
function attemptsOf(
  ...told: readonly (readonly (Pick<Entry, 'player' | 'tx'> & { attempts: number })[])[]
): Map<string, number> {
  const most = new Map<string, number>()
  for (const one of told.flat()) {
    const key = transactionKey(one)
    most.set(key, Math.max(most.get(key) ?? 0, one.attempts))
  }
  return most
}
