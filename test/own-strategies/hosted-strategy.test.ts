import { describe, expect, it } from 'vitest'
import { type Account, type LeasedAccount, LockWaitUsedUp, type Step } from '../../server/account/account.ts'
import { Stopped } from '../../server/async/pause.ts'
import { NoAnswer, RefusedByRedis } from '../../server/redis/wire.ts'
import { account, hosting, seen, step, tx } from '../support/host-strategy.ts'
import { fileOf, NAIVE } from '../support/own-strategies.ts'

const { host, problems, printed } = hosting()

describe('a strategy in a thread', () => {
  it('returns the receipt object of the account, although the thread never gets it', async () => {
    const receipt = { secret: Symbol('not for sending') }
    const { update } = await host(NAIVE)
    const calls: unknown[] = []
    const set = async (...given: unknown[]) => {
      calls.push(given)
      return receipt
    }
    expect(await update(account<unknown>({ set }), tx, step)).toBe(receipt)
    expect(calls).toEqual([[150, seen]])
  })

  it.each([new NoAnswer('gone'), new Stopped(), new LockWaitUsedUp(), new RefusedByRedis('BUSY now')])(
    'passes on $name of the account as the same error object, without a problem of its own',
    async (error) => {
      const set = async () => {
        throw error
      }
      const { update } = await host(NAIVE)
      await expect(update(account({ set }), tx, step)).rejects.toBe(error)
      expect(problems).toEqual([])
    },
  )

  it('can catch an error of the account and recognise it by its name', async () => {
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

  it('gets the rules of the room and the transaction, and passes on each step with its read', async () => {
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

  it('waits in step for a promise of its own, and gets its value', async () => {
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

  it('gives its connection and its mutex back when its thread ends while it holds them', async () => {
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

  it('releases a mutex that it acquires only after its thread has ended', async () => {
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

  it('cannot see the environment variables of the server', async () => {
    const { update } = await host(fileOf(`console.log(Object.keys(process.env).length)\nreturn 'gave-up'`))
    await update(account({}), tx, step)
    await expect.poll(() => printed.join('')).toBe('0\n')
  })
})
