import { afterEach } from 'vitest'
import type { Account, Seen, Step } from '../../server/account/account.ts'
import { type HostedStrategy, hostStrategy } from '../../server/own-strategies/hosted-strategy.ts'

/* A strategy in a thread, with an account that the test controls. */

export const tx = { id: 'a'.repeat(21), player: 'ana', amount: 50 }
export const seen: Seen = { balance: 100, version: 0, at: 0 }
export const step = (async () => {}) as Step

/** The output and the mistakes of the hosted strategies of one test. */
export interface Hosting {
  readonly problems: string[]
  /** Mistakes after which the strategy can still be used. */
  readonly mistakes: string[]
  readonly printed: string[]
  host(code: string): Promise<HostedStrategy>
}

/** Call it inside `describe`: the strategies that a test hosts end after it. */
export function hosting(): Hosting {
  const opened: HostedStrategy[] = []
  const problems: string[] = []
  const mistakes: string[] = []
  const printed: string[] = []
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((hosted) => hosted.close()))
    problems.length = 0
    mistakes.length = 0
    printed.length = 0
  })
  return {
    problems,
    mistakes,
    printed,
    async host(code) {
      const hosted = await hostStrategy({
        file: 'mine.ts',
        code,
        onOutput: (text) => void printed.push(text),
        onProblem: ({ message }) => void problems.push(message),
        onMistake: ({ message }) => void mistakes.push(message),
      })
      opened.push(hosted)
      return hosted
    },
  }
}

/** An account on which only `get` and the verbs that the test gives work. */
export function account<R = string>(given: Partial<Account<R>>): Account<R> {
  const missing = async (): Promise<never> => {
    throw new Error('not in this test')
  }
  const verbs = { get: async () => seen, set: missing, setIfEq: missing, incrBy: missing, eval: missing }
  const own = { get: missing, set: missing, del: missing, incr: missing, expire: missing }
  return {
    ...verbs,
    floor: -5,
    maxAttempts: 12,
    withoutKey: verbs,
    lease: missing,
    shared: missing,
    mutex: { acquire: missing },
    lock: { set: missing, del: missing, expire: missing, pttl: missing, eval: missing },
    key: () => ({ ...own, hget: missing, hset: missing }),
    time: missing,
    takeBack: missing,
    ...given,
  }
}
