import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { classed, inPhase, lead, led, recordOf } from '../support/classroom.ts'
import type { TestClient } from '../support/player.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'
import { TEST_LESSON } from '../support/test-lesson.ts'

let server: TestServer
let room: TestRoom
let host: TestClient
const LESSON = { ...TEST_LESSON, rounds: [TEST_LESSON.rounds[0]] } as unknown as typeof TEST_LESSON
beforeAll(async () => {
  server = await startServer('embedded', undefined, { lessons: [LESSON] })
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

/** Two players answer, fire, and answer again; the lesson stands at its podium then. */
async function lesson() {
  const [ana, bea] = [await room.join('ana'), await room.join('bea')]
  await led(host, 'lobby', 'lobby', { lesson: 'for-tests' })
  const answer = (number: number) => {
    ana.send({ type: 'answer', number, choice: 'a' })
    bea.send({ type: 'answer', number, choice: 'b' })
  }
  answer((await led(host, 'next', 'question')).number)
  answer((await inPhase(host, 'talk')).number)
  await inPhase(host, 'countdown')
  await led(host, 'next', 'running')
  for (const client of [ana, bea]) {
    await inPhase(client, 'running')
    await client.settled(client.fire(50, 2))
  }
  lead(host, 'next')
  await inPhase(host, 'reveal')
  await recordOf(host, 1)
  answer((await led(host, 'next', 'transfer')).number)
  await inPhase(host, 'learnt')
  return { ana, bea, podium: await led(host, 'next', 'podium') }
}

it('the shares of the answers stay as they were when players leave afterwards', async () => {
  const { bea, podium } = await lesson()
  const both = { a: 1, b: 1 }
  expect(podium.spread).toEqual({ first: both, second: both, transfer: both })
  bea.send({ type: 'leave' })
  await bea.next('ended')
  expect((await classed(host, ({ here }) => here === 1)).spread).toEqual(podium.spread)
})

it('a player who is removed loses the name in the rounds that are over, on every page and for new ones', async () => {
  const { bea, podium } = await lesson()
  expect(podium.leaderboard?.map(({ nickname }) => nickname).sort()).toEqual(['ana', 'bea'])
  const told = host.log.length
  host.send({ type: 'kick', player: bea.id })
  const after = await classed(host, ({ leaderboard }) => leaderboard?.length === 1)
  expect(after.leaderboard?.map(({ nickname }) => nickname)).toEqual(['ana'])
  const late = await room.join('late')
  for (const [client, from] of [
    [host, told],
    [late, 0],
  ] as const) {
    const over = await client.until(() =>
      client.log.slice(from).find((message) => message.type === 'round-over'),
    )
    const own = over.record.players.find(({ player }) => player === bea.id)
    expect(own).toMatchObject({ nickname: '', removed: true, applied: 1 })
    expect(JSON.stringify(over.record.podium)).not.toContain(bea.id)
    expect(JSON.stringify(over)).not.toContain('"bea"')
  }
})
