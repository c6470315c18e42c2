import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { accountKeys } from '../../server/redis/keys.ts'
import { configureRoom, createRoom } from '../../server/room/room-store.ts'
import type { AccountView } from '../../shared/account-view.ts'
import { createLedger } from '../../shared/ledger.ts'
import { booksOf } from '../support/audit.ts'
import { isProving, openTestEngine } from '../support/engines.ts'
import { redisServerPath } from '../support/machine.ts'
import { Monitor } from '../support/monitor.ts'
import { ODD_STRATEGIES } from '../support/odd-strategies.ts'
import { openRoomsNode, type RoomsNode } from '../support/rooms-node.ts'
import { contentsOf, type Value, Witness } from '../support/witness.ts'

/** Pseudo-random numbers from 0 to 1: the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

/** All luck, by the sums of an account. */
const luckOf = ({ doubled, wrong, refusedInBalance, ...account }: AccountView): number =>
  doubled.sum +
  wrong.sum +
  refusedInBalance.sum -
  account.lostDeposits.sum -
  account.lostWithdrawals.sum -
  account.forgotten.sum

describe.skipIf(!redisServerPath && !process.env.CI)('a room of twenty players and all strategies', () => {
  let engine: Engine
  let nodes: RoomsNode[]
  beforeAll(async () => {
    engine = await openTestEngine('local')
    nodes = [await openRoomsNode(engine.url, ODD_STRATEGIES), await openRoomsNode(engine.url, ODD_STRATEGIES)]
  })
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.close()))
    await engine.close()
  })

  const SAMPLE = [
    { seed: 1, outside: true },
    { seed: 3, outside: false },
  ]
  it.each(isProving ? [...SAMPLE, { seed: 2, outside: true }] : SAMPLE)(
    'shows what Redis carried out, write by write and to the dollar: seed $seed, writes from outside: $outside',
    { timeout: 120_000 },
    async ({ seed, outside }) => {
      const random = seeded(seed)
      const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
      const [first, second] = nodes as [RoomsNode, RoomsNode]
      const { wire } = first
      const { code } = await createRoom(wire, 100)
      const { balance } = accountKeys(code, 1)
      const monitor = await Monitor.open(engine.url)
      const players = await Promise.all(
        Array.from({ length: 20 }, (_, i) => (i % 2 ? first : second).join(code, `player ${i}`)),
      )
      const pending: Promise<void>[] = []
      const seats = [...players, await first.watch(code)]
      const strategies = [...first.strategies, ...first.strategies]
        .map((strategy) => ({ strategy, at: random() }))
        .sort((one, other) => one.at - other.at)
      for (const [wave, { strategy }] of strategies.entries()) {
        const takesBack = strategy === 'compensate'
        await configureRoom(wire, code, {
          strategy,
          client: pick(['ioredis', 'redis'] as const),
          overdraft: takesBack ? 'refused' : pick(['allowed', 'refused'] as const),
          lostReplies: pick([0, 0, 20]),
          thinkMs: pick([0, 5, 20]),
          jitterMs: 0,
        })
        const some = players.filter(() => random() < 0.6)
        const amounts = takesBack ? [-9000] : [50, 20, -150, -40]
        const fired = some.map((player) => player.fire(pick(amounts)))
        if (outside && random() < 0.5) {
          await pause(3)
          await wire.command(['SET', balance, String(Math.floor(random() * 400) - 100)])
        }
        if (wave % 8 === 0) seats.push(await pick(nodes).watch(code))
        // The next wave may begin while this one is under way.
        const all = Promise.all(fired)
        if (random() < 0.6) await all
        else pending.push(all.then(() => {}))
      }
      await Promise.all(pending)
      const witness = new Witness(balance, 100)
      const books = await booksOf(wire, code)
      await monitor.caughtUp(wire)
      witness.hear(monitor.lines)
      monitor.close()

      const entries = books.ledger.lineage.nodes().map(({ entry }) => entry)
      const actual = books.balance
      expect([witness.version, witness.now.balance]).toEqual([entries.length, actual])
      const ledger = createLedger(100)
      for (const entry of entries) {
        ledger.append(entry)
        ledger.settle()
        const { writes, outside } = contentsOf(witness.values[entry.version] as Value)
        const live = ledger.lineage.nodes().filter(({ state }) => state === 'live')
        const did = live.map((node): [number, number] => {
          const { version, basis, seen, wrote } = node.entry
          return [version, wrote - (basis === 'nothing' ? 100 : seen)]
        })
        expect([entry, new Map(did)]).toEqual([entry, writes])
        expect([entry, ledger.totals.outside]).toEqual([entry, outside])
      }
      const { outside: still } = contentsOf(witness.now)
      if (!outside) expect(still).toBe(0)
      for (const seat of seats) {
        const last = await seat.account(
          (account) => account.version === witness.version && account.actual === actual,
        )
        expect(last.outside).toBe(still)
        for (const { account } of seat.views) {
          if (account.actual === null) throw new Error('the balance could not be read')
          expect(luckOf(account) + account.outside).toBe(account.actual - account.expected)
          if (!outside) expect(account.outside).toBe(0)
        }
      }
      // Clients that come last get the same account as the others, and the standing of every player.
      const lates = await Promise.all(nodes.map((node) => node.watch(code)))
      for (const late of lates) {
        const { account, standings } = late.views[0] as Extract<(typeof late.views)[0], { type: 'snapshot' }>
        const luck = standings.reduce((sum, one) => sum + one.effect - one.acknowledged, 0)
        expect(luck).toBe(luckOf(account))
        expect(account).toEqual(seats[0]?.views.at(-1)?.account)
      }
      expect(entries.some(({ reverses }) => reverses !== undefined)).toBe(true)
      expect(entries.some(({ basis }) => basis === 'nothing')).toBe(true)
      expect(entries.some(({ amount, seen, wrote }) => wrote - seen === 2 * amount)).toBe(true)
      expect(nodes.flatMap(({ logged }) => logged).filter((one) => !/strategy/.test(String(one)))).toEqual([])
    },
  )
})
