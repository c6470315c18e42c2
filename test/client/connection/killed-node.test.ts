import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { openRoom } from '../../../client/connection/open-room.ts'
import { unsettled } from '../../../client/store/own-transactions.ts'
import { connect } from '../../../server/redis/connect.ts'
import type { Wire } from '../../../server/redis/wire.ts'
import { booksOf } from '../../support/audit.ts'
import { type ServerProcess, startServerProcess } from '../../support/server-process.ts'
import { newPageStorage, nodeOf, surroundings, Visitors } from './visitors.ts'

// Several processes start here, possibly at the same time as those of other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let running: ServerProcess
let wire: Wire
const visitors = new Visitors()

beforeAll(async () => {
  running = await startServerProcess('--nodes', '3')
  wire = await connect('ioredis', running.redisUrl)
  for (const [name, value] of Object.entries(surroundings(running.port))) vi.stubGlobal(name, value)
})
afterEach(() => visitors.close())
afterAll(async () => {
  vi.unstubAllGlobals()
  await wire?.close()
  await running?.stop()
})

it('the players of a killed node reconnect by themselves, and every transaction has one outcome', async () => {
  const pageStorage = newPageStorage()
  const code = await openRoom(pageStorage)
  const host = visitors.open(code, 'screen', pageStorage)
  const until = visitors.until.bind(visitors)
  const applied = () => host.state.room?.account.applied ?? 0
  await until(() => host.state.room?.nodes.length === 3)
  host.session.configure({ strategy: 'naive', thinkMs: 40, jitterMs: 40 })
  const players = Array.from({ length: 20 }, () => visitors.open(code, 'player'))
  for (const [i, { session }] of players.entries()) session.join(`p${i}`)
  await until(() => players.every(({ state }) => state.room?.settings.strategy === 'naive'))
  expect(new Set(players.map(nodeOf)).size).toBe(3)

  const stop = visitors.fire(players, () => 10)
  await until(() => applied() > 60)

  const [worker] = running.workers()
  const killedAt = performance.now()
  process.kill(worker as number, 'SIGKILL')
  await until(() => players.some(({ lostAt }) => lostAt > killedAt))
  await until(() => players.every(({ lostAt, backAt }) => backAt >= lostAt))
  const then = applied()
  await until(() => applied() > then + 60)
  stop()
  const moved = players.filter(({ lostAt }) => lostAt > killedAt)
  await until(() => players.every(({ state }) => !state.own.some(unsettled)))

  // Each transaction has one outcome; every page, the journal and Redis agree.
  const books = await booksOf(wire, code)
  await until(() =>
    [host, ...players].every(({ state }) => state.room?.account.version === books.ledger.lineage.head),
  )
  const { totals } = books.ledger
  expect(books.balance).toBe(totals.wrote)
  expect(books.expected).toBe(totals.expected)
  for (const { state } of [host, ...players]) {
    expect(state.room?.account).toMatchObject({
      actual: books.balance,
      expected: books.expected,
      applied: totals.applied,
    })
  }
  const booked = books.ledger.lineage.nodes().map(({ entry }) => entry.tx)
  const settled = players.flatMap(({ outcomes }) => [...outcomes])
  const appliedTx = settled.filter(([, outcome]) => outcome === 'applied').map(([tx]) => tx)
  expect(booked.sort()).toEqual(appliedTx.sort())
  expect(settled.length).toBeGreaterThan(120)
  expect(moved.length).toBeGreaterThan(0)
  await until(() =>
    players.every((player) => {
      const seen = host.state.room?.players.get(player.state.you?.player ?? '')
      return seen?.state === 'here' && seen.node === nodeOf(player)
    }),
  )
})
