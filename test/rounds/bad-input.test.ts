import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { ClientMessage } from '../../shared/protocol.ts'
import { classed, inPhase, lastClass, lead, led } from '../support/classroom.ts'
import { TestClient } from '../support/player.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'
import { TEST_LESSON, UNMET_LESSON } from '../support/test-lesson.ts'

let server: TestServer
let room: TestRoom
let host: TestClient
beforeAll(async () => {
  server = await startServer('embedded', undefined, { lessons: [TEST_LESSON, UNMET_LESSON] })
})
beforeEach(async () => {
  room = await openRoom(server.port)
  host = room.host
})
afterEach(() => room.close())
afterAll(async () => {
  expect(server.logged).toEqual([])
  await server.close()
})

const errors = ({ log }: TestClient) => log.flatMap((message) => (message.type === 'error' ? [message] : []))
/** The error that the client gets for this message. */
async function refused(client: TestClient, message: object): Promise<string> {
  const before = errors(client).length
  client.send(message as ClientMessage)
  return client.until(() => errors(client)[before], 'an error').then(({ code }) => code)
}
/** What it was told last about the class, once all that it has sent so far was handled. */
async function after(client: TestClient) {
  const sent = Math.random()
  client.send({ type: 'ping', sent })
  await client.next('pong', (pong) => pong.sent === sent)
  return lastClass(client)
}
const asked = async () => {
  await led(host, 'lobby', 'lobby', { lesson: 'for-tests' })
  return (await led(host, 'next', 'question')).number
}

it('an answer that is no whole number, no choice of the question, or of another kind is refused', async () => {
  const [ana] = [await room.join('ana'), await room.join('bea')]
  const number = await asked()
  for (const wrong of [{ balance: 1.5 }, { balance: '7' }, { balance: 1e13 }, { choice: 'e' }, { choice: 1 }])
    expect(await refused(ana, { type: 'answer', number, ...wrong })).toBe('bad-message')
  for (const wrong of [{}, { balance: 7 }, { choice: 'd' }, { choice: 'a', balance: 7 }])
    expect(await refused(ana, { type: 'answer', number, ...wrong })).toBe('bad-answer')
  expect((await after(ana))?.yours).toEqual({ fired: 0 })
})

it('the first answer of a player stands: the same again is harmless, another is refused, also from another tab', async () => {
  const [ana] = [await room.join('ana'), await room.join('bea')]
  const tab = await TestClient.connect(server.port)
  await tab.enter(room.code, { kind: 'resume', player: ana.id, secret: ana.secret })
  const number = await asked()
  ana.send({ type: 'answer', number, choice: 'a' })
  await classed(tab, ({ yours }) => yours?.first !== undefined)
  ana.send({ type: 'answer', number, choice: 'a' })
  expect(await refused(ana, { type: 'answer', number, choice: 'b' })).toBe('already-answered')
  expect(await refused(tab, { type: 'answer', number, choice: 'c' })).toBe('already-answered')
  expect(errors(ana)).toHaveLength(1)
  expect(await after(tab)).toMatchObject({ here: 2, done: 1, yours: { first: { choice: 'a' } } })
  tab.close()
})

it('an answer that is late, before the question, or to another phase is refused', async () => {
  const [ana] = [await room.join('ana'), await room.join('bea')]
  expect(await refused(ana, { type: 'answer', number: 0, choice: 'a' })).toBe('no-question')
  const number = await asked()
  await led(host, 'next', 'talk')
  expect(await refused(ana, { type: 'answer', number, choice: 'a' })).toBe('moved-on')
  await led(host, 'next', 'countdown')
  expect(await refused(ana, { type: 'answer', number, choice: 'a' })).toBe('no-question')
  expect((await after(ana))?.yours).toEqual({ fired: 0 })
})

it('a paused question takes no answer', async () => {
  const ana = await room.join('ana')
  await asked()
  await led(host, 'pause', 'question')
  const { number, left } = await classed(ana, ({ left }) => left !== undefined)
  expect(left).toBeGreaterThan(50_000)
  expect(await refused(ana, { type: 'answer', number, choice: 'a' })).toBe('no-question')
})

it('a kicked player and a screen answer nothing, and only the host leads', async () => {
  const [ana, bea] = [await room.join('ana'), await room.join('bea')]
  const number = await asked()
  expect(await refused(ana, { type: 'lead', number, event: 'next' })).toBe('not-host')
  expect(await refused(ana, { type: 'give-hint', number })).toBe('not-host')
  expect(await refused(host, { type: 'answer', number, choice: 'a' })).toBe('not-a-player')
  host.send({ type: 'kick', player: bea.id })
  await bea.next('ended')
  expect(await refused(bea, { type: 'answer', number, choice: 'a' })).toBe('not-in-room')
  expect(await classed(host, ({ here }) => here === 1)).toMatchObject({ done: 0, number })
})

it('an unknown lesson, one that the server cannot meet, and a bad plan leave the room as it is', async () => {
  const number = 0
  expect(await refused(host, { type: 'lead', number, event: 'lobby', lesson: 'nope' })).toBe('unknown-lesson')
  expect(await refused(host, { type: 'lead', number, event: 'lobby', lesson: 'unmet' })).toBe('lesson-unmet')
  expect(errors(host).at(-1)?.message).toContain('replica')
  const round = { settings: { strategy: 'nope' } }
  expect(await refused(host, { type: 'lead', number, event: 'lobby', round })).toBe('unknown-strategy')
  const endless = { ends: { kind: 'time', ms: 1 } }
  expect(await refused(host, { type: 'lead', number, event: 'lobby', round: endless })).toBe('bad-message')
  expect(await after(host)).toMatchObject({ number: 0, phase: 'free' })
})

it('an event that has no place in the phase, or leaves another one, does nothing', async () => {
  expect(await refused(host, { type: 'lead', number: 0, event: 'next' })).toBe('not-now')
  expect(await refused(host, { type: 'lead', number: 0, event: 'pause' })).toBe('not-now')
  expect(await refused(host, { type: 'lead', number: 1, event: 'lobby' })).toBe('moved-on')
  const number = await asked()
  expect(await refused(host, { type: 'lead', number, event: 'resume' })).toBe('not-now')
  expect(await refused(host, { type: 'lead', number, event: 'free' })).toBe('not-now')
  expect(await refused(host, { type: 'lead', number: number - 1, event: 'next' })).toBe('moved-on')
  expect(await after(host)).toMatchObject({ number, phase: 'question', round: 1 })
})

it('two hosts who press start at once start one round', async () => {
  const second = await TestClient.connect(server.port)
  await second.enter(room.code, { kind: 'screen' }, room.hostToken)
  const { number } = await led(host, 'lobby', 'lobby', { round: {} })
  await classed(second, (view) => view.number === number)
  for (const client of [host, second, host, second]) client.send({ type: 'lead', number, event: 'next' })
  for (const client of [host, second]) await inPhase(client, 'countdown')
  await after(host)
  await after(second)
  expect([...errors(host), ...errors(second)].map(({ code }) => code)).toEqual(Array(3).fill('moved-on'))
  expect(await after(second)).toMatchObject({ number: number + 1, round: 1 })
  expect(host.log.some((message) => message.type === 'snapshot' && message.epoch > 2)).toBe(false)
  second.close()
})

it('from question to settling the settings stay, and outside free play there is no reset', async () => {
  const settings = { type: 'configure', thinkMs: 7 } as const
  const check = async (code: string | undefined) => {
    expect(await refused(host, { type: 'reset', opening: 5 })).toBe(code ?? 'not-now')
    if (code) expect(await refused(host, settings)).toBe(code)
  }
  await led(host, 'lobby', 'lobby', { lesson: 'for-tests' })
  await check(undefined)
  for (const phase of ['question', 'talk', 'countdown', 'running'] as const) {
    await led(host, 'next', phase)
    await check('round-is-on')
  }
  lead(host, 'next')
  await inPhase(host, 'reveal')
  await check(undefined)
  await room.configure({ thinkMs: 7 })
})

it('a round that is running is not started again, and the lobby cannot be opened over it', async () => {
  const { number } = await led(host, 'lobby', 'lobby', { round: { ends: { kind: 'host' } } })
  await led(host, 'next', 'countdown')
  const running = await led(host, 'next', 'running')
  expect(await refused(host, { type: 'lead', number, event: 'next' })).toBe('moved-on')
  for (const event of ['again', 'lobby', 'free', 'end'])
    expect(await refused(host, { type: 'lead', number: running.number, event })).toBe('not-now')
  expect(await after(host)).toEqual(running)
})

it('the answer of a player who is kicked afterwards does not count', async () => {
  const [ana, bea] = [await room.join('ana'), await room.join('bea')]
  await room.join('carl')
  const number = await asked()
  ana.send({ type: 'answer', number, choice: 'a' })
  bea.send({ type: 'answer', number, choice: 'b' })
  await classed(host, ({ done }) => done === 2)
  host.send({ type: 'kick', player: bea.id })
  await classed(host, ({ here, done }) => here === 2 && done === 1)
  expect((await led(host, 'next', 'talk')).spread).toEqual({ first: { a: 1 } })
})

it('hints are given one by one, as many as the lesson has', async () => {
  const number = await asked()
  for (const hints of [1, 2]) {
    host.send({ type: 'give-hint', number })
    await classed(host, ({ lesson }) => lesson?.hints.length === hints)
  }
  expect(await refused(host, { type: 'give-hint', number })).toBe('not-now')
  expect(await refused(host, { type: 'give-hint', number: number + 1 })).toBe('moved-on')
  expect(await after(host)).toMatchObject({
    number,
    lesson: { hints: ['The first hint', 'The second hint'] },
  })
})
