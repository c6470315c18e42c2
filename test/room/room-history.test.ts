import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Strategy } from '../../server/account/account.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { connect } from '../../server/redis/connect.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { roomHistory } from '../../server/room/room-history.ts'
import { execute } from '../../server/transaction/execute.ts'
import type { HistoryRow } from '../../shared/history/history-row.ts'
import { linesOf } from '../../shared/history/lines.ts'
import { type Bank, openBank } from '../support/bank.ts'
import { openTestEngine } from '../support/engines.ts'
import { judges } from '../support/judges.ts'
import { redisServerPath } from '../support/machine.ts'
import { type WireWatch, type WireWrite, watchWire } from '../support/on-the-wire.ts'

const OPENING = 100
const SET = `redis.call('SET', KEYS[1], ARGV[1])`

/** Strategies as people write them, each with its source as the author knows it: the wire shows only commands. */
const habits: Record<string, Strategy & { on: 'met' | 'read' | 'nothing' | 'met or read' }> = {
  naive: {
    ...{ title: 'GET, SET', on: 'read' },
    async update(account, tx, step) {
      const seen = await account.get()
      await step('read', seen)
      return account.set(seen.balance + tx.amount, seen)
    },
  },
  blind: {
    ...{ title: 'GET, a script that SETs', on: 'read' },
    async update(account, tx, step) {
      const seen = await account.get()
      await step('read', seen)
      return account.eval(SET, seen.balance + tx.amount)
    },
  },
  decoy: {
    ...{ title: 'GET, a script that GETs and does not use it', on: 'met or read' },
    async update(account, tx, step) {
      const seen = await account.get()
      await step('read', seen)
      return account.eval(`redis.call('GET', KEYS[1]) ${SET}`, seen.balance + tx.amount)
    },
  },
  constant: {
    ...{ title: 'a script that SETs what it likes', on: 'nothing' },
    update: (account) => account.eval(SET, 4000),
  },
  lua: {
    ...{ title: 'a script that GETs and SETs', on: 'met' },
    update: (account, tx) =>
      account.eval(`redis.call('SET', KEYS[1], redis.call('GET', KEYS[1]) + ARGV[1])`, tx.amount),
  },
  twice: {
    ...{ title: 'INCRBY of too much', on: 'met' },
    update: (account, tx) => account.incrBy(2 * tx.amount),
  },
  none: {
    ...{ title: 'INCRBY of nothing', on: 'met' },
    update: (account) => account.incrBy(0),
  },
  compensate: {
    ...{ title: 'INCRBY, look, take back', on: 'met', takesBack: true },
    async update(account, tx, step) {
      const booked = await account.incrBy(tx.amount)
      await step('think')
      const { balance } = await account.get()
      return balance < account.floor ? account.takeBack() : booked
    },
  },
}

describe.skipIf(!redisServerPath && !process.env.CI)('the JSON of a history', () => {
  let engine: Engine
  let bank: Bank
  let watch: WireWatch
  const wires: Wire[] = []
  const fired = new Map<string, { amount: number; habit: string }>()
  beforeAll(async () => {
    engine = await openTestEngine('local')
    bank = await openBank('ioredis', engine.url, OPENING)
    watch = await watchWire(engine.url, bank.keys, OPENING)
  })
  afterAll(async () => {
    watch.close()
    for (const wire of wires) await wire.close()
    await bank.close()
    await engine.close()
  })

  async function fire(habit: string, amount: number, thinkMs = 0) {
    const wire = await connect('ioredis', engine.url)
    wires.push(wire)
    const tx = bank.tx(habit, amount)
    fired.set(tx.id, { amount, habit })
    const rule = { noOverdraft: true, think: { thinkMs, jitterMs: thinkMs } }
    const { policy } = bank.execution(tx, habits[habit] as Strategy, rule)
    return execute({ tx, context: { ...bank.context, wire }, policy })
  }
  const rows = async (): Promise<HistoryRow[]> =>
    [...linesOf(await roomHistory(bank.wire, bank.code), 'jsonl')].map((line) => JSON.parse(line))

  /** The JSON line that a write must have, by what was on the wire. */
  function lineOf({ tx, asked, met, wrote, by, reads }: WireWrite) {
    const { amount = 0, habit = '' } = fired.get(tx) ?? {}
    expect(asked).toBe(amount)
    const { on } = habits[habit] as { on: string }
    const usedRead = on === 'read' || (on === 'met or read' && met + amount !== wrote)
    const seen = usedRead ? reads[0] : met
    const isTakeBack = habit === 'compensate' && Number(by[2]) === -amount
    return {
      ...{ id: tx, outcome: 'applied', seen, wrote, amount: isTakeBack ? -amount : amount },
      basis: on === 'nothing' ? on : usedRead ? 'read' : 'met',
      effect: wrote - (on === 'nothing' ? OPENING : (seen ?? Number.NaN)),
    }
  }

  it('says what each strategy did on the wire, one after the other', async () => {
    for (const habit of Object.keys(habits)) await fire(habit, 50)
    const { outcome } = await fire('compensate', -90_000)
    expect(outcome).toBe('rejected')
    const told = await rows()
    expect(told).toMatchObject([...(await watch.writes()).map(lineOf), { why: 'taken-back' }])
    const [naive, blind, decoy, constant, lua, twice, none, covered, booked, back] = told
    const ofAll = [naive, blind, decoy, constant, lua, twice, none, covered, booked, back]
    expect(ofAll.map((row) => row?.amount)).toEqual([50, 50, 50, 50, 50, 50, 50, 50, -90_000, 90_000])
    expect(ofAll.map((row) => row?.effect)).toEqual([50, 50, 50, 3900, 50, 100, 0, 50, -90_000, 90_000])
    expect(constant).toMatchObject({ basis: 'nothing', seen: 250, seenVersion: 0, wrote: 4000 })
    expect(back).toMatchObject({ reverses: 9, basis: 'met', noOverdraft: true })
    expect(judges.elle(await roomHistory(bank.wire, bank.code))).toBe(false)
  })

  it('says what each strategy did on the wire, all at once with writes from outside', async () => {
    const all = Array.from({ length: 5 }, (_, i) =>
      Object.keys(habits).map((habit, k) => fire(habit, (i + k) % 3 ? 10 + i : -70 - k, 6)),
    ).flat()
    for (const balance of ['77', '300', '-5'])
      await bank.wire.command(['SET', bank.keys.balance, balance]).then(() => fire('naive', 1))
    await Promise.all(all)
    const told = await rows()
    const written = await watch.writes()
    expect(told.filter(({ outcome }) => outcome === 'applied')).toMatchObject(written.map(lineOf))
    expect(written.length).toBeGreaterThanOrEqual(fired.size)
    expect(new Set(told.map(({ id }) => id))).toEqual(new Set(fired.keys()))
  })
})
