import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { classed, inPhase, lastClass, lead, led } from '../support/classroom.ts'
import type { TestClient } from '../support/player.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'
import { TEST_LESSON, UNMET_LESSON } from '../support/test-lesson.ts'

let server: TestServer
let room: TestRoom
let host: TestClient
const SHORT = { ...TEST_LESSON, rounds: [TEST_LESSON.rounds[1]] } as unknown as typeof TEST_LESSON
const { transfer: _, ...LESSON } = SHORT
beforeAll(async () => {
  server = await startServer('embedded', undefined, { lessons: [LESSON, UNMET_LESSON] })
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

it('only hosts are told of the lessons, since the idea of one answers its questions', async () => {
  const ana = await room.join('ana')
  ana.send({ type: 'read-lessons' })
  expect(await ana.error('read-lessons')).toBe('not-host')
  host.send({ type: 'read-lessons' })
  expect((await host.next('lessons')).lessons).toMatchObject([
    { id: 'for-tests', number: 1 },
    { id: 'unmet' },
  ])
  host.send({ type: 'speak', language: 'de' })
  host.send({ type: 'read-lessons' })
  await host.next('lessons', ({ lessons }) => lessons[0]?.title === 'Eine Lektion für Tests')
  expect(ana.log.some(({ type }) => type === 'lessons')).toBe(false)
})

it('the podium does not lead into a lesson that the server cannot meet', async () => {
  const ana = await room.join('ana')
  await led(host, 'lobby', 'lobby', { lesson: 'for-tests' })
  await led(host, 'next', 'countdown')
  await led(host, 'next', 'running')
  await inPhase(ana, 'running')
  lead(host, 'next')
  await inPhase(host, 'reveal')
  const { number } = await led(host, 'next', 'podium')
  lead(host, 'next')
  expect(await host.error('lead')).toBe('lesson-unmet')
  expect(lastClass(host)).toMatchObject({ number, phase: 'podium' })
  await led(host, 'lobby', 'lobby')
  await classed(host, ({ phase, lesson }) => phase === 'lobby' && lesson?.id !== 'unmet')
})
