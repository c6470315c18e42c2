import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NotSeen, ScriptFailed, type StrategyMistake, WroteNothing } from '../../server/account/account.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { execute } from '../../server/transaction/execute.ts'
import { type Bank, openBank } from '../support/bank.ts'
import { openTestEngine } from '../support/engines.ts'
import { hosting } from '../support/host-strategy.ts'
import { fileOf, openTestOwnStrategies } from '../support/own-strategies.ts'

/* A mistake of a participant's strategy is reported with the line of its file. The body of `update` begins in line 5. */

const { host, problems, mistakes } = hosting()
const FORGOT = `await account.eval("local balance = redis.call('GET', KEYS[1])")`

let engine: Engine
let bank: Bank
beforeAll(async () => {
  engine = await openTestEngine('local')
})
beforeEach(async () => {
  bank = await openBank('redis', engine.url)
})
afterEach(() => bank.close())
afterAll(() => engine.close())

/** Runs one transaction. Returns its receipt and the mistakes that the room was told. */
async function ran(body: string, before = '') {
  const reported: unknown[] = []
  const strategy = await host(fileOf(body, before))
  const send = () => {
    const onMistake = (error: unknown) => void reported.push(error)
    return execute(bank.execution(bank.tx('ana', 50), strategy, { onMistake }))
  }
  return { reported, send, receipt: await send() }
}

it.each<[what: string, body: string, message: string]>([
  [
    'invents the read that it passes on',
    'const seen = { balance: 1, version: 2, at: 0 }\n\nreturn account.set(51, seen)',
    '7: NotSeen: set got a seen with balance 1 and version 2, which get() has not answered to this transaction.',
  ],
  [
    'invents it on a connection',
    'const seen = await account.get()\nreturn account.lease(async (one) => {\n  return one.multi().set(1, { ...seen, balance: 1 }).exec()\n})',
    '7: NotSeen: set got a seen with balance 1 and version 0',
  ],
  [
    'returns a number from its script',
    `return account.eval("return redis.call('INCRBY', KEYS[1], 50)")`,
    "5: ScriptFailed: the script returned 150: it returns nothing, 'conflict' or 'rejected'",
  ],
  [
    'has a script that fails',
    `await step('think')\nreturn account.eval("\\nerror('oops')")`,
    '6: ScriptFailed: user_script:2: oops',
  ],
  [
    'has a script with a syntax error',
    `return account.eval('if then')`,
    "5: ERR Error compiling script (new function): user_script:1: unexpected symbol near 'then'",
  ],
  [
    'uses a command that this Redis does not have',
    'return account.setIfEq(150, await account.get())',
    '5: ScriptFailed: SET … IFEQ, which Valkey has from 8.1 and Redis from 8.4 on: ERR syntax error',
  ],
  [
    'uses an invalid name for a key',
    `await account.key('My Key').get()`,
    '5: TypeError: the name of a key has 1 to 40 characters (a-z, 0-9, dashes), this one is "My Key"',
  ],
  ['gives no name to a key', 'await account.key().incr()', '5: TypeError: key.incr: name: '],
  [
    'misspells an option',
    `await account.key('mine').set('a', { ex: 5 })`,
    '5: TypeError: key.set: options: Unrecognized key: "ex"',
  ],
  [
    'sets a key to an object',
    `await account.key('mine').set({ a: 1 })`,
    '5: TypeError: key.set: value: it must be a text of up to 1000 characters, or a number',
  ],
  [
    'sets a field to a text that is too long',
    `await account.key('mine').hset('field', 'x'.repeat(1001))`,
    '5: TypeError: key.hset: value: it must be a text of up to 1000 characters',
  ],
  [
    'uses a text key as a hash',
    `await account.key('mine').set('text')\nawait account.key('mine').hget('field')`,
    '6: WRONGTYPE ',
  ],
  ['sets a TTL of zero', `await account.lock.set('me', 0)`, '5: TypeError: lock.set: ttlMs: '],
  [
    'sets a TTL of half a millisecond',
    'await account.lock.expire(0.5)',
    '5: TypeError: lock.expire: ttlMs: ',
  ],
  ['calls step with an unknown point', `await step('renewed')`, '5: TypeError: step: point: '],
])('a strategy that %s fails with that line', async (_, body, message) => {
  const { receipt } = await ran(body)
  expect(receipt).toMatchObject({ outcome: 'failed', why: 'strategy-error' })
  expect(problems.map((problem) => problem.slice(0, `mine.ts:${message}`.length))).toEqual([
    `mine.ts:${message}`,
  ])
  expect(mistakes).toEqual([])
  expect((await bank.ledger()).totals.version).toBe(0)
})

it('a strategy that keeps a read for the next transaction fails with that line', async () => {
  const { reported, send, receipt } = await ran(
    'kept ??= await account.get()\nreturn account.set(kept.balance + tx.amount, kept)',
    'let kept',
  )
  expect(receipt).toMatchObject({ outcome: 'applied' })
  expect(await send()).toMatchObject({ outcome: 'failed', why: 'strategy-error' })
  expect(reported).toEqual([expect.any(NotSeen)])
  expect(String(reported[0])).toMatch(
    /^NotSeen: mine\.ts:6: set got a seen with balance 100 and version 0, which get\(\) has not answered/,
  )
  expect(await bank.balance()).toBe('150')
})

describe('a strategy whose script writes nothing', () => {
  it('has the outcome wrote-nothing and a mistake, and stays usable', async () => {
    const { reported, receipt } = await ran(`await account.get()\n${FORGOT}`)
    expect(receipt).toMatchObject({ outcome: 'failed', why: 'wrote-nothing', attempts: 1 })
    expect(problems).toEqual([])
    expect(mistakes).toEqual([
      expect.stringMatching(/^mine\.ts:6: WroteNothing: the script returned nothing/),
    ])
    const [error] = reported
    expect(error).toBeInstanceOf(WroteNothing)
    expect((error as StrategyMistake).at).toBe('mine.ts:6')
    expect(String(error)).toMatch(/^WroteNothing: mine\.ts:6: the script returned nothing/)
  })

  it('may catch that error and end with another outcome', async () => {
    const { reported, receipt } = await ran(`try {\n${FORGOT}\n} catch (error) {
  if (error.name === 'WroteNothing') return 'gave-up'
  throw error\n}`)
    expect(receipt).toMatchObject({ outcome: 'gave-up' })
    expect([...reported, ...problems, ...mistakes]).toEqual([])
  })

  it('has the mistake on its card until the next save, and in the log once', async () => {
    const text = fileOf(`if (tx.amount === 13) ${FORGOT}\nreturn account.incrBy(tx.amount)`)
    const ownStrategies = await openTestOwnStrategies({ 'mine.ts': text })
    const { strategy } = await ownStrategies.until('mine')
    const send = (amount: number) =>
      execute(bank.execution(bank.tx('ana', amount), strategy, { onMistake: () => {} }))
    for (const amount of [13, 13]) expect(await send(amount)).toMatchObject({ why: 'wrote-nothing' })
    const { card } = await ownStrategies.until('mine', ({ card }) => card.mistake !== undefined)
    expect(card.mistake).toMatch(/^mine\.ts:5: WroteNothing: /)
    expect(card.problem).toBeUndefined()
    expect(ownStrategies.problems).toEqual([card.mistake])
    expect(await send(20)).toMatchObject({ outcome: 'applied' })
    await ownStrategies.folder.put('mine.ts', `${text}\n`)
    const saved = await ownStrategies.until('mine', ({ card }) => card.source === `${text}\n`)
    expect(saved.card.mistake).toBeUndefined()
    await ownStrategies.close()
  })
})

it('a mistake gets its line once, also when it is passed on again', () => {
  const mistake = new ScriptFailed('it failed')
  mistake.locate('mine.ts:3')
  mistake.locate('mine.ts:9')
  expect([mistake.at, mistake.message]).toEqual(['mine.ts:3', 'mine.ts:3: it failed'])
})
