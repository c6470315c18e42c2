import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'

describe('a page that reports its error', () => {
  let server: TestServer
  let address: string
  beforeAll(async () => {
    server = await startServer('embedded')
    address = `http://127.0.0.1:${server.port}/api/page-problems`
  })
  afterEach(() => server.logged.splice(0))
  afterAll(() => server.close())
  const post = async (body: string, to = address): Promise<number> =>
    (await fetch(to, { method: 'POST', body })).status
  const report = (message: string) => JSON.stringify({ message, stack: 'at a\nat b', page: '/r/K7Q4MX' })

  it('is logged once, on one line, however many pages have it', async () => {
    const statuses = await Promise.all(Array.from({ length: 30 }, () => post(report('made up'))))
    expect(new Set(statuses)).toEqual(new Set([204]))
    expect(server.logged).toHaveLength(1)
    expect(server.logged[0]?.trim()).not.toContain('\n')
    expect(JSON.parse(server.logged[0] ?? '')).toMatchObject({
      level: 50,
      message: 'made up',
      page: '/r/K7Q4MX',
    })
  })

  it.each([
    ['no JSON', '{'],
    ['another shape', '{"message":1}'],
    ['a long message', report('x'.repeat(1001))],
    ['a megabyte', report('x'.repeat(1_000_000))],
    ['nothing', ''],
  ])('is refused and not logged when it is %s', async (_, body) => {
    expect(await post(body)).toBe(400)
    expect(server.logged).toEqual([])
  })

  it('is the only call that may be posted', async () => {
    expect(await post('', `http://127.0.0.1:${server.port}/api/rooms/K7Q4MX/history`)).toBe(405)
    expect((await fetch(address)).status).toBe(404)
  })
})

it('different problems are logged up to a bound, so that a page cannot fill the log', async () => {
  const server = await startServer('embedded')
  const send = (nth: number) =>
    fetch(`http://127.0.0.1:${server.port}/api/page-problems`, {
      method: 'POST',
      body: JSON.stringify({ message: `problem ${nth}`, stack: '', page: '/' }),
    })
  const answers = await Promise.all(Array.from({ length: 60 }, (_, nth) => send(nth)))
  expect(answers.every(({ status }) => status === 204)).toBe(true)
  expect(server.logged).toHaveLength(50)
  await server.close()
})
