import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../../server/redis/connect.ts'
import { accountKeys } from '../../server/redis/keys.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { FORMAT_NAMES, FORMATS } from '../../shared/history/history-formats.ts'
import type { HistoryRow } from '../../shared/history/history-row.ts'
import { linesOf } from '../../shared/history/lines.ts'
import { type Operation, operationsOf } from '../../shared/history/operation.ts'
import type { Entry, Receipt } from '../../shared/journal.ts'
import type { Unapplied } from '../../shared/protocol.ts'
import { booksOf } from '../support/audit.ts'
import { judgeRwRegister } from '../support/elle.ts'
import { redisServerPath } from '../support/machine.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'
import { QUICK, TwoServers } from '../support/two-servers.ts'

const get = (port: number, path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init)
const json = async (answer: Response) => (await answer.json()) as { code: string; message: string }
const operationsIn = (text: string): Operation[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Operation)

/** The history's record of a transaction whose receipt says that it was not applied. */
function unappliedOf(receipt: Receipt, tx: string, player: string, amount: number): Unapplied {
  if (receipt.outcome === 'applied') throw new Error('it was applied')
  return { ...receipt, tx, player, amount }
}

describe('the history of a room', () => {
  let server: TestServer
  let direct: Wire
  let room: TestRoom
  const rooms: TestRoom[] = []
  const open = async (...settings: Parameters<typeof openRoom> extends [unknown, ...infer R] ? R : never) => {
    const opened = await openRoom(server.port, ...settings)
    rooms.push(opened)
    return opened
  }
  const history = async (code: string, query = '') =>
    (await get(server.port, `/api/rooms/${code}/history${query}`)).text()

  beforeAll(async () => {
    server = await startServer('embedded')
    direct = await connect('ioredis', server.engine.url)
    room = await open(QUICK)
  })
  afterEach(() => expect(server.logged).toEqual([]))
  afterAll(async () => {
    for (const one of rooms) one.close()
    await direct.close()
    await server.close()
  })

  it('has the journal’s entries, the unapplied transactions and the nicknames in every format', async () => {
    const { balance } = accountKeys(room.code, 1)
    const [ana, bob] = [await room.join('ana'), await room.join('bob, the "=1"')]
    await room.configure({ strategy: 'naive', thinkMs: 40 })
    await Promise.all([ana.settled(ana.fire(50)), bob.settled(bob.fire(-150))])
    await direct.command(['SET', balance, 'mine'])
    const tx = bob.fire(7)
    const { receipt } = await bob.settled(tx)
    await direct.command(['SET', balance, '1000'])
    await ana.settled(ana.fire(5))
    const { ledger } = await booksOf(direct, room.code)
    const entries = ledger.lineage.nodes().map(({ entry }) => entry)
    expect(entries).toHaveLength(3)
    const names: Record<string, string> = { [ana.id]: 'ana', [bob.id]: 'bob, the "=1"' }
    const operations = operationsOf(
      entries,
      [unappliedOf(receipt, tx, bob.id, 7)],
      (id) => names[id] as string,
    )
    for (const format of FORMAT_NAMES) {
      const answer = await get(server.port, `/api/rooms/${room.code}/history?format=${format}`)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe(FORMATS[format].contentType)
      expect(answer.headers.get('content-disposition')).toBe(
        `attachment; filename="bank-run-${room.code}-1.${FORMATS[format].extension}"`,
      )
      expect(await answer.text()).toBe([...linesOf({ opening: 100, operations }, format)].join(''))
    }
    expect(await history(room.code)).toBe(await history(room.code, '?format=jsonl'))
  })

  it('is invalid for the Elle checker when an update was lost, and valid when none was', async () => {
    for (const strategy of ['naive', 'watch']) {
      const own = await open({ strategy, thinkMs: 30, jitterMs: 0 })
      const [ana, bob] = [await own.join('ana'), await own.join('bob')]
      await Promise.all([ana.settled(ana.fire(50)), bob.settled(bob.fire(-150))])
      const lines = (await history(own.code, '?format=elle')).trimEnd().split('\n')
      expect(lines.length).toBe(6)
      expect(judgeRwRegister(lines)).toEqual(strategy === 'naive' ? ['cycle'] : [])
    }
  })

  it('is of the current epoch or of the requested one, each with its opening balance', async () => {
    const own = await open({ strategy: 'incrby', ...QUICK }, 7)
    const ana = await own.join('ana')
    await ana.settled(ana.fire(50))
    own.host.send({ type: 'reset', opening: -3 })
    await ana.next('snapshot', ({ epoch }) => epoch === 2)
    expect(await history(own.code, '?format=porcupine')).toContain('"balance":-3')
    expect(await history(own.code)).toBe('')
    const late = ana.fire(1, 1)
    await ana.settled(late)
    const told = operationsIn(await history(own.code, '?epoch=1'))
    expect(told).toMatchObject([
      { amount: 50, seen: 7, wrote: 57, outcome: 'applied' },
      { id: late, amount: 1, outcome: 'failed', why: 'account-reset' },
    ])
    expect(await history(own.code, '?epoch=1&format=elle')).toContain('"opening 7"')
  })

  it('marks records of an older version as old, without an effect', async () => {
    const own = await open({ strategy: 'incrby', ...QUICK })
    const ana = await own.join('ana')
    for (const amount of [1, 2]) await ana.settled(ana.fire(amount))
    const { journal, unapplied } = accountKeys(own.code, 1)
    const [first = ''] = (await direct.command(['LRANGE', journal(0), '0', '0'])) as string[]
    const { basis, ...old } = JSON.parse(first) as Entry
    expect(basis).toBe('met')
    await direct.command(['LSET', journal(0), '0', JSON.stringify(old)])
    const refusal = { tx: 'old', player: ana.id, amount: -7, attempts: 1, at: old.wroteAt + 60_000 }
    await direct.command([
      'RPUSH',
      unapplied,
      JSON.stringify({ ...refusal, outcome: 'rejected', why: 'overdraft' }),
    ])
    const told = operationsIn(await history(own.code)) as HistoryRow[]
    expect(told.map(({ amount, old, effect }) => [amount, old, effect])).toEqual([
      [1, true, undefined],
      [2, undefined, 2],
      [-7, true, undefined],
    ])
    const { length } = (await history(own.code, '?format=elle')).trimEnd().split('\n')
    expect(length).toBe(2 * (1 + 3))
  })

  it('has all 1,200 entries of a journal that fills three segments', async () => {
    const own = await open({ strategy: 'incrby', ...QUICK })
    const ana = await own.join('ana')
    await ana.settled(ana.fire(1))
    const keys = accountKeys(own.code, 1)
    const [first] = (await direct.command(['LRANGE', keys.journal(0), '0', '0'])) as string[]
    const more = Array.from({ length: 1199 }, (_, i) => {
      const change = { version: i + 2, parent: i + 1, seen: 101 + i, wrote: 102 + i, expected: 102 + i }
      return JSON.stringify({ ...JSON.parse(first ?? '{}'), ...change })
    })
    await direct.command([
      'EVAL',
      `for i, text in ipairs(ARGV) do redis.call('RPUSH', KEYS[2 + math.floor(i / 512)], text) end
       redis.call('SET', KEYS[1], #ARGV + 1)`,
      ...['4', keys.version, keys.journal(0), keys.journal(1), keys.journal(2), ...more],
    ])
    const text = await history(own.code)
    expect(text.length).toBeGreaterThan(200_000)
    expect(operationsIn(text).map((one) => one.outcome === 'applied' && one.wroteVersion)).toEqual(
      Array.from({ length: 1200 }, (_, i) => i + 1),
    )
  })

  it('is the same for thirty requests at the same moment', async () => {
    const path = `/api/rooms/${room.code}/history`
    const all = await Promise.all(Array.from({ length: 30 }, () => get(server.port, path)))
    const texts = await Promise.all(all.map((answer) => answer.text()))
    expect(new Set(texts)).toEqual(new Set([await history(room.code)]))
  })

  it('is refused with 409 when part of the journal is gone', async () => {
    const own = await open({ strategy: 'incrby', ...QUICK })
    const ana = await own.join('ana')
    for (let i = 0; i < 3; i++) await ana.settled(ana.fire(1))
    await direct.command(['RPOP', accountKeys(own.code, 1).journal(0)])
    const answer = await get(server.port, `/api/rooms/${own.code}/history`)
    expect([answer.status, (await json(answer)).code]).toEqual([409, 'record-damaged'])
  })

  it.each([
    [404, 'unknown-room', '/api/rooms/K7Q4MX/history', 'no room'],
    [404, 'unknown-room', '/api/rooms/%2e%2e%2fhome/history', 'no room'],
    [400, 'unknown-format', '/api/rooms/CODE/history?format=xml', FORMAT_NAMES.join(', ')],
    [400, 'unknown-epoch', '/api/rooms/CODE/history?epoch=2', '1 to 1'],
    [400, 'unknown-epoch', '/api/rooms/CODE/history?epoch=0', 'the first is 1'],
    [404, 'unknown-path', '/api/rooms/CODE', 'Nothing'],
    [404, 'unknown-path', '/api/rooms/CODE/history/more', 'Nothing'],
    [404, 'unknown-path', '/api/rooms/%ff/history', 'Nothing'],
    [404, 'unknown-path', '/api', 'Nothing'],
  ])('answers %i %s at %s', async (status, code, path, words) => {
    const answer = await get(server.port, path.replace('CODE', room.code))
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/json'])
    const told = await json(answer)
    expect(told.code).toBe(code)
    expect(told.message).toContain(words)
  })

  it('can be read, but refuses DELETE with 405', async () => {
    const path = `/api/rooms/${room.code}/history`
    const refused = await get(server.port, path, { method: 'DELETE' })
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    expect((await json(refused)).code).toBe('method-not-allowed')
    const head = await get(server.port, path, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  it('is under /api, which answers too many requests with 429', async () => {
    // A server of its own, of which nothing was asked yet.
    const fresh = await startServer('embedded')
    const all = await Promise.all(Array.from({ length: 80 }, () => get(fresh.port, '/api/nowhere')))
    await fresh.close()
    const [answer] = all.filter(({ status }) => status === 429)
    if (!answer) throw new Error('none was refused')
    expect([answer.headers.get('retry-after'), (await json(answer)).code]).toEqual(['1', 'slow-down'])
    expect(all.filter(({ status }) => status === 404).length).toBeGreaterThan(10)
  })
})

describe.skipIf(!redisServerPath && !process.env.CI)('the history of a room from another server', () => {
  const servers = TwoServers.forTests()

  it('is the same on a server where no client has entered the room', async () => {
    const room = await servers.room({ strategy: 'incrby', ...QUICK })
    const ana = await servers.join(room, 'ana')
    await ana.settled(ana.fire(50))
    const path = `/api/rooms/${room.code}/history`
    const [here, there] = await Promise.all(
      [servers.server, servers.other].map(async ({ port }) => (await get(port, path)).text()),
    )
    expect(operationsIn(there ?? '')).toHaveLength(1)
    expect(there).toBe(here)
  })

  it('is refused with 503 while Redis does not answer, and is served again when it does', async () => {
    const room = await servers.room({ strategy: 'incrby', ...QUICK })
    const path = `/api/rooms/${room.code}/history?format=csv`
    await servers.proxy.away()
    const away = await get(servers.server.port, path)
    expect([away.status, (await json(away)).code]).toEqual([503, 'bank-closed'])
    await servers.proxy.listen()
    await expect
      .poll(async () => (await get(servers.server.port, path)).status, { timeout: 10_000 })
      .toBe(200)
    servers.proxy.blackHole()
    const silent = await get(servers.server.port, path)
    expect([silent.status, (await json(silent)).code]).toEqual([503, 'bank-closed'])
  })
})
