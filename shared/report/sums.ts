import { luckOf } from '../rounds/results.ts'
import type { PlayerResult } from '../rounds/round-record.ts'
import type { Report } from './report.ts'

/** What all rounds of all rooms did, practice rounds included. Sums are whole units. */
export interface Sums {
  rooms: number
  rounds: number
  /** A person who was in two rooms counts twice. */
  people: number
  bots: number
  /** People to whom the bank owes money from at least one round, and how much. */
  losers: number
  lost: number
  /** People who have more than is theirs from at least one round, and how much. */
  winners: number
  won: number
  applied: number
  lostUpdates: number
  /** Acknowledged transactions that a failover forgot. */
  forgotten: number
}

export const isPerson = ({ bot, outside }: Pick<PlayerResult, 'bot' | 'outside'>): boolean => !bot && !outside

export function sumsOf(reports: readonly Report[]): Sums {
  const [people, bots, losers, winners] = [0, 0, 0, 0].map(() => new Set<string>()) as [
    ...[Set<string>, Set<string>, Set<string>, Set<string>],
  ]
  const sums = { rounds: 0, lost: 0, won: 0, applied: 0, lostUpdates: 0, forgotten: 0 }
  for (const { code, rounds } of reports) {
    for (const { record } of rounds) {
      sums.rounds += 1
      sums.applied += record.applied
      sums.lostUpdates += record.lost
      sums.forgotten += record.forgotten
      for (const one of record.players) {
        const id = `${code} ${one.player}`
        if (one.bot) bots.add(id)
        if (!isPerson(one)) continue
        people.add(id)
        const luck = luckOf(one)
        if (luck < 0) losers.add(id)
        if (luck > 0) winners.add(id)
        sums.lost += Math.max(0, -luck)
        sums.won += Math.max(0, luck)
      }
    }
  }
  return {
    ...{ rooms: reports.length, people: people.size, bots: bots.size },
    ...{ losers: losers.size, winners: winners.size, ...sums },
  }
}
