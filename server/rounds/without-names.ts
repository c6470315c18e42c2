import type { RoundRecord } from '../../shared/rounds/round-record.ts'
import type { Person } from './person.ts'

/** The players whom a host has removed. */
export const kickedOf = (people: readonly Person[]): ReadonlySet<string> =>
  new Set(people.filter(({ kicked }) => kicked).map(({ player }) => player))

/** The record as it is told: a player whom a host has removed since has no name and no place of honour. */
export function withoutNames(record: RoundRecord, kicked: ReadonlySet<string>): RoundRecord {
  if (!record.players.some(({ player }) => kicked.has(player))) return record
  const stays = (players: readonly string[]): string[] => players.filter((player) => !kicked.has(player))
  const { luckiest, robbed, eraser, prophet } = record.podium
  return {
    ...record,
    players: record.players.map((one) =>
      kicked.has(one.player) ? { ...one, nickname: '', removed: true as const } : one,
    ),
    podium: {
      ...{ luckiest: stays(luckiest), robbed: stays(robbed) },
      ...{ eraser: stays(eraser), prophet: stays(prophet) },
    },
  }
}
