import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { classed, epochOf, inPhase, lead, led, recordOf } from '../support/classroom.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'
import { SECRETS, TEST_LESSON } from '../support/test-lesson.ts'

let server: TestServer
let room: TestRoom
beforeAll(async () => {
  server = await startServer('embedded', undefined, { lessons: [TEST_LESSON] })
})
afterEach(() => room?.close())
afterAll(async () => {
  expect(server.logged).toEqual([])
  await server.close()
})

it('a lesson goes from its question over two rounds and a transfer question to the podium', async () => {
  room = await openRoom(server.port)
  const { host } = room
  const [ana, bea] = [await room.join('ana'), await room.join('bea')]
  const everyone = [host, ana, bea]
  expect(await inPhase(ana, 'free')).toMatchObject({ number: 0, round: 0, yours: { fired: 0 } })

  await led(host, 'lobby', 'lobby', { lesson: 'for-tests' })
  expect((await inPhase(bea, 'lobby')).lesson).toMatchObject({
    title: 'A lesson for tests',
    number: 1,
    of: 1,
    steps: 2,
  })
  ana.fire(50)
  expect(await ana.error('fire')).toBe('no-round')

  const { number } = await led(host, 'next', 'question')
  expect((await inPhase(ana, 'question')).lesson?.question?.choices).toHaveLength(3)
  ana.send({ type: 'answer', number, choice: 'a' })
  expect((await classed(ana, ({ yours }) => yours?.first !== undefined)).yours?.first).toEqual({
    choice: 'a',
  })
  bea.send({ type: 'answer', number, choice: 'b' })

  // All have answered.
  const talk = await inPhase(host, 'talk')
  expect(talk.spread).toEqual({ first: { a: 1, b: 1 } })
  for (const client of [ana, bea]) client.send({ type: 'answer', number: talk.number, choice: 'b' })
  const countdown = await inPhase(host, 'countdown')
  for (const client of everyone) await client.next('snapshot', ({ epoch }) => epoch === 2)
  ana.fire(50, 2)
  await ana.until(() => ana.log.filter(({ type }) => type === 'error').length === 2)
  expect(JSON.stringify(everyone.flatMap(({ log }) => log))).not.toMatch(new RegExp(SECRETS.join('|')))

  host.send({ type: 'lead', number: countdown.number, event: 'next' })
  await inPhase(ana, 'running')
  await inPhase(bea, 'running')
  const [one, other] = [ana.fire(50, 2), bea.fire(-150, 2)]
  await Promise.all([ana.settled(one), bea.settled(other)])
  await led(host, 'next', 'settling')
  const reveal = await inPhase(ana, 'reveal')
  expect(reveal.spread).toEqual({ first: { a: 1, b: 1 }, second: { b: 2 } })
  expect(reveal.lesson).toMatchObject({ question: { right: 'b' } })
  expect(reveal.lesson?.explanation).toBeUndefined()
  const records = await Promise.all(everyone.map((client) => recordOf(client, 1)))
  expect(records[1]).toEqual(records[0])
  expect(records[2]).toEqual(records[0])
  expect(records[0]).toMatchObject({
    round: 1,
    epoch: 2,
    lesson: 'for-tests',
    applied: 2,
    expected: 0,
    lost: 1,
  })
  const { yours } = await classed(ana, ({ yours }) => yours?.story !== undefined)
  expect(yours).toMatchObject({ fired: 1, second: { choice: 'b' } })
  expect((await inPhase(host, 'reveal')).yours).toBeUndefined()

  await led(host, 'next', 'countdown')
  await led(host, 'next', 'running')
  await inPhase(bea, 'running')
  const epoch = epochOf(bea)
  expect(epoch).toBe(3)
  for (const [client, amount] of [
    [ana, 10],
    [bea, 20],
  ] as const)
    for (const _ of [1, 2]) await client.settled(client.fire(amount, epoch))
  expect((await inPhase(host, 'reveal')).lesson?.explanation).toBe('the-explanation')
  await classed(host, ({ lesson }) => lesson?.done?.reached === true)
  expect(await recordOf(bea, 2)).toMatchObject({ applied: 4, actual: 260, practice: true, opening: 200 })

  const asking = await led(host, 'next', 'transfer')
  expect(asking.lesson?.transfer?.right).toBeUndefined()
  ana.send({ type: 'answer', number: asking.number, choice: 'a' })
  bea.send({ type: 'answer', number: asking.number, choice: 'b' })
  const learnt = await inPhase(host, 'learnt')
  expect(learnt).toMatchObject({ spread: { transfer: { a: 1, b: 1 } }, lesson: { transfer: { right: 'a' } } })
  const podium = await led(host, 'next', 'podium')
  expect(podium.leaderboard?.map(({ nickname, right }) => [nickname, right]).sort()).toEqual([
    ['ana', 1],
    ['bea', 1],
  ])
  lead(host, 'free')
  await inPhase(ana, 'free')
  await ana.next('snapshot', ({ epoch }) => epoch === 4)
  expect((await ana.settled(ana.fire(1, 4))).receipt.outcome).toBe('applied')
})
