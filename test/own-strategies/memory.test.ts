import { describe, expect, it } from 'vitest'
import type { Seen, Step } from '../../server/account/account.ts'
import { account, hosting, seen, step, tx } from '../support/host-strategy.ts'
import { fileOf } from '../support/own-strategies.ts'

const { host, problems, printed } = hosting()

describe('the memory of a strategy', () => {
  const COUNTING = fileOf(`count += 1\nconsole.log(count)\nreturn 'gave-up'`, 'let count = 0')

  it('is shared by all its transactions, but not with a fresh copy', async () => {
    const hosted = await host(COUNTING)
    const [one, other] = [hosted.fresh(), hosted.fresh()]
    for (const { update } of [hosted, hosted, one, other, one, hosted]) {
      const before = printed.join('').length
      await update(account({}), tx, step)
      await expect.poll(() => printed.join('').length).toBeGreaterThan(before)
    }
    expect(printed.join('').split('\n').filter(Boolean)).toEqual(['1', '2', '1', '1', '2', '3'])
  })

  it('of a copy stays, also when there are thousands of other copies that keep memory', async () => {
    const before = 'let count = 0\nconst kept = Array.from({ length: 6000 }, (_, i) => i + 0.5)'
    const hosted = await host(
      fileOf(
        `if (tx.amount < 0) await account.get()\ncount += kept.length\nreturn count > 6000 ? 'gave-up' : 'rejected'`,
        before,
      ),
    )
    const first = hosted.fresh()
    expect(await first.update(account({}), tx, step)).toBe('rejected')
    // A running transaction keeps the copy in use: an idle copy loses its memory after a while.
    let answer = (_: Seen): void => {}
    const asked = new Promise<Seen>((resolve) => {
      answer = resolve
    })
    const held = first.update(account({ get: () => asked }), { ...tx, amount: -1 }, step)
    for (let i = 0; i < 2000; i++) {
      expect(await hosted.fresh().update(account({}), tx, step)).toBe('rejected')
    }
    answer(seen)
    expect(await held).toBe('gave-up')
    expect(await first.update(account({}), tx, step)).toBe('gave-up')
    expect(problems).toEqual([])
  })
})

describe('a strategy comes to rest', () => {
  /** A command that waits until the test answers it. */
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
    [
      'after a file was read',
      `await new Promise((go) => process.getBuiltinModule('node:fs').readFile('/dev/null', go))`,
    ],
    ['although an interval keeps running', 'setInterval(() => {}, 5)'],
  ])('when it has sent its command, %s', async (_, before) => {
    const { update, idle } = (await host(fileOf(`${before}\nawait account.get()\nreturn 'gave-up'`))).fresh()
    const { get, answer, asked } = held()
    const ending = update(account({ get }), tx, step)
    await idle?.()
    expect(asked()).toBe(1)
    answer()
    await idle?.()
    expect(await Promise.race([ending, 'still running'])).toBe('gave-up')
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
