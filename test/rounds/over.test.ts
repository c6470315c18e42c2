import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { inPhase, lead, led } from '../support/classroom.ts'
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
  room = await openRoom(server.port)
  host = room.host
})
afterEach(() => room.close())
afterAll(async () => {
  expect(server.logged).toEqual([])
  await server.close()
})

const told = (client: TestClient) => JSON.stringify(client.log)

it('a session that ends in the lobby does not answer the questions of the lesson that was chosen', async () => {
  const ana = await room.join('ana')
  await led(host, 'lobby', 'lobby', { lesson: 'for-tests' })
  await led(host, 'end', 'over')
  await inPhase(ana, 'over')
  for (const secret of SECRETS) expect(told(ana)).not.toContain(secret)
  const { lesson, spread } = await inPhase(ana, 'over')
  expect([lesson?.watch, lesson?.done, lesson?.transfer, spread?.transfer]).toEqual(Array(4).fill(undefined))
})

it('a session that ends after the first round tells what is known of it, and nothing that comes later', async () => {
  const ana = await room.join('ana')
  await led(host, 'lobby', 'lobby', { lesson: 'for-tests' })
  for (const phase of ['question', 'talk', 'countdown', 'running'] as const) await led(host, 'next', phase)
  lead(host, 'next')
  await inPhase(host, 'reveal')
  await led(host, 'end', 'over')
  const { lesson } = await inPhase(ana, 'over')
  expect(lesson?.question?.right).toBe('b')
  expect(lesson?.watch).toBe('Watch the first round')
  for (const secret of ['belief-in-yes', 'why-a-is-right', 'the-explanation'])
    expect(told(ana)).not.toContain(secret)
  // The same lesson once more begins as new.
  await led(host, 'lobby', 'lobby', { lesson: 'for-tests' })
  const again = await led(host, 'end', 'over')
  expect([again.lesson?.question, again.lesson?.watch]).toEqual([undefined, undefined])
})
