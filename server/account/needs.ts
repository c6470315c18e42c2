import { nanoid } from 'nanoid'
import { NODE_KEYS } from '../redis/keys.ts'
import { type Command, RefusedByRedis, type Wire } from '../redis/wire.ts'
import type { Strategy } from './account.ts'

/** A verb that not every Redis has. */
export type Need = NonNullable<Strategy['needs']>

/** Each with the sentence for people, and a command that changes nothing and that only a Redis with the verb takes. */
const NEEDS: Record<Need, { sentence: string; question(key: string): Command }> = {
  'set-ifeq': {
    sentence:
      'It needs SET … IFEQ, which Valkey has since 8.1 and Redis since 8.4. The Redis in use does not have it.',
    // There is no such key, so nothing is equal. A server that ignores what it does not know makes one, for a second.
    question: (key) => ['SET', key, '1', 'IFEQ', '0', 'PX', '1000'],
  },
}

export const isNeed = (text: unknown): text is Need => typeof text === 'string' && Object.hasOwn(NEEDS, text)

/** For people: which servers have it, and that the one in use does not. */
export const needText = (need: Need): string => NEEDS[need].sentence

/**
 * What the Redis in use lacks, by asking it, because a version number does not say what a fork of Redis has. In a
 * cluster one of the servers is asked. Rejects with `NoAnswer`.
 */
export async function lackingIn(wire: Pick<Wire, 'command'>): Promise<ReadonlySet<Need>> {
  const lacking = new Set<Need>()
  for (const need of Object.keys(NEEDS) as Need[]) if (!(await has(wire, need))) lacking.add(need)
  return lacking
}

/** A server that starts beside many others may be slow to hear its first answer; asking twice does no harm. */
const TRIES = 4

async function has(wire: Pick<Wire, 'command'>, need: Need): Promise<boolean> {
  for (let left = TRIES - 1; ; left--) {
    try {
      return (await wire.command(NEEDS[need].question(`${NODE_KEYS.nodes}:asked:${nanoid(10)}`))) === null
    } catch (error) {
      // While Redis refuses everything that cannot be told; a transaction will find out.
      if (error instanceof RefusedByRedis) return error.passing
      if (left === 0) throw error
    }
  }
}
