import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { createKeeper } from '../../client/connection/keeper.ts'
import { openRoom } from '../../client/connection/open-room.ts'
import { createSession, type Session } from '../../client/connection/session.ts'
import { unsettled } from '../../client/store/own.ts'
import { initialState, type State } from '../../client/store/state.ts'
import { connect } from '../../server/account/connect.ts'
import type { Wire } from '../../server/account/wire.ts'
import { booksOf } from '../support/audit.ts'
import { type HouseProcess, startHouse } from '../support/house-process.ts'

// Many processes start here, perhaps beside those of other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** A page's own session, without the page around it. */
interface Page {
  session: Session
  state: State
  /** What became of each of its transactions. */
  outcomes: Map<string, string>
  /** When it was found to have no connection, and when it was in the room again. */
  lostAt: number
  backAt: number
}

let house: HouseProcess
let wire: Wire
const pages: Page[] = []
const checks = new Set<() => void>()

const until = (fits: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const check = () => {
      if (!fits()) return
      checks.delete(check)
      resolve()
    }
    checks.add(check)
    check()
  })

function newKeeper() {
  const kept = new Map<string, string>()
  return createKeeper(() => ({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }))
}

function open(code: string, as: 'player' | 'screen', keeper = newKeeper()): Page {
  const page: Page = {
    state: initialState,
    outcomes: new Map(),
    lostAt: 0,
    backAt: 0,
    session: createSession({
      ...{ code, as, keeper, onOtherProtocol: () => {} },
      onState(next) {
        const before = page.state
        page.state = next
        for (const { tx, phase } of next.own) page.outcomes.set(tx, phase.is)
        if (before.wire.state === 'open' && next.wire.state === 'lost') page.lostAt = performance.now()
        const fresh = next.room !== before.room && next.wire.state === 'open' && next.stage.at === 'inside'
        if (fresh && page.lostAt > page.backAt) page.backAt = performance.now()
        for (const check of [...checks]) check()
      },
    }),
  }
  pages.push(page)
  return page
}

beforeAll(async () => {
  house = await startHouse('--nodes', '3')
  wire = await connect('ioredis', house.redisUrl)
  const listening = { addEventListener: () => {}, removeEventListener: () => {} }
  const location = { protocol: 'http:', host: `127.0.0.1:${house.port}` }
  vi.stubGlobal('window', { ...listening, location })
  vi.stubGlobal('document', { ...listening, visibilityState: 'visible' })
  vi.stubGlobal('WebSocket', WebSocket)
})
afterEach(() => {
  for (const { session } of pages.splice(0)) session.close()
})
afterAll(async () => {
  vi.unstubAllGlobals()
  await wire?.close()
  await house?.stop()
})

const nodeOf = ({ state }: Page): string => state.greeted?.node ?? ''

it.each(['naive'])(
  'when a node is killed while twenty fire with %s, its players come back elsewhere by themselves, and every transaction has one outcome',
  async (strategy) => {
    const keeper = newKeeper()
    const code = await openRoom(keeper)
    const host = open(code, 'screen', keeper)
    await until(() => host.state.room?.nodes.length === 3)
    host.session.configure({ strategy, thinkMs: 40, jitterMs: 40 })
    const players = Array.from({ length: 20 }, () => open(code, 'player'))
    for (const [i, { session }] of players.entries()) session.join(`p${i}`)
    await until(() => players.every(({ state }) => state.room?.settings.strategy === strategy))
    expect(new Set(players.map(nodeOf)).size).toBe(3)

    const firing = setInterval(() => {
      for (const page of players) {
        if (page.state.wire.state === 'lost' || page.state.own.filter(unsettled).length >= 2) continue
        page.session.fire(10)
      }
    }, 20)
    await until(() => (host.state.room?.account.applied ?? 0) > 60)

    const [worker] = house.workers()
    const killedAt = performance.now()
    process.kill(worker as number, 'SIGKILL')
    await until(() => players.some(({ lostAt }) => lostAt > killedAt))
    await until(() => players.every(({ lostAt, backAt }) => backAt >= lostAt))
    const then = host.state.room?.account.applied ?? 0
    await until(() => (host.state.room?.account.applied ?? 0) > then + 60)
    clearInterval(firing)
    const moved = players.filter(({ lostAt }) => lostAt > killedAt)
    await until(() => players.every(({ state }) => !state.own.some(unsettled)))

    // One outcome each, and every page, the journal and Redis tell the same.
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
    const applied = settled.filter(([, outcome]) => outcome === 'applied').map(([tx]) => tx)
    expect(booked.sort()).toEqual(applied.sort())
    expect(settled.length).toBeGreaterThan(120)
    expect(moved.length).toBeGreaterThan(0)
    await until(() =>
      players.every((page) => {
        const seen = host.state.room?.players.get(page.state.you?.player ?? '')
        return seen?.state === 'here' && seen.node === nodeOf(page)
      }),
    )
  },
)
