import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRoomSocket, type RoomSocket } from '../../../client/connection/room-socket.ts'
import type { ConnectionCause } from '../../../client/store/connection-cause.ts'
import { createApi } from '../../../server/gateway/api.ts'
import { connectionRoute } from '../../../server/gateway/connection-route.ts'
import { type Gateway, openGateway } from '../../../server/gateway/gateway.ts'
import type { MessageHandlers } from '../../../server/gateway/message-handlers.ts'
import { Network, type NetworkMode } from '../../support/network.ts'
import { TestClient } from '../../support/player.ts'
import { surroundings } from './visitors.ts'

const handlers = {
  greeting: () => ({ type: 'greeted' }),
  pulse: () => ({ now: 0 }),
  services: { wires: { ioredis: { up: true } } },
} as unknown as MessageHandlers

const openServer = async (port: number, mostConnections = 5): Promise<Gateway> => {
  const gateway: Gateway = await openGateway(
    {
      ...{ port, host: '127.0.0.1', pages: 'dist/client', health: () => ({ ok: true }), mostConnections },
      api: createApi([connectionRoute((request) => gateway.refusalOf(request))], () => {}),
    },
    () => handlers,
  )
  return gateway
}

/** The page's side of a connection through the network: what it is told, in order. */
interface Told {
  socket: RoomSocket
  causes: ConnectionCause['is'][]
  live: number
  until(fits: () => boolean): Promise<void>
}

/** Milliseconds that a swallowed connection gets here, in place of `PACE.openWithinMs`. */
const SOON_MS = 500

let server: Gateway
let network: Network
let told: Told | undefined

beforeAll(() => {
  for (const [name, value] of Object.entries(surroundings(0))) vi.stubGlobal(name, value)
})
afterAll(() => vi.unstubAllGlobals())
beforeEach(async () => {
  server = await openServer(0)
  network = await Network.before(server.port)
})
afterEach(async () => {
  told?.socket.close()
  await network.close()
  await server.close()
})

function visit(openWithinMs?: number): Told {
  const checks = new Set<() => void>()
  const changed = () => {
    for (const check of [...checks]) check()
  }
  const made: Told = {
    causes: [],
    live: 0,
    socket: createRoomSocket(
      `ws://127.0.0.1:${network.port}/ws`,
      {
        message({ type }) {
          if (type === 'greeted') made.live += 1
          changed()
        },
        lost(_, { is }) {
          if (made.causes.at(-1) !== is) made.causes.push(is)
          changed()
        },
      },
      openWithinMs,
    ),
    until: (fits) =>
      new Promise((resolve) => {
        const check = () => {
          if (!fits()) return
          checks.delete(check)
          resolve()
        }
        checks.add(check)
        check()
      }),
  }
  told = made
  return made
}

describe('a network that does not pass the live connection', () => {
  it.each<[string, NetworkMode]>([
    ['refuses the upgrade with 403', 403],
    ['refuses it with 400', 400],
    ['refuses it with 502', 502],
    ['answers it with a page', 'page'],
    ['swallows it', 'swallow'],
  ])('is found out when it %s, and the page connects when it passes', async (_, mode) => {
    network.mode = mode
    const page = visit(mode === 'swallow' ? SOON_MS : undefined)
    await page.until(() => page.causes.includes('blocked'))
    expect(page.causes).toEqual(['unknown', 'blocked'])
    expect(page.live).toBe(0)
    // Two tries at least, and a question after each.
    expect(network.upgrades).toBeGreaterThanOrEqual(2)
    expect(network.checks).toBeGreaterThanOrEqual(2)
    network.mode = 'pass'
    page.socket.retryNow()
    await page.until(() => page.live > 0)
  })

  it('connects at once on "Try now", also while a try hangs', async () => {
    network.mode = 'swallow'
    const page = visit()
    await vi.waitFor(() => expect(network.upgrades).toBe(1))
    network.mode = 'pass'
    page.socket.retryNow()
    await page.until(() => page.live === 1)
    page.socket.retryNow()
    expect(page.causes).toEqual([])
    expect(network.upgrades).toBe(2)
  })

  it('is found out by a page that was connected before', async () => {
    const page = visit()
    await page.until(() => page.live === 1)
    network.mode = 403
    network.cut()
    await page.until(() => page.causes.includes('blocked'))
    expect(page.causes).toEqual(['unknown', 'blocked'])
  })
})

describe('the network is not blamed', () => {
  it('for a connection that is lost and comes back', async () => {
    const page = visit()
    await page.until(() => page.live === 1)
    network.cut()
    await page.until(() => page.live === 2)
    expect(page.causes).toEqual(['unknown'])
    expect(network.checks).toBe(0)
  })

  it.each<[string, NetworkMode]>([
    ['ends every connection', 'cut'],
    ['is away behind a proxy', 'gateway'],
  ])('when the server %s while it restarts', async (_, mode) => {
    network.mode = mode
    const page = visit()
    await page.until(() => network.upgrades >= 3 && network.checks >= 3)
    network.mode = 'pass'
    await page.until(() => page.live === 1)
    expect(page.causes).toEqual(['unknown', 'unreachable'])
  })

  it('when the server is stopped, and started again', async () => {
    const { port } = server
    const page = visit()
    await page.until(() => page.live === 1)
    await server.close()
    await page.until(() => page.causes.includes('unreachable'))
    server = await openServer(port)
    await page.until(() => page.live === 2)
    expect(page.causes).toEqual(['unknown', 'unreachable'])
  })

  it('when the server is up for the question, and away for the tries before and after it', async () => {
    network.mode = 'cut'
    network.onRequest = (path) => {
      network.mode = path !== '/ws' && network.checks === 1 ? 'pass' : 'cut'
    }
    const page = visit()
    await page.until(() => page.causes.includes('unreachable'))
    expect(page.causes).not.toContain('blocked')
  })

  it.each<[string, NetworkMode]>([
    ['with its page', 'portal'],
    ['with a way to its page', 'redirect'],
  ])('when a captive portal answers everything %s', async (_, mode) => {
    network.mode = mode
    const page = visit()
    await page.until(() => network.upgrades >= 3 && network.checks >= 3)
    network.mode = 'pass'
    await page.until(() => page.live === 1)
    expect(page.causes).toEqual(['unknown', 'other-page'])
  })

  it('when the server is full, and closes the connection itself', async () => {
    await server.close()
    server = await openServer(server.port, 1)
    const first = await TestClient.connect(server.port)
    const page = visit()
    await page.until(() => page.causes.includes('refused'))
    // The close code says it.
    expect(network.checks).toBe(0)
    first.close()
    await page.until(() => page.live === 1)
    expect(page.causes).toEqual(['refused'])
  })

  it.each<[string, (line: string) => string]>([
    ['at a wrong address', (line) => line.replace(' /ws ', ' /elsewhere ')],
    ['without its key', (line) => line.replace(/^Sec-WebSocket-Key/i, 'X-Key')],
    ['with another version', (line) => line.replace(/^(Sec-WebSocket-Version): 13/i, '$1: 7')],
  ])('when the server refuses the upgrade that arrives %s', async (_, changed) => {
    network.rewrite = (lines) => lines.map(changed)
    const page = visit()
    await page.until(() => network.upgrades >= 3 && network.checks >= 3)
    network.rewrite = (lines) => lines
    await page.until(() => page.live === 1)
    expect(page.causes).toEqual(['unknown', 'refused'])
  })

  it('when the server says that it is full, and the network refuses the connection, too', async () => {
    await server.close()
    server = await openServer(server.port, 1)
    const first = await TestClient.connect(server.port)
    network.mode = 403
    const page = visit()
    await page.until(() => network.upgrades >= 3 && network.checks >= 3)
    expect(page.causes).toEqual(['unknown', 'refused'])
    first.close()
  })
})
