import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NotSeen, ScriptFailed, type StrategyMistake, WroteNothing } from '../../server/account/account.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { execute } from '../../server/transaction/execute.ts'
import { type Bank, openBank } from '../support/bank.ts'
import { openTestEngine } from '../support/engines.ts'
import { hosting } from '../support/hosted.ts'
import { fileOf, openTestOwnStrategies } from '../support/own-strategies.ts'

/* What a participant's strategy does wrong is said with the line of its file. The body of `update` begins in line 5. */

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

/** Runs one transaction, and answers its receipt and what the room was told of the strategy. */
async function ran(body: string, before = '') {
  const told: unknown[] = []
  const strategy = await host(fileOf(body, before))
  const send = () => {
    const onMistake = (error: unknown) => void told.push(error)
    return execute(bank.execution(bank.tx('ana', 50), strategy, { onMistake }))
  }
  return { told, send, receipt: await send() }
}

it.each<[what: string, body: string, told: string]>([
  [
    'makes up what it has seen',
    'const seen = { balance: 1, version: 2, at: 0 }\n\nreturn account.set(51, seen)',
    '7: NotSeen: set got a seen with balance 1 and version 2, which get() has not answered to this transaction.',
  ],
  [
    'makes it up on a connection',
    'const seen = await account.get()\nreturn account.lease(async (one) => {\n  return one.multi().set(1, { ...seen, balance: 1 }).exec()\n})',
    '7: NotSeen: set got a seen with balance 1 and version 0',
  ],
  [
    'returns a number from its script',
    `return account.eval("return redis.call('INCRBY', KEYS[1], 50)")`,
    "5: ScriptFailed: the script returned 150: it returns nothing, 'conflict' or 'rejected'",
  ],
  [
    'lets its script fail',
    `await step('think')\nreturn account.eval("\\nerror('oops')")`,
    '6: ScriptFailed: user_script:2: oops',
  ],
  [
    'writes a script that is none',
    `return account.eval('if then')`,
    "5: ERR Error compiling script (new function): user_script:1: unexpected symbol near 'then'",
  ],
  [
    'asks for what this Redis has not',
    'return account.setIfEq(150, await account.get())',
    '5: ScriptFailed: SET … IFEQ, which Valkey has from 8.1 and Redis from 8.4 on: ERR syntax error',
  ],
  [
    'names a key as no key can be named',
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
    'sets a key to what is no text',
    `await account.key('mine').set({ a: 1 })`,
    '5: TypeError: key.set: value: it must be a text of up to 1000 characters, or a number',
  ],
  [
    'sets a field to too long a text',
    `await account.key('mine').hset('field', 'x'.repeat(1001))`,
    '5: TypeError: key.hset: value: it must be a text of up to 1000 characters',
  ],
  [
    'mixes up the kinds of its keys',
    `await account.key('mine').set('text')\nawait account.key('mine').hget('field')`,
    '6: WRONGTYPE ',
  ],
  ['asks for a TTL of zero', `await account.lock.set('me', 0)`, '5: TypeError: lock.set: ttlMs: '],
  ['asks for a TTL of half', 'await account.lock.expire(0.5)', '5: TypeError: lock.expire: ttlMs: '],
  ['waits where there is no seam', `await step('renewed')`, '5: TypeError: step: point: '],
])('one that %s is told so', async (_, body, told) => {
  const { receipt } = await ran(body)
  expect(receipt).toMatchObject({ outcome: 'failed', why: 'strategy-error' })
  expect(problems.map((problem) => problem.slice(0, `mine.ts:${told}`.length))).toEqual([`mine.ts:${told}`])
  expect(mistakes).toEqual([])
  expect((await bank.ledger()).totals.version).toBe(0)
})

it('one that keeps a read for the next transaction is told so', async () => {
  const { told, send, receipt } = await ran(
    'kept ??= await account.get()\nreturn account.set(kept.balance + tx.amount, kept)',
    'let kept',
  )
  expect(receipt).toMatchObject({ outcome: 'applied' })
  expect(await send()).toMatchObject({ outcome: 'failed', why: 'strategy-error' })
  expect(told).toEqual([expect.any(NotSeen)])
  expect(String(told[0])).toMatch(
    /^NotSeen: mine\.ts:6: set got a seen with balance 100 and version 0, which get\(\) has not answered/,
  )
  expect(await bank.balance()).toBe('150')
})

describe('one whose script writes nothing', () => {
  it('has that as the outcome, is told so, and can be used all the same', async () => {
    const { told, receipt } = await ran(`await account.get()\n${FORGOT}`)
    expect(receipt).toMatchObject({ outcome: 'failed', why: 'wrote-nothing', attempts: 1 })
    expect(problems).toEqual([])
    expect(mistakes).toEqual([
      expect.stringMatching(/^mine\.ts:6: WroteNothing: the script returned nothing/),
    ])
    const [error] = told
    expect(error).toBeInstanceOf(WroteNothing)
    expect((error as StrategyMistake).at).toBe('mine.ts:6')
    expect(String(error)).toMatch(/^WroteNothing: mine\.ts:6: the script returned nothing/)
  })

  it('may catch that and end otherwise', async () => {
    const { told, receipt } = await ran(`try {\n${FORGOT}\n} catch (error) {
  if (error.name === 'WroteNothing') return 'gave-up'
  throw error\n}`)
    expect(receipt).toMatchObject({ outcome: 'gave-up' })
    expect([...told, ...problems, ...mistakes]).toEqual([])
  })

  it('has it on its card until it is saved again, and once in the log', async () => {
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

it('a mistake is placed once, however often it is handed on', () => {
  const mistake = new ScriptFailed('it failed')
  mistake.locate('mine.ts:3')
  mistake.locate('mine.ts:9')
  expect([mistake.at, mistake.message]).toEqual(['mine.ts:3', 'mine.ts:3: it failed'])
})
