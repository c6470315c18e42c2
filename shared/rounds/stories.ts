import { groupedBy } from '../grouped.ts'
import type { Entry } from '../journal.ts'
import type { RoundBooks } from './round-books.ts'
import type { RoundFacts } from './round-facts.ts'
import type { Loss, Story } from './round-record.ts'
import { best, tellingOf } from './told-loss.ts'

type StoryFacts = Pick<RoundFacts, 'players' | 'entries' | 'unapplied' | 'forgotten'>

/** What became of each person in the room, told by the most telling of their transactions. */
export function storiesOf(facts: StoryFacts, books: RoundBooks): Map<string, Story> {
  const { lineage } = books.ledger
  const entryAt = (version: number): Entry | undefined => lineage.at(version)?.entry
  const isLive = ({ version }: Entry): boolean => lineage.at(version)?.state === 'live'
  const mostTelling = (losses: readonly Loss[] = []): Loss | undefined =>
    best(losses, (loss) => [loss.lost.player === loss.by.player ? 0 : 1, ...tellingOf(loss, entryAt)])
  const lost = groupedBy(books.losses, (loss) => loss.lost.player)
  const erased = groupedBy(
    books.losses.filter(({ lost, by }) => lost.player !== by.player && isLive(by)),
    ({ by }) => by.player,
  )
  const kept = groupedBy(
    facts.entries.filter((entry) => isLive(entry) && isBooked(entry, books)),
    ({ player }) => player,
  )
  const unapplied = groupedBy(facts.unapplied, ({ player }) => player)
  const forgotten = groupedBy(facts.forgotten, ({ player }) => player)

  const storyOf = (player: string): Story => {
    const loss = mostTelling(lost.get(player))
    if (loss) return { kind: 'lost', ...loss }
    const gone = largest(forgotten.get(player))
    if (gone) return { kind: 'forgotten', tx: gone.tx, amount: gone.amount }
    const kill = mostTelling(erased.get(player))
    if (kill) return { kind: 'erased', ...kill }
    const entry = largest(kept.get(player))
    if (entry) return { kind: 'kept', entry }
    const refused = largest(unapplied.get(player))
    return refused ? { kind: 'unapplied', unapplied: refused } : { kind: 'absent' }
  }
  const people = facts.players.filter(({ player }) => books.isPerson(player))
  return new Map(people.map(({ player }) => [player, storyOf(player)]))
}

function isBooked({ player, tx, reverses }: Entry, { ledger }: RoundBooks): boolean {
  return reverses === undefined && ledger.booking(player, tx)?.takenBack === false
}

const largest = <T extends { amount: number }>(all: readonly T[] = []): T | undefined =>
  best(all, ({ amount }) => [Math.abs(amount)])
