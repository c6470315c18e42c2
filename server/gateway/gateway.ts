import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import sirv from 'sirv'
import { type WebSocket, WebSocketServer } from 'ws'
import { ERRORS } from '../../shared/errors.ts'
import { LIMITS } from '../../shared/limits.ts'
import { Connection } from './connection.ts'
import type { Desk } from './desk.ts'

export interface GatewayOptions {
  /** Folder of the built page. */
  pages: string
  /** All addresses when absent. */
  host?: string | undefined
  /** 0: any free one. */
  port: number
  /** Connections at once; 2000 when absent. */
  mostConnections?: number | undefined
  /** The answer of `/healthz`; `ok` decides between 200 and 503. */
  health(): { ok: boolean } & Record<string, unknown>
}

export interface Gateway {
  readonly port: number
  readonly connections: number
  /** Tells every connection that the server stops, closes them and the port. */
  close(): Promise<void>
}

const MOST_CONNECTIONS = 2000
/** A connection that does not answer a ping within one round of these is gone. */
const HEARTBEAT_MS = 10_000
/** Milliseconds that connections get to say goodbye. */
const GOODBYE_MS = 500

/** Serves the page, `/healthz` and the WebSocket `/ws` on one port. Rejects when the port cannot be had. */
export async function openGateway(
  options: GatewayOptions,
  makeDesk: (port: number) => Desk,
): Promise<Gateway> {
  const pages = sirv(options.pages, { single: true, etag: true, gzip: true })
  const server = createServer((request, response) => {
    if (request.url === '/healthz') {
      const health = options.health()
      response.writeHead(health.ok ? 200 : 503, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
      })
      response.end(`${JSON.stringify(health)}\n`)
      return
    }
    response.setHeader('x-content-type-options', 'nosniff')
    response.setHeader('referrer-policy', 'no-referrer')
    pages(request, response, () => {
      response.writeHead(404, { 'content-type': 'text/plain' })
      response.end('Not found.\n')
    })
  })
  const port = await listen(server, options)
  const desk = makeDesk(port)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LIMITS.frameBytes })
  const alive = new WeakMap<WebSocket, boolean>()

  sockets.on('connection', (socket) => {
    // `ws` closes the socket itself after an error; an oversized frame with 1009.
    socket.on('error', () => {})
    if (sockets.clients.size > (options.mostConnections ?? MOST_CONNECTIONS)) {
      const { close, message } = ERRORS['server-full']
      socket.close(close, message)
      return
    }
    alive.set(socket, true)
    const connection = new Connection(socket, desk)
    socket.on('pong', () => alive.set(socket, true))
    socket.on('message', (data, isBinary) => void connection.received(data as Buffer, isBinary))
    socket.on('close', () => connection.closed())
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {})
    if (request.url?.split('?')[0] !== '/ws') {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request))
  })
  const heartbeat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.get(socket)) socket.terminate()
      alive.set(socket, false)
      socket.ping()
    }
  }, HEARTBEAT_MS)

  return {
    port,
    get connections() {
      return sockets.clients.size
    },
    async close() {
      clearInterval(heartbeat)
      for (const socket of sockets.clients) {
        socket.send(JSON.stringify({ type: 'ended', reason: 'server-stopping' }))
        socket.close(1001, 'the server is stopping')
      }
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      const timer = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate()
        server.closeAllConnections()
      }, GOODBYE_MS)
      server.closeIdleConnections()
      await closed
      clearTimeout(timer)
    },
  }
}

function listen(server: Server, { host, port }: GatewayOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}
