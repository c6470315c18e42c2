import { nanoid } from 'nanoid'
import { NODE_KEYS } from '../redis/keys.ts'
import { type Command, RefusedByRedis, type Wire } from '../redis/wire.ts'
import type { Strategy } from './account.ts'

/** A command that not every Redis has. */
export type Need = NonNullable<Strategy['needs']>

/** For each need, the sentence for people, and a harmless command that only a Redis with the command accepts. */
const NEEDS: Record<Need, { sentence: string; question(key: string): Command }> = {
  'set-ifeq': {
    sentence:
      'It needs SET … IFEQ, which Valkey has since 8.1 and Redis since 8.4. The Redis in use does not have it.',
    // The key does not exist, so nothing is written. A server that ignores unknown options writes it, for one second.
    question: (key) => ['SET', key, '1', 'IFEQ', '0', 'PX', '1000'],
  },
}

export const isNeed = (text: unknown): text is Need => typeof text === 'string' && Object.hasOwn(NEEDS, text)

/** The sentence for people: which servers have the command, and that the Redis in use does not. */
export const needText = (need: Need): string => NEEDS[need].sentence

/**
 * The commands that the Redis in use lacks. It is asked, because a version number does not tell the commands of a fork.
 * In a cluster one of the servers is asked. Rejects with `NoAnswer`.
 */
export async function lackingIn(wire: Pick<Wire, 'command'>): Promise<ReadonlySet<Need>> {
  const lacking = new Set<Need>()
  for (const need of Object.keys(NEEDS) as Need[]) if (!(await has(wire, need))) lacking.add(need)
  return lacking
}

/** A server that starts on a busy machine may miss its first answer in time; asking again does no harm. */
const TRIES = 4

async function has(wire: Pick<Wire, 'command'>, need: Need): Promise<boolean> {
  for (let left = TRIES - 1; ; left--) {
    try {
      return (await wire.command(NEEDS[need].question(`${NODE_KEYS.nodes}:asked:${nanoid(10)}`))) === null
    } catch (error) {
      // Unknown while Redis refuses every command; a transaction will find out.
      if (error instanceof RefusedByRedis) return error.passing
      if (left === 0) throw error
    }
  }
}
