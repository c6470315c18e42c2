import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { FrameBuilder } from '../../server/fanout/frame-builder.ts'
import type { Session } from '../../server/fanout/session.ts'
import { RoomCopy } from '../../server/journal/room-copy.ts'
import { roomKeys } from '../../server/redis/keys.ts'
import { Acknowledgements } from '../../server/rollback/acknowledgements.ts'
import { ForgottenStore, loadForgotten } from '../../server/rollback/forgotten-store.ts'
import { RollbackDetector } from '../../server/rollback/rollback-detector.ts'
import { RollbackNotices } from '../../server/rollback/rollback-notices.ts'
import type { Outcome } from '../../server/transaction/in-flight.ts'
import type { Transaction } from '../../shared/journal.ts'
import type { ServerMessage, Settings } from '../../shared/protocol.ts'
import { type Bank, openBank, recorded } from '../support/bank.ts'
import { openTestEngine } from '../support/engines.ts'
import { redisServerPath } from '../support/machine.ts'
import { loseAll } from './lose-all.ts'

describe.skipIf(!redisServerPath && !process.env.CI)('a transaction that Redis may have forgotten', () => {
  let engine: Engine
  let bank: Bank
  let copy: RoomCopy
  let frames: FrameBuilder
  let acknowledgements: Acknowledgements
  let store: ForgottenStore
  let rollback: RollbackDetector
  let told: ServerMessage[]
  let changes: number
  const underWay = new Set<string>()
  beforeAll(async () => {
    engine = await openTestEngine('local')
  })
  beforeEach(async () => {
    bank = await openBank('ioredis', engine.url)
    told = []
    changes = 0
    underWay.clear()
    const send = (message: ServerMessage): void => void told.push(message)
    const ana: Session = {
      ...{ player: 'ana', host: undefined, buffered: 0, send },
      ...{ sendEncoded() {}, hostsChanged() {}, end() {} },
    }
    copy = new RoomCopy(bank.wire, bank.code, 1, 100, () => {})
    frames = new FrameBuilder(copy, {} as Settings, Date.now)
    acknowledgements = new Acknowledgements((player) => player.toUpperCase())
    store = new ForgottenStore([bank.wire], roomKeys(bank.code).channel)
    rollback = new RollbackDetector(
      {
        acknowledgements,
        store,
        notices: new RollbackNotices({ sessions: new Set([ana]), changed: () => void changes++ }),
        inFlight: { has: (player, tx) => underWay.has(`${player} ${tx}`) },
        now: () => 7,
      },
      copy,
    )
    await rollback.load(copy)
    rollback.begin(copy)
  })
  afterEach(() => bank.close())
  afterAll(() => engine.close())

  const book = (player = 'ana', tx = bank.tx(player, 5)) => bookOn(bank, tx)
  const lose = () => loseAll(bank)
  async function replaced(): Promise<RoomCopy> {
    const next = new RoomCopy(bank.wire, bank.code, 1, 100, () => {})
    await rollback.load(next)
    rollback.begin(next)
    return next
  }
  const stored = async () => (await loadForgotten(bank.wire, bank.keys)).forgotten.map(({ tx }) => tx)

  it('is found to be forgotten even when only its player was told of it', async () => {
    const one = await book()
    await lose()
    rollback.acknowledged(1, { ...one, replicas: 0 })
    expect(await rollback.compare()).toBe('same')
    expect(told).toMatchObject([
      {
        ...{ type: 'rewound', at: 7, epoch: 1, version: 0, from: { epoch: 1, version: 1 } },
        yours: [{ tx: one.tx, nickname: 'ANA', amount: 5, version: 1, replicas: 0 }],
      },
    ])
    expect(copy.ledger.totals).toMatchObject({ expected: 105, forgotten: { count: 1, sum: 5 } })
    expect(await stored()).toEqual([one.tx])
    expect(changes).toBe(1)
    await rollback.compare()
    expect(told).toHaveLength(1)
  })

  it('is not listed as forgotten while Redis has it', async () => {
    for (let i = 0; i < 3; i++) {
      const one = await book()
      rollback.acknowledged(1, one)
      if (i > 0 && one.receipt.outcome === 'applied') copy.receive(one.receipt.entry)
      expect(await rollback.compare()).toBe('same')
    }
    expect(told).toEqual([])
  })

  it('is listed if it was acknowledged, but not if it was only published', async () => {
    const one = await book()
    rollback.acknowledged(1, one)
    const { receipt } = await book('bob')
    if (receipt.outcome !== 'applied' || one.receipt.outcome !== 'applied') throw new Error('not applied')
    await lose()
    copy.receive(one.receipt.entry)
    copy.receive(receipt.entry)
    expect(await rollback.compare()).toBe('other')
    await replaced()
    expect(await stored()).toEqual([one.tx])
  })

  it('is listed if the journal had it, unless it is under way or was decided since', async () => {
    const shown = await book('bob')
    const doubtful = await book('bob')
    const refused = await book('bob')
    expect(await rollback.compare()).toBe('same')
    await lose()
    underWay.add(`bob ${doubtful.tx}`)
    const failed = JSON.stringify({ outcome: 'failed', why: 'no-answer', attempts: 1, at: 1 })
    await bank.wire.command(['SET', bank.keys.receipt('bob', refused.tx), failed])
    expect(await rollback.compare()).toBe('other')
    await replaced()
    expect(await stored()).toEqual([shown.tx])
  })

  it('is not listed if it was taken back, whichever of its two entries is gone', async () => {
    const [both, kept] = [bank.tx('bob', -80), bank.tx('bob', -80)]
    const accounts = [both, kept].map((tx) => recorded(bank, tx, { takesBack: true }))
    await accounts[1]?.incrBy(-80)
    expect(await rollback.compare()).toBe('same')
    const { journal, balance, version, expected, receipt } = bank.keys
    await accounts[1]?.takeBack()
    await accounts[0]?.incrBy(-80)
    await accounts[0]?.takeBack()
    expect(await rollback.compare()).toBe('same')
    expect(copy.ledger.totals).toMatchObject({ version: 4, expected: 100, applied: 0 })
    // A copy that has only the first entry takes over.
    await bank.wire.command(['LTRIM', journal(0), '0', '0'])
    await bank.wire.command(['MSET', balance, '20', version, '1', expected, '20'])
    await bank.wire.command(['DEL', receipt('bob', both.id), receipt('bob', kept.id)])
    expect(await rollback.compare()).toBe('other')
    expect((await replaced()).ledger.totals).toMatchObject({
      ...{ version: 1, expected: 20, applied: 1, forgotten: { count: 0 } },
    })
    expect(await stored()).toEqual([])
  })

  it('stays listed when a second copy that has lost the list takes over', async () => {
    const first = await book('bob')
    await rollback.compare()
    await lose()
    await replaced()
    const second = await book('bob')
    expect(await rollback.compare()).toBe('same')
    await lose()
    await bank.wire.command(['DEL', bank.keys.forgotten])
    expect((await replaced()).ledger.totals).toMatchObject({
      expected: 110,
      forgotten: { count: 2, sum: 10 },
    })
    expect((await stored()).sort()).toEqual([first.tx, second.tx].sort())
  })

  it('is listed even when its receipt key holds junk', async () => {
    const one = await book()
    await lose()
    const junk = '"outcome":"applied", or so'
    await bank.wire.command(['SET', bank.keys.receipt('ana', one.tx), junk])
    rollback.acknowledged(1, one)
    expect(await rollback.compare()).toBe('same')
    expect(await stored()).toEqual([one.tx])
  })

  it('is removed from the list when it is settled as not applied later', async () => {
    const shown = await book('bob')
    await rollback.compare()
    await lose()
    const next = await replaced()
    expect(next.ledger.totals.forgotten.count).toBe(1)
    rollback.unapplied({ player: 'bob', tx: shown.tx })
    expect(next.ledger.totals).toMatchObject({ expected: 100, forgotten: { count: 0 } })
    expect(told.at(-1)).toMatchObject({ forgotten: [], deposits: { count: 0 } })
    await expect.poll(stored).toEqual([])
  })

  it('counts as forgotten as soon as another write is in its place, before any comparison', async () => {
    const [gone, refused] = [await book(), await book('bob')]
    await lose()
    for (const one of [gone, refused]) rollback.acknowledged(1, one)
    frames.markForgotten(acknowledgements.unseen())
    expect(copy.ledger.totals.forgotten.count).toBe(0)
    await book('eve')
    await book('eve')
    await copy.catchUp(2)
    expect(copy.ledger.totals).toMatchObject({ version: 2, expected: 110 })
    frames.markForgotten(acknowledgements.unseen())
    expect(copy.ledger.totals).toMatchObject({ expected: 120, forgotten: { count: 2, sum: 10 } })
    const failed = JSON.stringify({ outcome: 'failed', why: 'no-answer', attempts: 1, at: 1 })
    await bank.wire.command(['SET', bank.keys.receipt('bob', refused.tx), failed])
    expect(await rollback.compare()).toBe('same')
    expect(copy.ledger.totals).toMatchObject({ expected: 115, forgotten: { count: 1, sum: 5 } })
    expect(await stored()).toEqual([gone.tx])
  })

  it('is removed from the list when another node settled it as not applied and that event was missed', async () => {
    const [shown, doubtful] = [await book('bob'), await book('eve')]
    await rollback.compare()
    await lose()
    const next = await replaced()
    expect(next.ledger.totals.forgotten.count).toBe(2)
    const failed = JSON.stringify({ outcome: 'failed', why: 'no-answer', attempts: 1, at: 1 })
    await bank.wire.command(['SET', bank.keys.receipt('eve', doubtful.tx), failed])
    expect(await rollback.compare()).toBe('same')
    expect(next.ledger.totals).toMatchObject({ expected: 105, forgotten: { count: 1 } })
    expect(told.at(-1)).toMatchObject({ forgotten: [{ tx: shown.tx }] })
    await expect.poll(stored).toEqual([shown.tx])
  })

  it('does not stop the comparison when the key of the list holds junk', async () => {
    await bank.wire.command(['SET', bank.keys.forgotten, 'x'])
    store.changed()
    await book('eve')
    expect(await rollback.compare()).toBe('same')
    expect(copy.version).toBe(1)
  })

  it('that another node has listed is told to its player once', async () => {
    const one = { tx: 'x', player: 'ana', amount: 9, epoch: 1, version: 2 }
    const forkPoint = { at: 3, from: { epoch: 1, version: 1 }, epoch: 1, version: 0 }
    const { forgotten } = bank.keys
    await bank.wire.command(['HSET', forgotten, 'ana x', JSON.stringify(one), 'junk', '{', 'a b', '{}'])
    await bank.wire.command(['HSET', forgotten, 'parting', JSON.stringify(forkPoint)])
    // The event about it was missed.
    await rollback.compare()
    store.changed()
    await rollback.compare()
    expect(told).toMatchObject([
      { ...forkPoint, from: { epoch: 1, version: 2 }, yours: [one], deposits: { count: 1, sum: 9 } },
    ])
    expect(copy.ledger.totals.expected).toBe(109)
  })
})

async function bookOn(bank: Bank, tx: Transaction): Promise<Outcome & { tx: string }> {
  const receipt = await recorded(bank, tx).incrBy(tx.amount)
  if (receipt === 'conflict') throw new Error('conflict')
  return { receipt, tx: tx.id }
}
