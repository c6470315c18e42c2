import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { accountKeys, SEGMENT } from '../../server/redis/keys.ts'
import { configureRoom, createRoom } from '../../server/room/room-store.ts'
import { openTestEngine, provenEngines } from '../support/engines.ts'
import { openRoomsNode, type RoomsNode } from '../support/rooms-node.ts'

describe.each(provenEngines)('a room that an older version recorded, on %s', (kind) => {
  let engine: Engine
  let node: RoomsNode
  let code: string
  beforeAll(async () => {
    engine = await openTestEngine(kind)
    node = await openRoomsNode(engine.url)
  })
  beforeEach(async () => {
    code = (await createRoom(node.wire, 100)).code
    await configureRoom(node.wire, code, { thinkMs: 0, jitterMs: 0 })
  })
  afterAll(async () => {
    await node.close()
    await engine.close()
  })

  /** Entries as that version stored them, without `basis` and newer fields. The third overwrote the second. */
  const journal = [
    { version: 1, parent: 0, tx: 'a', amount: 50, seen: 100, wrote: 150, expected: 150 },
    // Its script wrote blindly over 500 from outside. That version counted them in the balance, which was wrong.
    { version: 2, parent: 1, tx: 'b', amount: -150, seen: 500, wrote: 0, expected: 0 },
    { version: 3, parent: 1, tx: 'c', amount: 20, seen: 150, wrote: 170, expected: 20 },
    { version: 4, parent: 3, tx: 'c', amount: 20, seen: 170, wrote: 190, expected: 20, again: true },
  ].map((entry) => ({ ...entry, player: 'ana', attempts: 1, node: 'A', readAt: 1, wroteAt: 2 }))
  async function store(upTo = journal.length): Promise<void> {
    const keys = accountKeys(code, 1)
    const entries = journal.slice(0, upTo)
    await node.wire.command(['RPUSH', keys.journal(0), ...entries.map((one) => JSON.stringify(one))])
    const { wrote, version, expected } = entries.at(-1) ?? { wrote: 0, version: 0, expected: 0 }
    const counted = [keys.balance, wrote, keys.version, version, keys.expected, expected]
    await node.wire.command(['MSET', ...counted.map(String)])
    for (const entry of entries) {
      const receipt = JSON.stringify({ outcome: 'applied', entry })
      await node.wire.command(['SET', keys.receipt('ana', entry.tx), receipt])
    }
    const refused = {
      outcome: 'rejected',
      why: 'overdraft',
      attempts: 1,
      at: 3,
      tx: 'd',
      player: 'ana',
      amount: -9,
    }
    await node.wire.command(['RPUSH', keys.unapplied, JSON.stringify(refused)])
  }

  it('is shown with the numbers of that version, and is marked as old', async () => {
    await store(2)
    const seat = await node.watch(code)
    expect(seat.views[0]?.account).toMatchObject({
      ...{ old: true, version: 2, expected: 0, actual: 0, outside: 350, applied: 2 },
      ...{ wrong: { count: 0, sum: 0 }, refusedInBalance: { count: 0 }, falseRefusals: { count: 0 } },
    })
  })

  it('takes new entries after the old ones, and stays marked as old', async () => {
    await store()
    const ana = await node.join(code, 'ana')
    expect(ana.views[0]?.account).toMatchObject({
      ...{ old: true, version: 4, expected: 20, actual: 190, lostWithdrawals: { count: 1, sum: -150 } },
      ...{ doubled: { count: 1, sum: 20 }, outside: 0 },
    })
    const { epoch } = await node.open(code)
    const receipt = await ana.fire(7, { epoch })
    expect(receipt).toMatchObject({
      outcome: 'applied',
      entry: { version: 5, parent: 4, seen: 190, basis: 'read' },
    })
    expect(await ana.account(({ version }) => version === 5)).toMatchObject({
      ...{ old: true, expected: 27, actual: 197, doubled: { count: 1, sum: 20 }, wrong: { count: 0 } },
    })
    expect(await ana.fire(20, { tx: 'c', again: true })).toMatchObject({ outcome: 'applied' })
    expect((await node.watch(code)).views[0]?.account).toEqual(ana.views.at(-1)?.account)
    expect(node.logged).toEqual([])
  })

  it('is not marked when it has no old entry', async () => {
    const ana = await node.join(code, 'ana')
    await ana.fire(7)
    expect(await ana.account(({ version }) => version === 1)).not.toHaveProperty('old')
    expect(SEGMENT).toBeGreaterThan(journal.length)
  })
})
