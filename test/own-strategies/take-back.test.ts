import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Strategy } from '../../server/account/account.ts'
import { parseReceipt } from '../../server/account/receipt.ts'
import { createRecordedAccount } from '../../server/account/recorded-account.ts'
import { createStep } from '../../server/account/step.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { execute, RefusedYetBooked, settle } from '../../server/transaction/execute.ts'
import { known } from '../../server/transaction/stored-outcome.ts'
import type { Receipt, Transaction } from '../../shared/journal.ts'
import { type Bank, openBank } from '../support/bank.ts'
import { openTestEngine } from '../support/engines.ts'
import { hosting } from '../support/host-strategy.ts'
import { fileOf } from '../support/own-strategies.ts'

/* A booking is open, and can be taken back, until its strategy has ended. */

const { host, problems } = hosting()
const BOOKS = `const booked = await account.incrBy(tx.amount)\nawait step('think')`

let engine: Engine
let bank: Bank
let sent: Transaction
beforeAll(async () => {
  engine = await openTestEngine('local')
})
beforeEach(async () => {
  bank = await openBank('ioredis', engine.url)
  sent = bank.tx('ana', -80)
})
afterEach(() => bank.close())
afterAll(() => engine.close())

async function stored(): Promise<Receipt> {
  const text = await bank.wire.command(['GET', bank.keys.receipt('ana', sent.id)])
  return parseReceipt(String(text))
}

/** Begins the transaction. Resolves when its strategy waits in `step`, where it stays until `release` is called. */
async function heldOpen(strategy: Strategy) {
  let release = (): void => {}
  let reach = (): void => {}
  const reached = new Promise<void>((resolve) => {
    reach = resolve
  })
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const execution = bank.execution(sent, strategy)
  const account = createRecordedAccount(execution)
  const step = createStep(async () => {
    reach()
    await released
  })
  const outcome = settle(execution, account, step, account.progress)
  await reached
  return { execution, account, release, outcome }
}

it.each([
  ['applied', 'return booked', { outcome: 'applied' }, '20'],
  ['taken back', 'return account.takeBack()', { outcome: 'rejected', why: 'taken-back' }, '100'],
])(
  'a re-send waits while the booking is open, and then gets the outcome: %s',
  async (_, end, final, balance) => {
    const { execution, release, outcome } = await heldOpen(await host(fileOf(`${BOOKS}\n${end}`)))
    expect(await stored()).toMatchObject({ outcome: 'applied', open: true })
    let looks = 0
    let lookTwice = (): void => {}
    const lookedTwice = new Promise<void>((resolve) => {
      lookTwice = resolve
    })
    const watched: typeof bank.wire.command = async (command) => {
      const reply = await bank.wire.command(command)
      looks += 1
      if (looks === 2) lookTwice()
      return reply
    }
    let answered: Receipt | undefined
    const context = { ...execution.context, wire: { ...bank.wire, command: watched } }
    const resent = known({ ...execution, context })
    void resent.then((receipt) => {
      answered = receipt
    })
    await lookedTwice
    expect(answered).toBeUndefined()
    release()
    expect(await outcome).toMatchObject(final)
    expect(await outcome).not.toHaveProperty('open')
    expect(await resent).toEqual(await outcome)
    expect(await bank.balance()).toBe(balance)
  },
)

it('a booking that is reversed with withoutKey.incrBy counts as taken back', async () => {
  const strategy = await host(
    fileOf(`${BOOKS}\nawait account.withoutKey.incrBy(-tx.amount)\nreturn 'rejected'`),
  )
  expect(await execute(bank.execution(sent, strategy))).toMatchObject({
    outcome: 'rejected',
    why: 'taken-back',
  })
  const { totals, lineage } = await bank.ledger()
  expect(lineage.nodes().map(({ entry }) => [entry.amount, entry.expected, entry.reverses])).toEqual([
    [-80, 20, undefined],
    [80, 100, 1],
  ])
  expect(totals).toMatchObject({ expected: 100, applied: 0, doubled: { count: 0 }, wrong: { count: 0 } })
  expect(await bank.balance()).toBe('100')
})

it('a take-back that its strategy does not await still runs before the end', async () => {
  const strategy = await host(fileOf(`${BOOKS}\nvoid account.takeBack()\nreturn booked`))
  expect(await execute(bank.execution(sent, strategy))).toMatchObject({
    outcome: 'rejected',
    why: 'taken-back',
  })
  expect(await bank.balance()).toBe('100')
})

it('a take-back after the end of its transaction writes nothing', async () => {
  const { account, release, outcome } = await heldOpen(await host(fileOf(`${BOOKS}\nreturn booked`)))
  release()
  const applied = await outcome
  expect(await account.takeBack()).toEqual(applied)
  expect(await account.withoutKey.get()).toMatchObject({ balance: 20, version: 1 })
})

it('a take-back by the next transaction is refused with its line', async () => {
  const strategy = await host(
    fileOf(
      `if (before) await before.takeBack()\nbefore = account\nreturn account.incrBy(tx.amount)`,
      'let before',
    ),
  )
  expect(await execute(bank.execution(sent, strategy))).toMatchObject({ outcome: 'applied' })
  const next = bank.execution(bank.tx('bob', 5), strategy, { onMistake: () => {} })
  expect(await execute(next)).toMatchObject({ outcome: 'failed', why: 'strategy-error' })
  expect(problems).toEqual(['mine.ts:5: this transaction is over'])
  expect((await bank.ledger()).totals).toMatchObject({ version: 1, expected: 20 })
})

it('a take-back without a booking fails with its line', async () => {
  const strategy = await host(fileOf('return account.takeBack()'))
  const execution = bank.execution(sent, strategy, { onMistake: () => {} })
  expect(await execute(execution)).toMatchObject({ outcome: 'failed', why: 'strategy-error' })
  expect(problems).toEqual(['mine.ts:5: ScriptFailed: nothing is booked that could be taken back'])
})

it('a strategy with takesBack false has no open bookings, and its take-back does nothing', async () => {
  const text = fileOf(`${BOOKS}\nawait account.takeBack()\nreturn booked`)
  const strategy = await host(text.replace('title:', 'takesBack: false,\n  title:'))
  const { release, outcome } = await heldOpen(strategy)
  expect(await stored()).not.toHaveProperty('open')
  release()
  expect(await outcome).toMatchObject({ outcome: 'applied' })
  expect(await bank.balance()).toBe('20')
})

it('a strategy that answers rejected but leaves its booking gets a mistake with the name of its file', async () => {
  const mistakes: unknown[] = []
  const strategy = await host(fileOf(`${BOOKS}\nreturn 'rejected'`))
  const execution = bank.execution(sent, strategy, { onMistake: (error) => void mistakes.push(error) })
  expect(await execute(execution)).toMatchObject({ outcome: 'applied' })
  expect(await stored()).not.toHaveProperty('open')
  expect(mistakes).toEqual([expect.any(RefusedYetBooked)])
  expect(String(mistakes[0])).toBe(
    "RefusedYetBooked: mine.ts: update answered 'rejected', but its booking is in the account: return the answer of the write, or take the booking back",
  )
})

it('a strategy whose thread ends has its open booking applied', async () => {
  const strategy = await host(fileOf(`${BOOKS}\nprocess.reallyExit(1)`))
  const execution = bank.execution(sent, strategy, { onMistake: () => {} })
  expect(await execute(execution)).toMatchObject({ outcome: 'applied' })
  expect(await stored()).not.toHaveProperty('open')
  expect(await bank.balance()).toBe('20')
})
