import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Step, Strategy } from '../../server/account/account.ts'
import { createLossyAccount } from '../../server/account/lossy-account.ts'
import { loadCatalogue } from '../../server/catalogue/catalogue.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { configureRoom } from '../../server/room/room-store.ts'
import { execute } from '../../server/transaction/execute.ts'
import { type Bank, openBank, recorded } from '../support/bank.ts'
import { openTestEngine } from '../support/engines.ts'
import { redisServerPath } from '../support/machine.ts'
import { Monitor } from '../support/monitor.ts'
import { openRoomsNode } from '../support/rooms-node.ts'

describe.skipIf(!redisServerPath && !process.env.CI)('the attempts of a transaction', () => {
  let engine: Engine
  let bank: Bank
  beforeAll(async () => {
    engine = await openTestEngine('local')
  })
  beforeEach(async () => {
    bank = await openBank('ioredis', engine.url)
  })
  afterEach(() => bank.close())
  afterAll(() => engine.close())

  /** EXEC is refused `times` times, then `after` runs. */
  const refusedTimes = (times: number, after: Strategy['update']): Strategy => ({
    title: 'WATCH, GET, EXEC',
    async update(account, tx, step) {
      for (let i = 0; i < times; i++) {
        const answer = await account.lease(async (connection) => {
          await connection.watch()
          const seen = await connection.get()
          await bank.wire.command(['SET', bank.keys.balance, String(seen.balance + 1)])
          return connection.multi().set(seen.balance, seen).exec()
        })
        expect(answer).toBe('conflict')
      }
      return after(account, tx, step)
    },
  })
  const outcomeOf = (strategy: Strategy, lostReplies = 0) =>
    execute(bank.execution(bank.tx('ana', 5), strategy, { lostReplies, onMistake: () => {} }))

  it('are one, with one conflict, when the only EXEC was refused and its reply was lost', async () => {
    const strategy = refusedTimes(1, async () => 'gave-up')
    expect(await outcomeOf(strategy, 100)).toMatchObject({
      ...{ outcome: 'failed', why: 'no-answer', attempts: 1, conflicts: 1 },
    })
  })

  it.each<[string, Strategy['update'], object]>([
    ['gives up', async () => 'gave-up', { outcome: 'gave-up', attempts: 3, conflicts: 3 }],
    [
      'reads and refuses',
      async (account) => (await account.get()) && 'rejected',
      { attempts: 4, conflicts: 3 },
    ],
    ['refuses without a read', async () => 'rejected', { outcome: 'rejected', attempts: 3, conflicts: 3 }],
    [
      'has its script refuse',
      (account) => account.eval(`return 'rejected'`),
      { outcome: 'rejected', attempts: 4, conflicts: 3 },
    ],
    [
      'throws after a read',
      async (account) => {
        await account.get()
        throw new Error('no')
      },
      { outcome: 'failed', attempts: 4, conflicts: 3 },
    ],
    ['books', (account) => account.incrBy(5), { outcome: 'applied', entry: { attempts: 4 } }],
  ])('are counted when EXEC is refused three times and the strategy then %s', async (_, after, expected) => {
    expect(await outcomeOf(refusedTimes(3, after))).toMatchObject(expected)
  })

  it('are numbered in each booking of a blind retry, without a conflict', async () => {
    const blind = (await loadCatalogue()).get('retry-blind')?.strategy
    const account = createLossyAccount(recorded(bank, bank.tx('ana', 5)), 100)
    const step = (async () => {}) as Step
    await expect(blind?.update(account, bank.tx('ana', 5), step)).rejects.toThrow('lost on purpose')
    const { lineage, totals } = await bank.ledger()
    const told = lineage.nodes().map(({ entry }) => [entry.attempts, entry.conflicts, entry.again])
    expect(told).toEqual(
      Array.from({ length: 12 }, (_, i) => [i + 1, i === 0 ? undefined : 0, i === 0 ? undefined : true]),
    )
    expect(totals.conflicts).toBe(0)
  })

  it('that were refused all count as conflicts of the room, also those of transactions that gave up', async () => {
    const node = await openRoomsNode(engine.url)
    const monitor = await Monitor.open(engine.url)
    try {
      await configureRoom(node.wire, bank.code, { strategy: 'watch', thinkMs: 30, jitterMs: 0 })
      const players = await Promise.all(Array.from({ length: 10 }, (_, i) => node.join(bank.code, `p ${i}`)))
      const receipts = await Promise.all(players.flatMap((one) => [1, 2, 3].map(() => one.fire(5))))
      await configureRoom(node.wire, bank.code, { strategy: 'incrby' })
      expect(receipts.some(({ outcome }) => outcome === 'gave-up')).toBe(true)
      await monitor.caughtUp(node.wire)
      // MONITOR shows the script of a block that is carried out before its EXEC.
      const blocks = monitor.lines.filter(
        ({ from, command, args }) =>
          from !== 'lua' && (command === 'EXEC' || args.at(-1)?.includes('"segment"')),
      )
      const refused = blocks.filter(
        ({ command, from }, i) =>
          command === 'EXEC' && !(blocks[i - 1]?.command === 'EVAL' && blocks[i - 1]?.from === from),
      )
      const late = await openRoomsNode(engine.url)
      const account = (await late.watch(bank.code)).views[0]?.account
      await late.close()
      expect(account?.conflicts).toBe(refused.length)
      expect(await players[0]?.account(({ conflicts }) => conflicts >= refused.length)).toMatchObject({
        conflicts: refused.length,
      })
    } finally {
      monitor.close()
      await node.close()
    }
  })
})
