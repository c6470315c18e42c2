import { nanoid } from 'nanoid'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../../server/redis/connect.ts'
import { accountKeys } from '../../server/redis/keys.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { distinctEngines, engineKinds, isProving, openTestEngine } from '../support/engines.ts'
import { TestClient } from '../support/player.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'

describe.each(isProving ? engineKinds : distinctEngines)('a room on the %s engine', (kind) => {
  let server: TestServer
  let outside: Wire
  let stopEngine = async (): Promise<void> => {}
  let room: TestRoom
  beforeAll(async () => {
    if (kind === 'external') {
      const engine = await openTestEngine('local')
      stopEngine = () => engine.close()
      server = await startServer('external', engine.url)
    } else {
      server = await startServer(kind)
    }
    outside = await connect('ioredis', server.engine.url)
  })
  afterEach(() => {
    room.close()
    expect(server.logged).toEqual([])
  })
  afterAll(async () => {
    await outside.close()
    await server.close()
    await stopEngine()
  })

  it('plays the lesson: both read 100, one update is lost, and every client sees the loss', async () => {
    room = await openRoom(server.port, { thinkMs: 300, jitterMs: 0 })
    const [ana, bob] = await Promise.all([room.join('ana'), room.join('bob')])
    const deposit = ana.fire(50)
    const withdrawal = bob.fire(-150)
    const receipts = await Promise.all([ana.settled(deposit), bob.settled(withdrawal)])
    for (const { receipt } of receipts) expect(receipt.outcome).toBe('applied')
    for (const client of [ana, bob, room.host]) {
      const account = await client.account(({ version }) => version === 2)
      expect(account.expected).toBe(0)
      expect([150, -50]).toContain(account.actual)
      expect(account.lostDeposits.count + account.lostWithdrawals.count).toBe(1)
    }
    ana.send({ type: 'inspect', versions: [1, 2, 3] })
    const { verdicts } = await ana.next('verdicts')
    expect(verdicts.map(({ state, lostBy }) => [state, lostBy?.version])).toEqual([
      ['lost', 2],
      ['live', undefined],
    ])
  })

  it.each(['watch', 'lua', 'incrby'])('loses no update with %s', async (strategy) => {
    room = await openRoom(server.port, { thinkMs: 100, jitterMs: 20 })
    const [ana, bob] = await Promise.all([room.join('ana'), room.join('bob')])
    await room.configure({ strategy, client: 'redis' })
    const sent = [ana.settled(ana.fire(50)), bob.settled(bob.fire(-150)), ana.settled(ana.fire(50))]
    await Promise.all(sent)
    const account = await bob.account(({ version }) => version === 3)
    expect(account).toMatchObject({ expected: 50, actual: 50 })
    expect(account.lostDeposits.count + account.lostWithdrawals.count).toBe(0)
  })

  it('shows which player thinks, and the balance that they have read', async () => {
    room = await openRoom(server.port, { thinkMs: 400, jitterMs: 0 })
    const ana = await room.join('ana')
    const tx = ana.fire(50)
    const frame = await room.host.next('frame', ({ steps }) => steps !== undefined)
    expect(frame.steps?.[0]).toMatchObject({
      tx,
      player: ana.id,
      amount: 50,
      point: 'read',
      seen: 100,
      attempt: 1,
    })
    const late = await TestClient.connect(server.port)
    await late.enter(room.code, { kind: 'screen' })
    expect((await late.next('snapshot')).steps).toMatchObject([{ tx }])
    late.close()
    await ana.settled(tx)
  })

  it('counts a SET from outside as outside, before and after the next write', async () => {
    room = await openRoom(server.port, { strategy: 'incrby', thinkMs: 0, jitterMs: 0 })
    const ana = await room.join('ana')
    await ana.settled(ana.fire(50))
    const { balance } = accountKeys(room.code, 1)
    await outside.command(['SET', balance, '1000'])
    expect(await ana.account(({ outside }) => outside !== 0)).toMatchObject({
      actual: 1000,
      expected: 150,
      outside: 850,
    })
    await ana.settled(ana.fire(50))
    expect(await ana.account(({ version }) => version === 2)).toMatchObject({
      actual: 1050,
      expected: 200,
      outside: 850,
    })
    await outside.command(['SET', balance, 'plenty'])
    expect((await ana.account(({ actual }) => actual === null)).actual).toBeNull()
  })

  it('fills the gap when an entry was written but not published', async () => {
    room = await openRoom(server.port, { strategy: 'naive', thinkMs: 0, jitterMs: 0 })
    const ana = await room.join('ana')
    await ana.settled(ana.fire(50))
    const keys = accountKeys(room.code, 1)
    const [first] = (await outside.command(['LRANGE', keys.journal(0), '0', '-1'])) as string[]
    const missed = {
      ...JSON.parse(first ?? '{}'),
      version: 2,
      parent: 1,
      tx: nanoid(),
      seen: 150,
      wrote: 200,
      expected: 200,
    }
    await outside.command(['RPUSH', keys.journal(0), JSON.stringify(missed)])
    await outside.command(['MSET', keys.version, '2', keys.balance, '200', keys.expected, '200'])
    expect(await ana.account(({ version }) => version === 2)).toMatchObject({
      actual: 200,
      expected: 200,
      applied: 2,
    })
  })

  it('starts a new epoch on a reset; a transaction under way in the old one fails and changes nothing', async () => {
    room = await openRoom(server.port, { thinkMs: 500, jitterMs: 0 })
    const ana = await room.join('ana')
    const tx = ana.fire(50)
    await room.host.next('frame', ({ steps }) => steps !== undefined)
    room.host.send({ type: 'reset', opening: -20 })
    const snapshot = await ana.next('snapshot', ({ epoch }) => epoch === 2)
    expect(snapshot).toMatchObject({
      entries: [],
      account: { opening: -20, expected: -20, actual: -20, version: 0 },
    })
    expect((await ana.settled(tx)).receipt).toMatchObject({ outcome: 'failed', why: 'account-reset' })
    const late = ana.fire(50, 1)
    expect((await ana.settled(late)).receipt).toMatchObject({ outcome: 'failed', why: 'account-reset' })
    await ana.settled(ana.fire(50, 2))
    expect(await ana.account(({ version }) => version === 1)).toMatchObject({ actual: 30, expected: 30 })
  })

  it('books a transaction once that is sent again while it runs, or after a lost connection', async () => {
    room = await openRoom(server.port, { thinkMs: 200, jitterMs: 0 })
    const ana = await room.join('ana')
    const tx = ana.fire(50)
    ana.fire(50, 1, tx)
    const { receipt } = await ana.settled(tx)
    ana.close()
    const back = await TestClient.connect(server.port)
    const { you } = await back.enter(room.code, { kind: 'resume', player: ana.id, secret: ana.secret })
    expect(you).toMatchObject({ player: ana.id, nickname: 'ana', number: 1 })
    back.send({ type: 'fire', tx, amount: 50, epoch: 1, again: true })
    expect((await back.settled(tx)).receipt).toEqual(receipt)
    expect((await back.next('snapshot')).entries).toHaveLength(1)
    expect(await room.host.account(({ version }) => version >= 1)).toMatchObject({ applied: 1, actual: 150 })
    back.close()
  })

  it('shows twenty players and a screen the same account', async () => {
    room = await openRoom(server.port, { thinkMs: 30, jitterMs: 30 })
    const players = await Promise.all(Array.from({ length: 20 }, (_, i) => room.join(`player ${i + 1}`)))
    const fired = players.flatMap((player, i) =>
      Array.from({ length: 6 }, (_, n) => player.settled(player.fire((i + n) % 2 ? 50 : -150))),
    )
    const settled = await Promise.all(fired)
    for (const { receipt } of settled) expect(receipt.outcome).toBe('applied')
    const views = await Promise.all(
      [...players, room.host].map((client) => client.account(({ version }) => version === 120)),
    )
    for (const view of views) expect(view).toEqual(views[0])
    expect(String(views[0]?.actual)).toBe(await outside.command(['GET', accountKeys(room.code, 1).balance]))
    expect(String(views[0]?.expected)).toBe(
      await outside.command(['GET', accountKeys(room.code, 1).expected]),
    )
    expect(views[0]?.lostDeposits.count).toBeGreaterThan(0)
  })
})
