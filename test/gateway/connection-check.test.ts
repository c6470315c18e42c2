import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createApi } from '../../server/gateway/api.ts'
import { connectionRoute } from '../../server/gateway/connection-route.ts'
import {
  type AcceptSocket,
  type Gateway,
  type GatewayOptions,
  openGateway,
} from '../../server/gateway/gateway.ts'
import type { MessageHandlers } from '../../server/gateway/message-handlers.ts'
import { createRefusedAddresses } from '../../server/gateway/refused-addresses.ts'
import { TokenBucket } from '../../server/gateway/token-bucket.ts'
import {
  CONNECTION_REFUSALS,
  ConnectionCheck,
  type ConnectionRefusal,
} from '../../shared/connection-check.ts'
import { PACE } from '../../shared/pace.ts'
import { PROTOCOL } from '../../shared/protocol-version.ts'
import { TestClient } from '../support/player.ts'

const handlers = {
  greeting: () => ({ type: 'greeted' }),
  pulse: () => ({ now: 0 }),
  services: { wires: { ioredis: { up: true } } },
} as unknown as MessageHandlers
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function gatewayWith(more: Partial<GatewayOptions> = {}): Promise<Gateway> {
  const gateway: Gateway = await openGateway(
    {
      ...{ port: 0, host: '127.0.0.1', pages: 'dist/client', health: () => ({ ok: true }) },
      api: createApi([connectionRoute((request) => gateway.refusalOf(request))], () => {}),
      ...more,
    },
    () => handlers,
  )
  closing.push(() => gateway.close())
  return gateway
}

async function connectedTo(port: number): Promise<TestClient> {
  const client = await TestClient.connect(port)
  closing.push(() => client.close())
  return client
}

/** Sends an upgrade to that port; resolves with the first line of the answer. */
async function upgrade(port: number, path: string, ...headers: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const lines = [
    `GET ${path} HTTP/1.1`,
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    ...headers,
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  let text = ''
  for await (const piece of socket.setEncoding('latin1')) text += piece
  return text.split('\r\n')[0] ?? ''
}

const WHOLE = ['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version: 13']

async function check(port: number): Promise<ConnectionCheck> {
  const response = await fetch(`http://127.0.0.1:${port}/api/connection`)
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('content-type')).toBe('application/json')
  return ConnectionCheck.parse(await response.json())
}
const refusal = (code: ConnectionRefusal) => ({ code, message: CONNECTION_REFUSALS[code] })

it('a server that refuses no WebSocket says so, with its protocol', async () => {
  const { port } = await gatewayWith()
  await connectedTo(port)
  expect(await check(port)).toEqual({ server: 'bank-run', protocol: PROTOCOL, refusal: null })
})

it('a full server says so, also to an address that it has refused and that would fit in now', async () => {
  const gateway = await gatewayWith({ mostConnections: 1 })
  const first = await connectedTo(gateway.port)
  expect((await check(gateway.port)).refusal).toEqual(refusal('server-full'))
  const second = new TestClient(gateway.port)
  await once(second.socket, 'close')
  expect(second.closed).toEqual({ code: 1013, reason: CONNECTION_REFUSALS['server-full'] })
  first.close()
  await expect.poll(() => gateway.connections).toBe(0)
  expect((await check(gateway.port)).refusal).toEqual(refusal('server-full'))
})

it('a WebSocket at a wrong address is refused, and its client can ask why', async () => {
  const { port } = await gatewayWith()
  expect(await upgrade(port, '/elsewhere', ...WHOLE)).toBe('HTTP/1.1 404 Not Found')
  expect((await check(port)).refusal).toEqual(refusal('wrong-path'))
})

it.each<[string, string[]]>([
  ['its key', ['Sec-WebSocket-Version: 13']],
  ['its version', ['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==']],
])('a WebSocket that has lost %s on the way is refused, and its client can ask why', async (_, headers) => {
  const { port } = await gatewayWith()
  expect(await upgrade(port, '/ws', ...headers)).toBe('HTTP/1.1 400 Bad Request')
  expect((await check(port)).refusal).toEqual(refusal('bad-handshake'))
})

it('a server that stops refuses new WebSockets, and its client can ask why', async () => {
  let take: AcceptSocket = () => {}
  const door = createServer((socket) => take(socket, () => {})).listen(0, '127.0.0.1')
  await once(door, 'listening')
  closing.push(() => door.close())
  const { port } = door.address() as AddressInfo
  const gateway = await gatewayWith({ port, incoming: (taker) => (take = taker) })
  const client = await connectedTo(port)
  // This client does not answer the goodbye, so the server waits for it.
  client.socket.pause()
  const stopped = gateway.close()
  expect(await upgrade(port, '/ws', ...WHOLE)).toBe('HTTP/1.1 503 Service Unavailable')
  expect((await check(port)).refusal).toEqual(refusal('server-stopping'))
  await stopped
})

it('the question is answered when all other calls are made too often', async () => {
  const none = new TokenBucket({ perSecond: 0, burst: 0 })
  const api = createApi([connectionRoute(() => undefined)], () => {}, none)
  const { port } = await gatewayWith({ api })
  expect((await fetch(`http://127.0.0.1:${port}/api/elsewhere`)).status).toBe(429)
  expect((await check(port)).refusal).toBeNull()
})

it('the question itself may be asked too often', async () => {
  const { port } = await gatewayWith()
  const statuses = new Set<number>()
  while (!statuses.has(429)) {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => fetch(`http://127.0.0.1:${port}/api/connection`)),
    )
    for (const { status } of answers) statuses.add(status)
  }
  expect([...statuses]).toEqual([200, 429])
})

it('a refusal is remembered for a while and for its address only, and of a thousand addresses', () => {
  let now = 0
  const refused = createRefusedAddresses(() => now)
  refused.note('10.0.0.1', 'wrong-path')
  refused.note('10.0.0.1', 'server-full')
  expect(refused.of('10.0.0.1')).toBe('server-full')
  expect(refused.of('10.0.0.2')).toBeUndefined()
  now = PACE.refusalKeptMs
  expect(refused.of('10.0.0.1')).toBe('server-full')
  now += 1
  expect(refused.of('10.0.0.1')).toBeUndefined()
  for (let n = 0; n < 1001; n++) refused.note(`host ${n}`, 'wrong-path')
  expect([refused.of('host 0'), refused.of('host 1')]).toEqual([undefined, 'wrong-path'])
})
