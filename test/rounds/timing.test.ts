import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { connect } from '../../server/redis/connect.ts'
import { roomKeys } from '../../server/redis/keys.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { PACE } from '../../shared/pace.ts'
import type { ClientMessage } from '../../shared/protocol.ts'
import { classed, inPhase, lastClass, lead, led, recordOf } from '../support/classroom.ts'
import { TestClient } from '../support/player.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'
import { TEST_LESSON } from '../support/test-lesson.ts'

let server: TestServer
let wire: Wire
let room: TestRoom
let host: TestClient
beforeAll(async () => {
  server = await startServer('embedded', undefined, { lessons: [TEST_LESSON] })
  wire = await connect('ioredis', server.engine.endpoint)
})
beforeEach(async () => {
  room = await openRoom(server.port)
  host = room.host
})
afterEach(() => room.close())
afterAll(async () => {
  expect(server.logged).toEqual([])
  await wire.close()
  await server.close()
})

const set = (fields: Record<string, string>) =>
  wire.command(['HSET', roomKeys(room.code).class, ...Object.entries(fields).flat()])
const redisNow = async (): Promise<number> => Number(((await wire.command(['TIME'])) as string[])[0]) * 1000
/** Goes on to the running round of a plan without a lesson. */
async function run(ends: object, more: object = {}): Promise<void> {
  const round = { settings: { thinkMs: 0, jitterMs: 0, strategy: 'lua' }, ends, ...more }
  host.send({ type: 'lead', number: lastClass(host)?.number ?? 0, event: 'lobby', round } as ClientMessage)
  await inPhase(host, 'lobby')
  await led(host, 'next', 'countdown')
  await led(host, 'next', 'running')
}

it('a phase with a deadline ends by itself: countdown, running, settling', async () => {
  const ana = await room.join('ana')
  await led(host, 'lobby', 'lobby', { round: { ends: { kind: 'time', ms: 3000 } } })
  const { startedAt, deadline } = await led(host, 'next', 'countdown')
  expect((deadline ?? 0) - startedAt).toBe(PACE.phases.countdown)
  const running = await inPhase(ana, 'running')
  expect(running.startedAt).toBeGreaterThanOrEqual(deadline ?? 0)
  expect((running.deadline ?? 0) - running.startedAt).toBe(3000)
  const tx = ana.fire(50, 2)
  const reveal = await inPhase(ana, 'reveal')
  expect(reveal.startedAt).toBeGreaterThanOrEqual(running.deadline ?? 0)
  expect((await ana.settled(tx)).receipt.outcome).toBe('applied')
  expect(await recordOf(host, 1)).toMatchObject({ applied: 1, startedAt: running.startedAt })
})

it('a paused round takes no transaction, and goes on with the time that it had left', async () => {
  const ana = await room.join('ana')
  await run({ kind: 'time', ms: 20_000 })
  await inPhase(ana, 'running')
  await led(host, 'pause', 'running')
  const { left = 0, deadline } = await classed(ana, ({ left }) => left !== undefined)
  expect(left).toBeGreaterThan(10_000)
  expect(deadline).toBeUndefined()
  ana.fire(50, 2)
  expect(await ana.error('fire')).toBe('no-round')
  await led(host, 'extend', 'running', { extendMs: 5000 })
  expect((await classed(ana, (view) => view.left !== left)).left).toBe(left + 5000)
  const resumed = await led(host, 'resume', 'running')
  expect(resumed.left).toBeUndefined()
  const now = await redisNow()
  expect((resumed.deadline ?? 0) - now).toBeGreaterThan(left)
  await classed(ana, ({ number }) => number === resumed.number)
  expect((await ana.settled(ana.fire(50, 2))).receipt.outcome).toBe('applied')
})

it('a host may take the time limit away, of the next questions, too', async () => {
  await led(host, 'lobby', 'lobby', { lesson: 'for-tests' })
  const { deadline = 0, number } = await led(host, 'next', 'question')
  expect((await led(host, 'extend', 'question')).deadline).toBe(deadline + PACE.extendMs)
  expect(number).toBeLessThan(lastClass(host)?.number ?? 0)
  expect((await led(host, 'extend', 'question', { extendMs: 0 })).deadline).toBeUndefined()
  expect((await led(host, 'next', 'talk')).deadline).toBeUndefined()
  expect((await led(host, 'next', 'countdown')).deadline).toBeDefined()
})

it('a deadline that passes while no page is connected pauses the phase with the time that it had left', async () => {
  await run({ kind: 'time', ms: 5000 })
  host.close()
  // As if the last page had gone a while ago.
  const now = await redisNow()
  await set({ watched: String(now - 9000), deadline: String(now - 7000) })
  const back = await TestClient.connect(server.port)
  await back.enter(room.code, { kind: 'screen' }, room.hostToken)
  expect((await classed(back, ({ left }) => left !== undefined)).left).toBe(2000)
  lead(back, 'resume')
  const resumed = await classed(back, ({ left }) => left === undefined)
  expect(resumed.phase).toBe('running')
  await inPhase(back, 'reveal')
  back.close()
})

it('while the server watches alone, a phase without a page is paused, not ended', async () => {
  await led(host, 'lobby', 'lobby', { lesson: 'for-tests' })
  await led(host, 'next', 'question')
  host.close()
  const now = await redisNow()
  await set({ watched: String(now - 4000), deadline: String(now - 500) })
  const stored = async () =>
    ((await wire.command(['HGET', roomKeys(room.code).class, 'paused'])) as string) === '1'
  await expect.poll(stored).toBe(true)
  expect(await wire.command(['HGET', roomKeys(room.code).class, 'left'])).toBe('3500')
})

it('a round with so many transactions of each ends when all who are here have fired them, and refuses more', async () => {
  const [ana, bea] = [await room.join('ana'), await room.join('bea')]
  await run({ kind: 'each', transactions: 2 })
  await inPhase(ana, 'running')
  const first = ana.fire(50, 2)
  await ana.settled(first)
  await Promise.all([1, 2].map(() => ana.fire(50, 2)))
  expect(await ana.error('fire')).toBe('all-fired')
  // A re-send is no further transaction.
  ana.send({ type: 'fire', tx: first, amount: 50, epoch: 2, again: true })
  await ana.until(() => ana.log.filter((one) => one.type === 'settled' && one.tx === first).length === 2)
  expect((await classed(host, ({ done }) => done === 1)).phase).toBe('running')
  await inPhase(bea, 'running')
  await Promise.all([1, 2].map(() => bea.settled(bea.fire(-10, 2))))
  await inPhase(host, 'reveal')
  expect(await recordOf(host, 1)).toMatchObject({ applied: 4, actual: 180, lost: 0 })
})

it('a round takes only its own amounts: those on the buttons, or a power of two for each player', async () => {
  const [ana, bea] = [await room.join('ana'), await room.join('bea')]
  await run({ kind: 'host' }, { amounts: { kind: 'these', amounts: [50, -150] } })
  await inPhase(ana, 'running')
  ana.fire(51, 2)
  expect(await ana.error('fire')).toBe('amount-not-in-round')
  expect((await ana.settled(ana.fire(-150, 2))).receipt.outcome).toBe('applied')
  lead(host, 'next')
  await inPhase(host, 'reveal')
  await run({ kind: 'host' }, { amounts: { kind: 'powers' } })
  await inPhase(bea, 'running')
  bea.fire(10, 3)
  expect(await bea.error('fire')).toBe('amount-not-in-round')
  expect((await bea.settled(bea.fire(20, 3))).receipt.outcome).toBe('applied')
})

it('settling ends what takes too long: it is stored as failed, and its player is told', async () => {
  const ana = await room.join('ana')
  await run({ kind: 'host' }, { settings: { strategy: 'naive', thinkMs: 10_000, jitterMs: 0 } })
  await inPhase(ana, 'running')
  const fired = ana.fire(50, 2)
  await ana.next('frame', ({ steps }) => (steps ?? []).some(({ tx }) => tx === fired))
  const { startedAt } = await led(host, 'next', 'settling')
  expect((await ana.settled(fired)).receipt).toMatchObject({ outcome: 'failed', why: 'round-over' })
  const reveal = await inPhase(host, 'reveal')
  expect(reveal.startedAt - startedAt).toBeLessThanOrEqual(PACE.phases.settling + 500)
  expect(await recordOf(host, 1)).toMatchObject({ applied: 0, unapplied: { failed: 1 } })
})
