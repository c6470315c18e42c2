import { nanoid } from 'nanoid'
import { describe, expect, it } from 'vitest'
import { accountKeys, roomKeys } from '../../server/redis/keys.ts'
import type { ClientMessage } from '../../shared/protocol.ts'
import { classed, inPhase, lastClass, lead, led, recordOf } from '../support/classroom.ts'
import type { TestClient } from '../support/player.ts'
import type { TestRoom } from '../support/server.ts'
import { TwoServers } from '../support/two-servers.ts'

const QUICK = { strategy: 'naive', thinkMs: 0, jitterMs: 0 }

describe('with two nodes', () => {
  const servers = TwoServers.forTests()

  /** Goes on to the running round of this plan. */
  async function run({ host }: TestRoom, more: object = {}): Promise<void> {
    const round = { settings: QUICK, ends: { kind: 'host' }, ...more }
    host.send({ type: 'lead', number: lastClass(host)?.number ?? 0, event: 'lobby', round } as ClientMessage)
    await inPhase(host, 'lobby')
    await led(host, 'next', 'countdown')
    await led(host, 'next', 'running')
  }
  const resend = (client: TestClient, tx: string, amount: number): void =>
    client.send({ type: 'fire', tx, amount, epoch: 2, again: true })
  /** Another connection of the same player. */
  async function tab(room: TestRoom, { id, secret }: { id: string; secret: string }, server = servers.other) {
    const client = await servers.connect(server)
    await client.enter(room.code, { kind: 'resume', player: id, secret })
    return client
  }

  it('a re-send is run by a node that has not heard yet that the round has begun', async () => {
    const room = await servers.room()
    const ana = await servers.join(room, 'ana', servers.other)
    const { host } = room
    await led(host, 'lobby', 'lobby', { round: { settings: QUICK, ends: { kind: 'host' } } as const })
    await led(host, 'next', 'countdown')
    await inPhase(ana, 'countdown')
    await ana.next('snapshot', ({ epoch }) => epoch === 2)
    const keys = roomKeys(room.code)
    const number = String((lastClass(host)?.number ?? 0) + 1)
    // As the round begins, but without the event about it.
    await servers.direct.command(['HSET', keys.room, 'gate', ''])
    const fields = ['phase', 'running', 'deadline', '', 'number', number, 'began', number]
    await servers.direct.command(['HSET', keys.class, ...fields])
    const tx = nanoid()
    resend(ana, tx, 50)
    expect((await ana.settled(tx)).receipt.outcome).toBe('applied')
  })

  it('a node that knows of the new account, and not of its round, asks before it takes a transaction', async () => {
    const room = await servers.room()
    const ana = await servers.join(room, 'ana', servers.other)
    const [keys, account] = [roomKeys(room.code), accountKeys(room.code, 2)]
    await inPhase(ana, 'free')
    const amounts = { kind: 'these', amounts: [50] }
    const plan = { settings: {}, opening: 100, amounts, ends: { kind: 'host' }, practice: false }
    await servers.direct.command([
      ...(['MSET', account.balance, '100', account.version, '0', account.expected, '100'] as const),
    ])
    const fields = ['phase', 'running', 'epoch', '2', 'round', '1', 'number', '3', 'began', '3']
    await servers.direct.command(['HSET', keys.class, ...fields, 'plan', JSON.stringify(plan)])
    await servers.direct.command(['HSET', keys.room, 'epoch', '2', 'gate', ''])
    ana.fire(7, 2)
    expect(await ana.error('fire')).toBe('amount-not-in-round')
    expect((await ana.settled(ana.fire(50, 2))).receipt.outcome).toBe('applied')
  })

  it('a re-send in settling waits for the node that still runs the transaction', async () => {
    const room = await servers.room()
    const ana = await servers.join(room, 'ana')
    const there = await tab(room, ana)
    await run(room, { settings: { ...QUICK, thinkMs: 1500 } })
    await inPhase(ana, 'running')
    const tx = ana.fire(50, 2)
    await room.host.next('frame', ({ steps }) => (steps ?? []).some((step) => step.tx === tx))
    lead(room.host, 'next')
    await inPhase(there, 'settling')
    resend(there, tx, 50)
    for (const client of [ana, there])
      expect((await client.settled(tx)).receipt).toMatchObject({ outcome: 'applied' })
    await inPhase(there, 'reveal')
    expect(await recordOf(there, 1)).toMatchObject({ applied: 1, actual: 150 })
  })

  it('a re-send of what never ran does not hold up the end of the round', async () => {
    const room = await servers.room()
    const ana = await servers.join(room, 'ana')
    await run(room, { settings: { ...QUICK, thinkMs: 1500 } })
    const bea = await servers.join(room, 'bea')
    await inPhase(bea, 'running')
    const slow = bea.fire(10, 2)
    await room.host.next('frame', ({ steps }) => (steps ?? []).some((step) => step.tx === slow))
    const { startedAt } = await led(room.host, 'next', 'settling')
    await inPhase(ana, 'settling')
    const never = nanoid()
    resend(ana, never, 50)
    const reveal = await inPhase(ana, 'reveal')
    expect(reveal.startedAt - startedAt).toBeLessThan(7000)
    expect((await ana.settled(never)).receipt).toMatchObject({ outcome: 'failed', why: 'round-over' })
  })

  it('a paused round runs no transaction that says it was sent before, and runs it when it goes on', async () => {
    const room = await servers.room()
    const ana = await servers.join(room, 'ana')
    await run(room)
    await inPhase(ana, 'running')
    const booked = ana.fire(7, 2)
    await ana.settled(booked)
    await led(room.host, 'pause', 'running')
    await classed(ana, ({ left }) => left !== undefined)
    const fresh = nanoid()
    resend(ana, fresh, 50)
    // One that is booked is answered meanwhile.
    const told = () => ana.log.filter((one) => one.type === 'settled' && one.tx === booked).length
    resend(ana, booked, 7)
    await ana.until(() => told() === 2)
    await led(room.host, 'extend', 'running', { extendMs: 60_000 })
    const [seconds, micros] = (await servers.direct.command(['TIME'])) as [string, string]
    const resumed = Number(seconds) * 1000 + Math.floor(Number(micros) / 1000)
    await led(room.host, 'resume', 'running')
    const { receipt } = await ana.settled(fresh)
    expect(receipt.outcome === 'applied' && receipt.entry.wroteAt).toBeGreaterThanOrEqual(resumed)
  })

  it('when a player leaves in a round with powers, the others keep their deposits', async () => {
    const room = await servers.room()
    const [ana, bea] = [await servers.join(room, 'ana'), await servers.join(room, 'bea', servers.other)]
    await run(room, { amounts: { kind: 'powers' }, ends: { kind: 'each', transactions: 2 } })
    const order = { kind: 'powers', order: [ana.id, bea.id] }
    expect((await inPhase(bea, 'running')).amounts).toEqual(order)
    const first = bea.fire(20, 2)
    expect((await bea.settled(first)).receipt.outcome).toBe('applied')
    ana.send({ type: 'leave' })
    await ana.next('ended')
    await classed(bea, ({ here }) => here === 1)
    bea.fire(10, 2)
    expect(await bea.error('fire')).toBe('amount-not-in-round')
    expect((await bea.settled(bea.fire(20, 2))).receipt.outcome).toBe('applied')
  })

  it('a round with powers ends when those who have a deposit have made it, also with more than ten players', async () => {
    const room = await servers.room()
    const players = await Promise.all(
      Array.from({ length: 11 }, (_, i) => servers.join(room, `p${i}`, servers.turn(i))),
    )
    await classed(room.host, ({ here }) => here === 11)
    await run(room, { amounts: { kind: 'powers' }, ends: { kind: 'each', transactions: 1 } })
    for (const player of players) {
      const { amounts } = await inPhase(player, 'running')
      const order = (amounts?.kind === 'powers' && amounts.order) || []
      expect(order).toHaveLength(10)
      const k = order.indexOf(player.id)
      if (k >= 0) await player.settled(player.fire(10 * 2 ** k, 2))
    }
    await inPhase(room.host, 'reveal')
    expect(await recordOf(room.host, 1)).toMatchObject({ applied: 10 })
  })

  it('a press that is refused otherwise does not use up one of the transactions of a round', async () => {
    const room = await servers.room()
    const ana = await servers.join(room, 'ana')
    const ends = { kind: 'each', transactions: 30 }
    await run(room, { settings: { ...QUICK, thinkMs: 5000 }, ends })
    await inPhase(ana, 'running')
    for (let i = 0; i < 20; i++) ana.fire(1, 2)
    expect(await ana.error('fire')).toBe('too-many-in-flight')
    await ana.until(() => ana.log.filter(({ type }) => type === 'error').length === 4)
    const counted = () => servers.direct.command(['HGET', accountKeys(room.code, 2).fired, ana.id])
    expect(await counted()).toBe('16')
    lead(room.host, 'next')
    await inPhase(room.host, 'reveal')
  })

  it('a record has the players as Redis has them, also when a node has missed an event about them', async () => {
    const room = await servers.room()
    const ana = await servers.join(room, 'ana')
    await run(room)
    await inPhase(ana, 'running')
    await ana.settled(ana.fire(50, 2))
    const { players } = roomKeys(room.code)
    const stored = JSON.parse((await servers.direct.command(['HGET', players, ana.id])) as string)
    const text = JSON.stringify({ ...stored, nickname: 'renamed' })
    await servers.direct.command(['HSET', players, ana.id, text])
    lead(room.host, 'next')
    expect((await recordOf(room.host, 1)).players).toMatchObject([{ player: ana.id, nickname: 'renamed' }])
  })
})
