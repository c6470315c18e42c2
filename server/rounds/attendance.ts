import { isAsking } from '../../shared/rounds/phases.ts'
import { type ClassFacts, isDone } from './class-message.ts'

/** Milliseconds that a person who has just gone is waited for, since their node may have crashed. */
const WAITED_FOR_MS = 5000

/** Which people of a room a phase waits for. */
export class Attendance {
  readonly #now: () => number
  readonly #openedAt: number
  readonly #hereAt = new Map<string, number>()

  /** `now`: milliseconds on the clock of Redis. */
  constructor(now: () => number) {
    this.#now = now
    this.#openedAt = now()
  }

  /** Whether every person who is here, or was until a moment ago, has done what the phase asks for. */
  allDone(facts: ClassFacts): boolean {
    const { phase, paused, startedAt } = facts.state
    const now = this.#now()
    const people = facts.people.filter(({ bot, removed }) => !bot && !removed)
    for (const { player, here } of people) if (here) this.#hereAt.set(player, now)
    if (paused || !(isAsking(phase) || phase === 'running')) return false
    // After a restart of the server the players come back one by one.
    if (startedAt < this.#openedAt && now - this.#openedAt < WAITED_FOR_MS) return false
    const waitedFor = people.filter(({ player }) => now - (this.#hereAt.get(player) ?? 0) < WAITED_FOR_MS)
    return waitedFor.some(({ here }) => here) && waitedFor.every(({ player }) => isDone(facts, player))
  }
}
