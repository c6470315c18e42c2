import { afterEach, describe, expect, it } from 'vitest'
import type { Account, LeasedAccount, Seen, Step } from '../../server/account/account.ts'
import { LockWaitUsedUp } from '../../server/account/account.ts'
import { NoAnswer, RefusedByRedis } from '../../server/account/wire.ts'
import { Stopped } from '../../server/room/pause.ts'
import { type HostedStrategy, hostStrategy } from '../../server/workshop/hosted-strategy.ts'
import { fileOf, NAIVE } from '../support/workshop.ts'

/* The thread and what goes to and from it, with an account that does as the test says. */

const tx = { id: 'a'.repeat(21), player: 'ana', amount: 50 }
const seen: Seen = { balance: 100, version: 0, at: 0 }
const step = (async () => {}) as Step
const opened: HostedStrategy[] = []
const problems: string[] = []
const printed: string[] = []

async function host(code: string): Promise<HostedStrategy> {
  const hosted = await hostStrategy({
    file: 'mine.ts',
    code,
    onOutput: (text) => void printed.push(text),
    onProblem: ({ message }) => void problems.push(message),
  })
  opened.push(hosted)
  return hosted
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((hosted) => hosted.close()))
  problems.length = 0
  printed.length = 0
})

/** Everything fails but what the test gives. */
function account<R = string>(given: Partial<Account<R>>): Account<R> {
  const missing = async (): Promise<never> => {
    throw new Error('not in this test')
  }
  const verbs = { get: async () => seen, set: missing, incrBy: missing, eval: missing }
  return {
    ...verbs,
    floor: -5,
    maxAttempts: 12,
    withoutKey: verbs,
    lease: missing,
    shared: missing,
    mutex: { acquire: missing },
    lock: { set: missing, del: missing, eval: missing },
    ...given,
  }
}

describe('a strategy in a thread', () => {
  it('is answered with the very receipt of the account, which it never sees', async () => {
    const receipt = { secret: Symbol('not for sending') }
    const { update } = await host(NAIVE)
    const told: unknown[] = []
    const set = async (...given: unknown[]) => {
      told.push(given)
      return receipt
    }
    expect(await update(account<unknown>({ set }), tx, step)).toBe(receipt)
    expect(told).toEqual([[150, seen]])
  })

  it.each([new NoAnswer('gone'), new Stopped(), new LockWaitUsedUp(), new RefusedByRedis('BUSY now')])(
    'hands on $name of the account as the very error that it was, and is not to blame',
    async (error) => {
      const set = async () => {
        throw error
      }
      const { update } = await host(NAIVE)
      await expect(update(account({ set }), tx, step)).rejects.toBe(error)
      expect(problems).toEqual([])
    },
  )

  it('can catch an error of the account and tell it by its name', async () => {
    const { update } = await host(
      fileOf(
        `try {\n  await account.incrBy(1)\n} catch (error) {\n  if (error.name === 'NoAnswer') return 'gave-up'\n}`,
      ),
    )
    const incrBy = async () => {
      throw new NoAnswer('gone')
    }
    expect(await update(account({ incrBy }), tx, step)).toBe('gave-up')
  })

  it('sees the rule of the room, the transaction, and the point it waits at with what was read', async () => {
    const points: unknown[] = []
    const watching = (async (...given: unknown[]) => void points.push(given)) as Step
    const { update } = await host(
      fileOf(
        `console.log(tx.id, tx.player, tx.amount, account.floor, account.maxAttempts)
await step('read', await account.get())
await step('think')
await step('backoff')
return 'rejected'`,
      ),
    )
    expect(await update(account({}), tx, watching)).toBe('rejected')
    expect(points).toEqual([['read', seen], ['think'], ['backoff']])
    await expect.poll(() => printed.join('')).toBe(`${tx.id} ana 50 -5 12\n`)
  })

  it('waits at the seam for a promise of its own, and gets its value', async () => {
    const waits: string[] = []
    const seam = (async (point: string, free?: Promise<unknown>) => {
      waits.push(`${point} ${free instanceof Promise}`)
      await free
      waits.push('free')
    }) as Step
    const { update } = await host(
      fileOf(`const value = await step('blocked', Promise.resolve('gave-up'))\nreturn value`),
    )
    expect(await update(account({}), tx, seam)).toBe('gave-up')
    expect(waits).toEqual(['blocked true', 'free'])
  })

  it('gives its connection and its mutex back when it ends in the middle of using them', async () => {
    const back: string[] = []
    const lease: Account<string>['lease'] = async (work) => {
      const given = await work({ watch: async () => {} } as LeasedAccount<string>)
      back.push('connection')
      return given
    }
    const mutex = { acquire: async () => () => void back.push('mutex') }
    const { update } = await host(
      fileOf(`await account.mutex.acquire()
await account.lease(async (connection) => {
  await connection.watch()
  process.reallyExit(1)
})`),
    )
    await expect(update(account({ lease, mutex }), tx, step)).rejects.toThrow('it ended its own thread')
    expect(back.sort()).toEqual(['connection', 'mutex'])
  })

  it('that has ended leaves no mutex taken that it had waited for', async () => {
    let acquired = (_: () => void): void => {}
    const mutex = { acquire: () => new Promise<() => void>((resolve) => (acquired = resolve)) }
    const { update } = await host(
      fileOf('account.mutex.acquire()\nawait account.get()\nprocess.reallyExit(1)'),
    )
    await expect(update(account({ mutex }), tx, step)).rejects.toThrow('it ended its own thread')
    await new Promise<void>((back) => acquired(back))
  })

  it('may print ten megabytes', async () => {
    const { update } = await host(
      fileOf(`for (let i = 0; i < 1e5; i++) console.log('x'.repeat(99))\nreturn 'gave-up'`),
    )
    expect(await update(account({}), tx, step)).toBe('gave-up')
    await expect.poll(() => printed.join('').length, { timeout: 5000 }).toBe(1e7)
    expect(problems).toEqual([])
  })

  it('has nothing of the environment of the server', async () => {
    const { update } = await host(fileOf(`console.log(Object.keys(process.env).length)\nreturn 'gave-up'`))
    await update(account({}), tx, step)
    await expect.poll(() => printed.join('')).toBe('0\n')
  })
})

describe('the memory of a strategy', () => {
  const COUNTING = fileOf(`count += 1\nconsole.log(count)\nreturn 'gave-up'`, 'let count = 0')

  it('is one for all its transactions, and another one in a fresh copy', async () => {
    const hosted = await host(COUNTING)
    const [one, other] = [hosted.fresh(), hosted.fresh()]
    for (const { update } of [hosted, hosted, one, other, one, hosted]) {
      const before = printed.join('').length
      await update(account({}), tx, step)
      await expect.poll(() => printed.join('').length).toBeGreaterThan(before)
    }
    expect(printed.join('').split('\n').filter(Boolean)).toEqual(['1', '2', '1', '1', '2', '3'])
  })

  it('stays in a copy however many others there are', async () => {
    const hosted = await host(
      fileOf(`count += 1\nreturn count > 1 ? 'gave-up' : 'rejected'`, 'let count = 0'),
    )
    const first = hosted.fresh()
    expect(await first.update(account({}), tx, step)).toBe('rejected')
    for (let i = 0; i < 4100; i++) {
      expect(await hosted.fresh().update(account({}), tx, step)).toBe('rejected')
    }
    expect(await first.update(account({}), tx, step)).toBe('gave-up')
  })
})

describe('a strategy comes to rest', () => {
  /** The command is under way until the test answers it. */
  function held() {
    let answer = (_: Seen): void => {}
    let asked = 0
    const get = () =>
      new Promise<Seen>((resolve) => {
        asked += 1
        answer = resolve
      })
    return { get, answer: () => answer(seen), asked: () => asked }
  }

  it.each([
    ['at once', ''],
    ['after some turns of its own', 'for (let i = 0; i < 50; i++) await new Promise(setImmediate)'],
    ['after a timer of its own', 'await new Promise((go) => setTimeout(go, 30))'],
    ['after a file was read', `await (await import('node:fs/promises')).readFile('/dev/null')`],
    ['although an interval goes on', 'setInterval(() => {}, 5)'],
  ])('when it has asked, %s', async (_, before) => {
    const { update, idle } = (await host(fileOf(`${before}\nawait account.get()\nreturn 'gave-up'`))).fresh()
    const { get, answer, asked } = held()
    const ending = update(account({ get }), tx, step)
    await idle?.()
    expect(asked()).toBe(1)
    answer()
    await idle?.()
    expect(await Promise.race([ending, 'still under way'])).toBe('gave-up')
  })

  it('when one transaction waits for another in its memory', async () => {
    const { update, idle } = (
      await host(
        fileOf(
          `const before = last
let done
last = new Promise((resolve) => (done = resolve))
await step('blocked', before)
await account.get()
done()
return 'gave-up'`,
          'let last = Promise.resolve()',
        ),
      )
    ).fresh()
    const [one, other] = [held(), held()]
    const seam = (async (_: string, free: Promise<unknown>) => free) as Step
    const endings = [one, other].map(({ get }) => update(account({ get }), tx, seam))
    await idle?.()
    expect([one.asked(), other.asked()]).toEqual([1, 0])
    one.answer()
    await idle?.()
    expect([one.asked(), other.asked()]).toEqual([1, 1])
    other.answer()
    expect(await Promise.all(endings)).toEqual(['gave-up', 'gave-up'])
  })
})
