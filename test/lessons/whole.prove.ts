import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { LESSONS } from '../../server/lessons/all-lessons.ts'
import type { Lesson, LessonRound } from '../../server/lessons/lesson.ts'
import { powerAmount } from '../../shared/rounds/amounts.ts'
import type { ClassView } from '../../shared/rounds/class-messages.ts'
import { classed, epochOf, inPhase, lastClass, lead, led } from '../support/classroom.ts'
import { openTestEngine } from '../support/engines.ts'
import { redisServerPath } from '../support/machine.ts'
import { TestClient } from '../support/player.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'

/** Two people, each on a server of their own. */
interface People {
  room: TestRoom
  ana: TestClient
  bo: TestClient
}

/** Lessons that are not done by pressing at random: what the people do in each round. */
const RECIPES: Record<string, ((people: People) => Promise<void>)[]> = {
  'right-balance': [
    async (people) => {
      await oneAfterAnother(people.ana, 50, people.bo, -50)
      await oneAfterAnother(people.bo, -50, people.ana, 50)
      await led(people.room.host, 'next', 'settling')
    },
  ],
  witness: [
    async ({ ana, bo }) => {
      ana.fire(powerAmount(0), epochOf(ana))
      bo.fire(powerAmount(1), epochOf(bo))
    },
  ],
  // On one server first.
  mutex: [
    async ({ ana }) => {
      for (const amount of [50, -150, 50, 50]) ana.fire(amount, epochOf(ana))
    },
  ],
}

/** The second presses a second later, as the hints say. */
async function oneAfterAnother(first: TestClient, amount: number, second: TestClient, other: number) {
  const one = first.fire(amount, epochOf(first))
  await pause(1000)
  await Promise.all([first.settled(one), second.settled(second.fire(other, epochOf(second)))])
}

/** Both press at random while the round runs. */
async function press({ ana, bo }: People, { amounts }: LessonRound): Promise<void> {
  const all = amounts.kind === 'these' ? amounts.amounts : [50]
  for (let i = 0; lastClass(ana)?.phase === 'running'; i++) {
    for (const client of [ana, bo]) client.fire(all[i % all.length] ?? 50, epochOf(client))
    await pause(2500)
  }
}

describe.skipIf(!redisServerPath && !process.env.CI)('two people and the bots', () => {
  let engine: Engine
  let servers: TestServer[] = []
  beforeAll(async () => {
    engine = await openTestEngine('local')
    servers = await Promise.all([1, 2].map(() => startServer('local', undefined, { account: engine })))
  })
  afterAll(async () => {
    for (const server of servers) await server.close()
    await engine.close()
  })

  /** Leads the lesson from the lobby to the podium; gives what the host was told last of it. */
  async function goThrough(lesson: Lesson): Promise<ClassView> {
    const [one, other] = servers as [TestServer, TestServer]
    const room = await openRoom(one.port)
    const ana = await room.join('ana')
    const bo = await TestClient.connect(other.port)
    try {
      await bo.enter(room.code, { kind: 'new', nickname: 'bo' })
      const people = { room, ana, bo }
      const both = [ana, bo]
      await led(room.host, 'lobby', 'lobby', { lesson: lesson.id })
      for (const [step, round] of lesson.rounds.entries()) {
        lead(room.host, 'next')
        if (round.question) {
          for (const phase of ['question', 'talk'] as const) {
            const { number } = await inPhase(room.host, phase)
            await Promise.all(both.map((client) => classed(client, (view) => view.number === number)))
            for (const client of both) client.send({ type: 'answer', number, choice: round.question.right })
          }
        }
        await inPhase(room.host, 'countdown')
        await Promise.all(both.map((client) => inPhase(client, 'running')))
        const recipe = RECIPES[lesson.id]?.[step]
        await (recipe ? recipe(people) : press(people, round))
        await inPhase(room.host, 'reveal')
      }
      const { number } = await led(room.host, 'next', 'transfer')
      await Promise.all(both.map((client) => classed(client, (view) => view.number === number)))
      for (const client of both) client.send({ type: 'answer', number, choice: lesson.transfer?.right })
      await inPhase(room.host, 'learnt')
      return await led(room.host, 'next', 'podium')
    } finally {
      room.close()
      bo.close()
    }
  }

  it.concurrent.each(
    LESSONS.filter(({ needs = [] }) => !needs.includes('replica')).map((one) => [one.id, one] as const),
  )(
    'go through the lesson %s, and have done it',
    async (_, lesson) => {
      const { lesson: told, leaderboard } = await goThrough(lesson)
      expect(told).toMatchObject({ id: lesson.id, done: { reached: true } })
      const asked = lesson.rounds.filter(({ question }) => question).length
      expect(leaderboard?.map(({ right }) => right)).toEqual([asked, asked])
    },
    300_000,
  )
})
