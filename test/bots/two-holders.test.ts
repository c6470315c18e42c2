import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Bot, nextPauseMs } from '../../server/bots/bot.ts'
import { botAmount, botId, botTransactionId } from '../../server/bots/bot-identity.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { readWholeJournal } from '../../server/journal/journal.ts'
import { accountKeys } from '../../server/redis/keys.ts'
import { configureRoom, createRoom } from '../../server/room/room-store.ts'
import { PLAYER_ID, TX_ID } from '../../shared/ids.ts'
import { PlayerId, TxId } from '../../shared/journal.ts'
import { openTestEngine, provenEngines } from '../support/engines.ts'
import { openRoomsNode, type RoomsNode } from '../support/rooms-node.ts'

it('the ids of a bot and of its transactions look like those of pages, and differ in each part', () => {
  const bot = botId('ABCD', 1)
  const one = { code: 'ABCD', epoch: 1, bot, n: 1 }
  expect(PlayerId.parse(bot)).toHaveLength(PLAYER_ID)
  expect(TxId.parse(botTransactionId(one))).toHaveLength(TX_ID)
  const others = [{ code: 'ABCE' }, { epoch: 2 }, { bot: botId('ABCD', 2) }, { n: 2 }]
  const ids = [one, ...others.map((other) => ({ ...one, ...other }))].map(botTransactionId)
  expect(new Set(ids).size).toBe(5)
  expect(botTransactionId({ ...one })).toBe(ids[0])
})

it('the amount of a transaction is one of its round, and the same on every node', () => {
  const all = Array.from({ length: 40 }, (_, n) =>
    botAmount([50, -150], { code: 'ABCD', epoch: 1, bot: 'b', n }),
  )
  expect(new Set(all)).toEqual(new Set([50, -150]))
  expect(botAmount([], { code: 'ABCD', epoch: 1, bot: 'b', n: 1 })).toBeUndefined()
  expect(botAmount('any', { code: 'ABCD', epoch: 1, bot: 'b', n: 3 })).toBe(
    botAmount('any', { code: 'ABCD', epoch: 1, bot: 'b', n: 3 }),
  )
})

it('pauses are random with the mean of the rate, and never four times as long', () => {
  const pauses = Array.from({ length: 2000 }, (_, i) => nextPauseMs(2, i / 2000))
  const mean = pauses.reduce((sum, one) => sum + one, 0) / pauses.length
  expect(mean).toBeGreaterThan(450)
  expect(mean).toBeLessThan(510)
  expect(Math.max(...pauses)).toBe(2000)
  expect(new Set(pauses).size).toBeGreaterThan(1900)
})

describe.each(provenEngines)('one bot that two nodes run at once on %s', (kind) => {
  let engine: Engine
  let nodes: RoomsNode[]
  beforeAll(async () => {
    engine = await openTestEngine(kind)
    nodes = [await openRoomsNode(engine.url), await openRoomsNode(engine.url)]
  })
  afterAll(async () => {
    for (const node of nodes) await node.close()
    await engine.close()
  })

  it.each(['naive', 'watch', 'lua', 'incrby', 'lock'])(
    'books each of its transactions once with %s',
    async (strategy) => {
      const [{ wire }] = nodes as [RoomsNode]
      const { code } = await createRoom(wire)
      await configureRoom(wire, code, { strategy, thinkMs: 20, jitterMs: 20 })
      const id = botId(code, 1)
      const fired = [new Set<string>(), new Set<string>()] as const
      const both = (): string[] => [...fired[0]].filter((tx) => fired[1].has(tx))
      const bots: Bot[] = []
      const running: Promise<void>[] = []
      const enough = new Promise<void>((resolve) => {
        void Promise.all(
          nodes.map(async (node, i) => {
            const room = await node.open(code)
            const asRoom = {
              code,
              epoch: 1,
              isOpen: () => true,
              begin: () => true,
              end: () => {},
              amount: () => 10,
              failed: (error: unknown) => void node.logged.push(error),
              fire(tx: { id: string; player: string; amount: number }, epoch: number, again: boolean) {
                const run = room.fire(tx, epoch, again)
                const done = run.then(() => {
                  fired[i]?.add(tx.id)
                  if (both().length >= 25) resolve()
                })
                running.push(done.catch(() => {}))
                return run
              },
            }
            bots.push(new Bot(id, asRoom, { epoch: 1, n: 0 }, 100))
          }),
        )
      })
      await enough
      for (const bot of bots) bot.stop()
      await Promise.all(running)
      expect(nodes.flatMap(({ logged }) => logged)).toEqual([])
      const booked = (await readWholeJournal(wire, accountKeys(code, 1))).map(({ tx }) => tx)
      expect(new Set(booked).size).toBe(booked.length)
      expect(booked.filter((tx) => both().includes(tx)).length).toBeGreaterThan(10)
    },
  )
})
