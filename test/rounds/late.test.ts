import { nanoid } from 'nanoid'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { classed, inPhase, lead, led, recordOf } from '../support/classroom.ts'
import type { TestClient } from '../support/player.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'
import { SECRETS, TEST_LESSON } from '../support/test-lesson.ts'

let server: TestServer
let room: TestRoom
let host: TestClient
beforeAll(async () => {
  server = await startServer('embedded', undefined, { lessons: [TEST_LESSON] })
})
beforeEach(async () => {
  room = await openRoom(server.port, { thinkMs: 0, jitterMs: 0, strategy: 'watch' }, 70)
  host = room.host
})
afterEach(() => room.close())
afterAll(async () => {
  expect(server.logged).toEqual([])
  await server.close()
})

const LUA = {
  settings: { strategy: 'lua', thinkMs: 0, jitterMs: 0 },
  opening: 500,
  ends: { kind: 'host' },
} as const
async function run(): Promise<void> {
  await led(host, 'lobby', 'lobby', { round: LUA })
  await led(host, 'next', 'countdown')
  await led(host, 'next', 'running')
}
async function end(): Promise<void> {
  lead(host, 'next')
  await inPhase(host, 'reveal')
}

it('a fire or a re-send that comes when its round is over gets the stored outcome, and never reaches the next round', async () => {
  const ana = await room.join('ana')
  await run()
  await inPhase(ana, 'running')
  const booked = ana.fire(50, 2)
  await ana.settled(booked)
  await end()
  const record = await recordOf(host, 1)
  const again = (tx: string) => ana.send({ type: 'fire', tx, amount: 50, epoch: 2, again: true })
  const outcomes = (tx: string) =>
    ana.log.flatMap((one) => (one.type === 'settled' && one.tx === tx ? [one.receipt] : []))
  // In the reveal, and one phase late, in the next round.
  for (const phase of ['reveal', 'running'] as const) {
    if (phase === 'running') {
      await led(host, 'again', 'countdown')
      await led(host, 'next', 'running')
      await classed(ana, (view) => view.phase === 'running' && view.round === 2)
    }
    const told = outcomes(booked).length
    again(booked)
    await ana.until(() => outcomes(booked).length > told)
    expect(outcomes(booked).at(-1)).toMatchObject({ outcome: 'applied' })
    const first = ana.fire(7, 2)
    expect((await ana.settled(first)).receipt).toMatchObject({ outcome: 'failed', why: 'round-over' })
    const never = nanoid()
    again(never)
    expect((await ana.settled(never)).receipt).toMatchObject({ outcome: 'failed', why: 'round-over' })
  }
  expect(ana.log.filter(({ type }) => type === 'error')).toEqual([])
  await end()
  expect(await recordOf(host, 2)).toMatchObject({ applied: 0, actual: 500, expected: 500 })
  // The record of the first round is as it was, also for a page that enters now.
  expect(record).toMatchObject({ applied: 1, actual: 550, expected: 550, unapplied: { failed: 0 } })
})

it('a fire in the lobby, the question and the countdown is refused, and in free play it is taken again', async () => {
  const ana = await room.join('ana')
  await led(host, 'lobby', 'lobby', { lesson: 'for-tests' })
  let refusals = 0
  const refused = async (epoch: number) => {
    ana.fire(50, epoch)
    refusals += 1
    await ana.until(
      () => ana.log.filter((one) => one.type === 'error' && one.code === 'no-round').length === refusals,
    )
  }
  await refused(1)
  await led(host, 'next', 'question')
  await refused(1)
  await led(host, 'next', 'talk')
  await led(host, 'next', 'countdown')
  await ana.next('snapshot', ({ epoch }) => epoch === 2)
  await refused(2)
})

it('a round has settings and a balance of its own, and free play gets back those that it had', async () => {
  const ana = await room.join('ana')
  await run()
  const { settings, account } = await ana.next('snapshot', ({ epoch }) => epoch === 2)
  expect(settings).toMatchObject({ strategy: 'lua', thinkMs: 0 })
  expect(account.opening).toBe(500)
  await end()
  expect((await recordOf(ana, 1)).settings).toMatchObject({ strategy: 'lua' })
  // What the host changes now is tried in the same round once more.
  await room.configure({ strategy: 'incrby' })
  await led(host, 'again', 'countdown')
  expect((await ana.next('snapshot', ({ epoch }) => epoch === 3)).settings.strategy).toBe('incrby')
  await led(host, 'next', 'running')
  await end()
  // The lobby has them, too, and what the host sets there stays.
  await led(host, 'lobby', 'lobby')
  await ana.next('frame', ({ settings }) => settings?.strategy === 'watch')
  await room.configure({ thinkMs: 5 })
  await led(host, 'lobby', 'lobby', { round: { settings: { jitterMs: 9 }, opening: 600 } })
  await led(host, 'next', 'countdown')
  const next = await ana.next('snapshot', ({ epoch }) => epoch === 4)
  expect(next.settings).toMatchObject({ strategy: 'watch', thinkMs: 5, jitterMs: 9 })
  await led(host, 'next', 'running')
  await end()
  await room.configure({ thinkMs: 6 })
  await led(host, 'free', 'free')
  const back = await ana.next('snapshot', ({ epoch }) => epoch === 5)
  expect(back.settings).toMatchObject({ thinkMs: 6, jitterMs: 0 })
  expect(back.settings.strategy).toBe('watch')
  expect(back.account.opening).toBe(70)
  expect((await ana.settled(ana.fire(5, 5))).receipt.outcome).toBe('applied')
})

it('a lesson that is left before its round begins leaves no round and no answers behind', async () => {
  const ana = await room.join('ana')
  await room.join('bea')
  await led(host, 'lobby', 'lobby', { lesson: 'for-tests' })
  const { number } = await led(host, 'next', 'question')
  ana.send({ type: 'answer', number, choice: 'a' })
  await classed(ana, ({ yours }) => yours?.first !== undefined)
  expect(await led(host, 'lobby', 'lobby', { lesson: 'for-tests' })).toMatchObject({
    round: 0,
    lesson: { step: 0 },
  })
  const asked = await led(host, 'next', 'question')
  expect(asked).toMatchObject({ round: 1, done: 0 })
  expect((await classed(ana, ({ number }) => number === asked.number)).yours).toEqual({ fired: 0 })
})

it('a page that enters in any phase is told the phase and, once it may be known, the outcome', async () => {
  const ana = await room.join('ana')
  const check = async (phase: string, secret: boolean) => {
    const late = await room.join(`late in ${phase}`)
    expect(await classed(late, () => true)).toMatchObject({ phase })
    if (!secret) await recordOf(late, 1)
    late.send({ type: 'speak', language: 'de' })
    const title = 'Eine Lektion für Tests'
    if (phase !== 'free') await classed(late, ({ lesson }) => lesson?.title === title)
    late.send({ type: 'read-lessons' })
    expect((await late.next('lessons')).lessons).toMatchObject([{ id: 'for-tests', number: 1, title }])
    const told = JSON.stringify([...late.log, ...ana.log])
    if (secret) for (const one of SECRETS) expect(told).not.toContain(one)
    else expect(told).toContain('why-b-is-right')
    late.send({ type: 'leave' })
    await late.next('ended')
  }
  await check('free', true)
  await led(host, 'lobby', 'lobby', { lesson: 'for-tests' })
  await check('lobby', true)
  const phases = ['question', 'talk', 'countdown', 'running'] as const
  for (const phase of phases) {
    await led(host, 'next', phase)
    await check(phase, true)
  }
  lead(host, 'next')
  await inPhase(host, 'reveal')
  await check('reveal', false)
})
