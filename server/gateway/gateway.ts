import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { type WebSocket, WebSocketServer } from 'ws'
import type { ConnectionRefusal } from '../../shared/connection-check.ts'
import { ERRORS } from '../../shared/errors.ts'
import { LIMITS } from '../../shared/limits.ts'
import { PACE } from '../../shared/pace.ts'
import type { ServerMessage } from '../../shared/protocol.ts'
import type { DescriptorWatch } from '../start/descriptor-watch.ts'
import type { Api } from './api.ts'
import { createClientAddress } from './client-address.ts'
import { Connection } from './connection.ts'
import { answerHealth, type Health } from './health.ts'
import type { MessageHandlers } from './message-handlers.ts'
import { openPages } from './pages.ts'
import { createRefusedAddresses, REFUSED_UPGRADE } from './refused-addresses.ts'
import { requestTarget } from './request-target.ts'

export interface GatewayOptions {
  /** Folder of the built page. */
  pages: string
  /** The path that everything is below, as `basePath` of the settings returns it; '' when absent. */
  basePath?: string | undefined
  /** The proxies whose `X-Forwarded-For` is believed; none when absent. */
  trustProxy?: readonly string[] | undefined
  /** Gets what happened to a connection, and the address of its client. */
  onClient?: ((what: string, address: string) => void) | undefined
  /** All addresses when absent. */
  host?: string | undefined
  /** 0: any free one. */
  port: number
  /** Hands over connections that another process accepted on `port`. Without it the gateway listens there itself. */
  incoming?: ((take: AcceptSocket) => void) | undefined
  /** Called with the number of WebSockets when it has changed. */
  onConnections?: ((count: number) => void) | undefined
  /** Connections at once; `PACE.connections` when absent. */
  mostConnections?: number | undefined
  /** Answers below `/api`; when absent, these addresses show the page. */
  api?: Api | undefined
  /** Is asked with each connection. */
  descriptors?: DescriptorWatch | undefined
  /** The answer of `/healthz`; `ok` decides between 200 and 503. */
  health(): Health
}

/** Where a server listens, as the operating system says it. */
export type Listening = Pick<AddressInfo, 'port' | 'address'>

/** Serves a connection. Calls `onKnown` when it is a WebSocket and counted as one, or is none for the time being. */
export type AcceptSocket = (socket: Socket, onKnown: () => void) => void

export interface Gateway {
  readonly port: number
  readonly connections: number
  /** Why a WebSocket of this client would be refused now, or has been lately. */
  refusalOf(request: IncomingMessage): ConnectionRefusal | undefined
  /** Sends every connection where people reach this server now. */
  tellAddresses(): void
  /** Sends the current strategies to every connection: at once, and then not again for a second. */
  tellStrategies(): void
  /** Tells every connection that the server stops, closes them and the port. */
  close(): Promise<void>
}

/** Milliseconds that connections get to close. */
const GOODBYE_MS = 500
/** Milliseconds of silence that end a connection that is not a WebSocket, where Node has no bound of its own. */
const IDLE_MS = 60_000
/** Milliseconds between two sendings of all strategies: each contains all their sources. */
const STRATEGIES_MS = 1000

/** Serves the page, `/api`, `/healthz` and the WebSocket `/ws` on one port. Rejects when the port cannot be opened. */
export async function openGateway(
  options: GatewayOptions,
  makeHandlers: (at: Listening) => MessageHandlers,
): Promise<Gateway> {
  const { basePath = '' } = options
  const pages = openPages(options.pages, basePath)
  const clientAddress = createClientAddress(options.trustProxy ?? [])
  const server = createServer((request, response) => {
    const target = requestTarget(request.url, basePath)
    if (target === undefined) {
      response
        .writeHead(400, { 'content-type': 'text/plain' })
        .end('The address of this request cannot be read.\n')
      return
    }
    // All that answers it compares paths below the base path.
    request.url = target
    if (pathOf(target) === '/healthz') {
      answerHealth(response, options.health())
      return
    }
    response.setHeader('x-content-type-options', 'nosniff')
    response.setHeader('referrer-policy', 'no-referrer')
    if (options.api?.(request, response)) return
    pages(request, response)
  })
  const at = options.incoming
    ? { port: options.port, address: options.host ?? '::' }
    : await listen(server, options)
  const handlers = makeHandlers(at)
  server.on('connection', () => options.descriptors?.probe())
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LIMITS.frameBytes })
  const alive = new WeakMap<WebSocket, boolean>()
  const connected = new Set<Connection>()
  let telling: NodeJS.Timeout | undefined
  let toldAt = 0
  let stopping = false
  const most = options.mostConnections ?? PACE.connections
  const refused = createRefusedAddresses()
  const noteRefusal = (request: IncomingMessage, refusal: ConnectionRefusal): void => {
    const address = clientAddress(request)
    refused.note(address, refusal)
    options.onClient?.(`refused, ${refusal}`, address)
  }
  const refuse = (request: IncomingMessage, socket: Duplex, refusal: keyof typeof REFUSED_UPGRADE): void => {
    noteRefusal(request, refusal)
    socket.end(REFUSED_UPGRADE[refusal])
  }

  sockets.on('connection', (socket, request) => {
    // `ws` closes the socket itself after an error; an oversized frame with 1009.
    socket.on('error', () => {})
    if (sockets.clients.size > most) {
      const { close, message } = ERRORS['server-full']
      socket.close(close, message)
      noteRefusal(request, 'server-full')
      return
    }
    alive.set(socket, true)
    const connection = new Connection(socket, handlers)
    connected.add(connection)
    options.onConnections?.(connected.size)
    options.onClient?.('connected', clientAddress(request))
    socket.on('pong', () => alive.set(socket, true))
    socket.on('message', (data, isBinary) => void connection.received(data as Buffer, isBinary))
    socket.on('close', () => {
      connected.delete(connection)
      options.onConnections?.(connected.size)
      connection.closed()
    })
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {})
    const target = requestTarget(request.url, basePath)
    if (stopping) return refuse(request, socket, 'server-stopping')
    if (target === undefined || pathOf(target) !== '/ws') return refuse(request, socket, 'wrong-path')
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request))
  })
  // `ws` leaves the answer to its listener.
  sockets.on('wsClientError', (_, socket, request) => refuse(request, socket, 'bad-handshake'))
  if (options.incoming) {
    // Node ends unfinished requests by itself only on a server that listens.
    server.timeout = IDLE_MS
    const unknown = new WeakMap<Duplex, () => void>()
    const known = (socket: Duplex): void => {
      unknown.get(socket)?.()
      unknown.delete(socket)
    }
    server.on('request', ({ socket }) => known(socket))
    server.on('upgrade', (_, socket) => known(socket))
    options.incoming((socket, onKnown) => {
      unknown.set(socket, onKnown)
      socket.once('close', () => known(socket))
      server.emit('connection', socket)
      socket.resume()
    })
  }
  const heartbeat = setInterval(() => {
    options.descriptors?.probe()
    for (const socket of sockets.clients) {
      if (!alive.get(socket)) socket.terminate()
      alive.set(socket, false)
      socket.ping()
    }
  }, PACE.heartbeatMs)

  const sendAll = (message: ServerMessage): void => {
    const text = JSON.stringify(message)
    for (const connection of connected) connection.sendEncoded(text)
  }
  return {
    port: at.port,
    get connections() {
      return sockets.clients.size
    },
    refusalOf(request) {
      if (stopping) return 'server-stopping'
      return sockets.clients.size >= most ? 'server-full' : refused.of(clientAddress(request))
    },
    tellAddresses: () => sendAll(handlers.reached()),
    tellStrategies() {
      telling ??= setTimeout(
        () => {
          telling = undefined
          toldAt = performance.now()
          sendAll(handlers.strategies())
        },
        Math.max(0, STRATEGIES_MS - (performance.now() - toldAt)),
      )
    },
    async close() {
      stopping = true
      clearInterval(heartbeat)
      clearTimeout(telling)
      for (const socket of sockets.clients) {
        socket.send(JSON.stringify({ type: 'ended', reason: 'server-stopping' }))
        socket.close(1001, 'the server is stopping')
      }
      const goodbyes = [...sockets.clients].map((socket) => once(socket, 'close'))
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      const late = new AbortController()
      await Promise.race([
        Promise.all([closed, ...goodbyes]),
        pause(GOODBYE_MS, undefined, late).catch(() => {}),
      ])
      late.abort()
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      await closed
    },
  }
}

const pathOf = (target: string): string | undefined => target.split('?')[0]

function listen(server: Server, { host, port }: GatewayOptions): Promise<Listening> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve(server.address() as AddressInfo)
    })
  })
}
