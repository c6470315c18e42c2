import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Lesson } from '../../server/lessons/lesson.ts'
import { connect } from '../../server/redis/connect.ts'
import { hostLanguage } from '../../server/report/kept-report.ts'
import { reportOf } from '../../server/report/room-report.ts'
import { createHostLink, loadHosts, revokeHost, useHostLink } from '../../server/room/host-store.ts'
import { Report } from '../../shared/report/report.ts'
import { classed, epochOf, inPhase, led, recordOf } from '../support/classroom.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'
import { TEST_LESSON } from '../support/test-lesson.ts'

const SECRET = 'x-host-secret'
let server: TestServer
let folder: string
let room: TestRoom
/** The reports at four times: after one round, after two, during the transfer question, after it. */
const reports: Report[] = []

const ask = (code: string, secret?: string, query = '') =>
  fetch(`http://127.0.0.1:${server.port}/api/rooms/${code}/report${query}`, {
    headers: secret === undefined ? {} : { [SECRET]: secret },
  })
const report = async (query = ''): Promise<Report> =>
  Report.parse(await (await ask(room.code, room.hostToken, query)).json())
const kept = (name: string): string => {
  const [own = ''] = readdirSync(folder)
  return readFileSync(join(folder, own, name), 'utf8')
}

// One lesson is played, and its report read on the way: the tests look at what was read.
beforeAll(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'bank-run-kept-')), 'not', 'yet')
  server = await startServer('embedded', undefined, { lessons: [TEST_LESSON], keep: folder })
  room = await openRoom(server.port)
  const { host } = room
  const [ana, bea] = [await room.join('ana'), await room.join('=cmd|"/c"!A1')]
  await led(host, 'lobby', 'lobby', { lesson: 'for-tests' })
  const { number } = await led(host, 'next', 'question')
  await inPhase(ana, 'question')
  ana.send({ type: 'answer', number, choice: 'a' })
  bea.send({ type: 'answer', number, choice: 'b' })
  const talk = await inPhase(host, 'talk')
  for (const client of [ana, bea]) client.send({ type: 'answer', number: talk.number, choice: 'b' })
  await inPhase(host, 'countdown')
  await led(host, 'next', 'running')
  for (const client of [ana, bea]) {
    await client.next('snapshot', ({ epoch }) => epoch === 2)
    await inPhase(client, 'running')
  }
  await Promise.all([ana.settled(ana.fire(50, 2)), bea.settled(bea.fire(-150, 2))])
  await led(host, 'next', 'settling')
  await recordOf(host, 1)
  reports.push(await report())
  await led(host, 'next', 'countdown')
  await led(host, 'next', 'running')
  await inPhase(ana, 'running')
  await inPhase(bea, 'running')
  const epoch = epochOf(bea)
  for (const [client, amount] of [
    [ana, 10],
    [bea, 20],
  ] as const)
    for (const _ of [1, 2]) await client.settled(client.fire(amount, epoch))
  await recordOf(host, 2)
  reports.push(await report())
  const asking = await led(host, 'next', 'transfer')
  ana.send({ type: 'answer', number: asking.number, choice: 'a' })
  await classed(host, ({ phase, done }) => phase === 'transfer' && done === 1)
  reports.push(await report())
  bea.send({ type: 'answer', number: asking.number, choice: 'b' })
  await inPhase(host, 'learnt')
  reports.push(await report())
}, 60_000)
afterAll(async () => {
  room?.close()
  expect(server.logged).toEqual([])
  await server.close()
  rmSync(join(folder, '..', '..'), { recursive: true, force: true })
})

describe('the report of a room', () => {
  it('has the records of all rounds that are over, and the words of their lesson', () => {
    expect(reports.map(({ rounds }) => rounds.map(({ record }) => record.round))).toEqual([
      ...[[1], [1, 2], [1, 2], [1, 2]],
    ])
    const last = reports[3]
    expect(last?.rounds[0]?.record).toMatchObject({ lesson: 'for-tests', lost: 1, right: 'b' })
    expect(last?.lessons['for-tests']).toMatchObject({
      ...{ number: 1, title: 'A lesson for tests' },
      questions: [{ text: 'What is lost?', right: 'b' }, null],
      transfer: { text: 'And now?' },
    })
  })

  it('says nothing of a transfer question while it is asked', () => {
    expect(reports.map(({ rounds }) => rounds.map(({ transfer }) => transfer))).toEqual([
      ...[[undefined], [undefined, undefined], [undefined, undefined]],
      [undefined, { right: 'a', spread: { a: 1, b: 1 } }],
    ])
  })

  it('tells no right answer before its round is over, or of the transfer question before it was answered', () => {
    const quoted = reports.map(({ lessons }) => lessons['for-tests'])
    expect(quoted.map((lesson) => lesson?.transfer)).toEqual([
      ...[null, null, null],
      expect.objectContaining({ right: 'a' }),
    ])
    const { rounds, texts } = TEST_LESSON
    const questions = texts.en.questions.flatMap((one) => (one ? [one, one, one, one] : []))
    const longer: Lesson = {
      ...{ ...TEST_LESSON, rounds: [...rounds, ...rounds] },
      texts: { ...texts, en: { ...texts.en, questions } },
    }
    const [first] = reports[0]?.rounds ?? []
    const early = reportOf(room.code, first ? [first] : [], [longer], 'en')
    expect(early.lessons['for-tests']?.questions.map((one) => one?.right)).toEqual([
      ...['b', undefined, undefined, undefined],
    ])
  })

  it('is in the language that is asked for; English when there is no such language', async () => {
    expect((await report('?language=de')).lessons['for-tests']?.title).toBe('Eine Lektion für Tests')
    expect((await report('?language=xx')).language).toBe('en')
  })

  it('is for the host of the room only', async () => {
    for (const secret of [undefined, '', 'wrong'])
      expect(await (await ask(room.code, secret)).json()).toMatchObject({ code: 'not-host' })
    expect((await ask(room.code)).status).toBe(403)
    const missing = await ask('K7Q4MX', room.hostToken)
    expect([missing.status, await missing.json()]).toMatchObject([404, { code: 'unknown-room' }])
    expect((await ask('ZZZZZZ.', room.hostToken)).status).toBe(404)
    expect((await ask(room.code, room.hostToken)).headers.get('cache-control')).toBe('no-store')
  })

  it('is for every host of the room, until that one is revoked', async () => {
    const wire = await connect('ioredis', server.engine.endpoint)
    const secret = 's'.repeat(24)
    const link = await createHostLink(wire, room.code)
    await useHostLink(wire, room.code, { link, secret, player: undefined })
    expect((await ask(room.code, secret)).status).toBe(200)
    const [, second] = await loadHosts(wire, room.code)
    await revokeHost(wire, room.code, second?.id ?? '')
    expect((await ask(room.code, secret)).status).toBe(403)
    await wire.close()
  })

  it('of a room without rounds has none', async () => {
    const other = await openRoom(server.port)
    expect(await (await ask(other.code, other.hostToken)).json()).toMatchObject({ rounds: [], lessons: {} })
    other.close()
  })
})

describe('kept records', () => {
  it('are written after each round and after the transfer question, into a folder of the day and the room', async () => {
    await expect
      .poll(() => JSON.parse(kept('round-02.json')).rounds[0].transfer)
      .toEqual({
        ...{ right: 'a', spread: { a: 1, b: 1 } },
      })
    expect(readdirSync(folder)).toEqual([expect.stringMatching(`^\\d{4}-\\d\\d-\\d\\d-${room.code}$`)])
    const [own = ''] = readdirSync(folder)
    await expect
      .poll(() => readdirSync(join(folder, own)).sort())
      .toEqual([...['report.csv', 'report.html', 'round-01.json', 'round-02.json']])
    const one = Report.parse(JSON.parse(kept('round-01.json')))
    expect(one.rounds.map(({ record }) => record.round)).toEqual([1])
    expect(one.rounds[0]).toEqual(reports[3]?.rounds[0])
    await expect.poll(() => kept('report.csv')).toContain(`"'=cmd|""/c""!A1"`)
    expect(kept('report.html')).toContain('<bdi>=cmd|&quot;/c&quot;!A1</bdi>')
  })

  it('can be read by the owner only', () => {
    const [own = ''] = readdirSync(folder)
    expect(statSync(join(folder, own)).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, own, 'round-01.json')).mode & 0o777).toBe(0o600)
  })
})

describe('a folder that cannot be written', () => {
  it('does not stop a round, and is in the log', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'bank-run-file-')), 'file')
    writeFileSync(file, '')
    const other = await startServer('embedded', undefined, {
      lessons: [TEST_LESSON],
      keep: join(file, 'below'),
    })
    const own = await openRoom(other.port)
    await led(own.host, 'lobby', 'lobby', { round: { ends: { kind: 'host' } } })
    await led(own.host, 'next', 'countdown')
    await led(own.host, 'next', 'running')
    await led(own.host, 'next', 'settling')
    await inPhase(own.host, 'reveal')
    expect(await recordOf(own.host, 1)).toMatchObject({ round: 1, applied: 0 })
    await expect.poll(() => other.logged.length).toBe(1)
    expect(other.logged[0]).toMatch(`the records of room ${own.code} could not be kept in ${file}/below`)
    own.close()
    await other.close()
    rmSync(join(file, '..'), { recursive: true })
  })
})

it('the kept report is in the language of the machine; English when it is not one of ours', () => {
  expect(['de-CH', 'en-GB', 'fr-FR'].map((locale) => hostLanguage(locale))).toEqual(['de', 'en', 'en'])
})
