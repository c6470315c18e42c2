import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { connect } from '../../server/redis/connect.ts'
import { accountKeys, roomKeys } from '../../server/redis/keys.ts'
import type { Command, Wire } from '../../server/redis/wire.ts'
import { roundFacts } from '../../server/rounds/round-store.ts'
import { LIMITS } from '../../shared/limits.ts'
import { inPhase, lastClass, lead, led, recordOf } from '../support/classroom.ts'
import type { TestClient } from '../support/player.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'

let server: TestServer
let wire: Wire
let room: TestRoom
let host: TestClient
beforeAll(async () => {
  server = await startServer('embedded')
  wire = await connect('ioredis', server.engine.endpoint)
})
beforeEach(async () => {
  room = await openRoom(server.port)
  host = room.host
  server.logged.length = 0
})
afterEach(() => room.close())
afterAll(async () => {
  await wire.close()
  await server.close()
})

const redis = (...command: [string, ...string[]]) => wire.command(command as Command)
const round = {
  settings: { strategy: 'lua', thinkMs: 0, jitterMs: 0 },
  ends: { kind: 'host' },
} as const
async function run(event: 'lobby' | 'again' = 'lobby'): Promise<void> {
  if (event === 'lobby') await led(host, 'lobby', 'lobby', { round })
  await led(host, event === 'lobby' ? 'next' : 'again', 'countdown')
  await led(host, 'next', 'running')
}
async function end(): Promise<void> {
  lead(host, 'next')
  await inPhase(host, 'reveal')
}

it('a round that is damaged in Redis is logged once and does not hold up the records of later rounds', async () => {
  await run()
  await redis('HSET', roomKeys(room.code).rounds, '1', 'no json')
  await end()
  await run('again')
  await end()
  expect(await recordOf(host, 2)).toMatchObject({ round: 2, actual: 100 })
  expect(server.logged.filter((line) => line.includes('round 1 could not be recorded'))).toHaveLength(1)
})

it('a round whose last moments passed while the server was down ended at its deadline', async () => {
  await run()
  const { number, startedAt } = lastClass(host) ?? { number: 0, startedAt: 0 }
  const deadline = startedAt + 10
  const fields = ['phase', 'settling', 'number', `${number + 1}`, 'began', `${number + 1}`]
  await redis('HSET', roomKeys(room.code).class, ...fields, 'deadline', `${deadline}`)
  await inPhase(host, 'reveal')
  expect((await recordOf(host, 1)).endedAt).toBe(deadline)
})

it('a stored record that cannot be read is not built again', async () => {
  await run()
  await end()
  await recordOf(host, 1)
  const { records } = roomKeys(room.code)
  await redis('HSET', records, '1', 'no json')
  await run('again')
  await end()
  await recordOf(host, 2)
  expect(await redis('HGET', records, '1')).toBe('no json')
  expect(server.logged).toEqual([])
})

it('a balance that the commit script does not read as a number is none in the record, either', async () => {
  await run()
  for (const [text, actual] of [
    ['007', null],
    ['-0', null],
    ['7 ', null],
    ['0', 0],
    ['-7', -7],
  ] as const) {
    const closed = JSON.stringify({ at: 1, balance: text, version: '0', expected: '100' })
    await redis('HSET', roomKeys(room.code).rounds, '1:closed', closed)
    const facts = await roundFacts(wire, room.code, 1, { people: [], nodes: 1, lessons: [] })
    expect(facts?.actual, text).toBe(actual)
  }
})

it('a reset opens an account that takes transactions, whatever the gate was', async () => {
  const ana = await room.join('ana')
  await redis('HSET', roomKeys(room.code).room, 'gate', 'closed')
  host.send({ type: 'reset', opening: 5 })
  await ana.next('snapshot', ({ epoch }) => epoch === 2)
  expect((await ana.settled(ana.fire(50, 2))).receipt.outcome).toBe('applied')
})

it('a plan with an amount of zero is refused', async () => {
  const amounts = { kind: 'these' as const, amounts: [50, 0] }
  host.send({ type: 'lead', number: 0, event: 'lobby', round: { amounts } })
  expect(await host.error('lead')).toBe('bad-message')
})

it('a room has a number of rounds at most', async () => {
  await run()
  await end()
  await redis('HSET', roomKeys(room.code).class, 'round', String(LIMITS.rounds))
  const { number } = await led(host, 'lobby', 'lobby', { round })
  lead(host, 'next')
  expect(await host.error('lead')).toBe('rounds-used-up')
  expect(lastClass(host)).toMatchObject({ number, phase: 'lobby' })
})

it('a host who asks for changes without end is slowed down', async () => {
  for (let i = 0; i < 30; i++) host.send({ type: 'lead', number: 0, event: 'next' })
  await host.next('error', ({ code, re }) => code === 'slow-down' && re === 'lead')
})

it('a node that was busy in settling and says nothing more is not waited for, and leaves nothing behind', async () => {
  const key = roomKeys(room.code).class
  const ana = await room.join('ana')
  await run()
  await inPhase(ana, 'running')
  await ana.settled(ana.fire(1, 2))
  // As if it was killed in the middle of a bot's transaction.
  const number = String((lastClass(host)?.number ?? 0) + 1)
  const [seconds] = (await redis('TIME')) as [string]
  await redis('HSET', key, 'node:killed', `${number} busy ${Number(seconds) * 1000}`)
  const { startedAt } = await led(host, 'next', 'settling')
  const reveal = await inPhase(host, 'reveal')
  expect(reveal.startedAt - startedAt).toBeLessThan(7000)
  expect((await redis('HKEYS', key)) as string[]).not.toContain('node:killed')
  expect(await redis('GET', accountKeys(room.code, 2).version)).toBe('1')
})
