import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'

/**
 * What a network does to what passes. To a WebSocket: a status refuses its upgrade, `page` answers it with a page,
 * `swallow` never answers. To all requests: `portal` answers with a sign-in page, `redirect` leads there, `gateway`
 * answers that the server is away, as a proxy does, and `cut` ends the connection.
 */
export type NetworkMode =
  | 'pass'
  | 403
  | 400
  | 502
  | 'page'
  | 'swallow'
  | 'portal'
  | 'redirect'
  | 'gateway'
  | 'cut'

const PORTAL = '<!doctype html><title>Wi-Fi</title><h1>Welcome. Please sign in.</h1>'
const AWAY = '<html><head><title>502 Bad Gateway</title></head></html>'

/** A network between a page and a server: real TCP, on a port of its own. */
export class Network {
  mode: NetworkMode = 'pass'
  /** The upgrades that arrived. */
  upgrades = 0
  /** The requests that arrived for `/api/connection`. */
  checks = 0
  /** Called with the path of each request and upgrade before it is handled; a test may change the mode then. */
  onRequest: (path: string) => void = () => {}
  /** The request line and the headers that an upgrade goes on with. */
  rewrite: (lines: string[]) => string[] = (lines) => lines
  readonly #target: number
  readonly #server = createServer((request, response) => this.#request(request, response))
  readonly #open = new Set<Duplex>()

  static async before(target: number): Promise<Network> {
    const network = new Network(target)
    network.#server.listen(0, '127.0.0.1')
    await once(network.#server, 'listening')
    return network
  }

  private constructor(target: number) {
    this.#target = target
    this.#server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.#upgrade(request, socket, head),
    )
    this.#server.on('connection', (socket) => {
      this.#open.add(socket)
      socket.on('close', () => this.#open.delete(socket))
    })
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** Cuts all connections. */
  cut(): void {
    for (const socket of this.#open) socket.destroy()
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.cut()
    await closed
  }

  #request(incoming: IncomingMessage, response: ServerResponse): void {
    if (incoming.url === '/api/connection') this.checks += 1
    this.onRequest(incoming.url ?? '')
    const html = { 'content-type': 'text/html', 'cache-control': 'no-store' }
    switch (this.mode) {
      case 'portal':
        response.writeHead(200, html).end(PORTAL)
        return
      case 'redirect':
        response.writeHead(302, { location: 'http://portal.invalid/sign-in' }).end()
        return
      case 'gateway':
        response.writeHead(502, html).end(AWAY)
        return
      case 'cut':
        response.destroy()
        return
    }
    const { method, headers, url } = incoming
    const onward = request(
      { host: '127.0.0.1', port: this.#target, method, headers, path: url },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    onward.on('error', () => response.destroy())
    incoming.pipe(onward)
  }

  #upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.upgrades += 1
    this.onRequest(incoming.url ?? '')
    socket.on('error', () => {})
    const { mode } = this
    if (mode === 'swallow') return
    if (mode === 'pass') {
      this.#pass(incoming, socket, head)
      return
    }
    if (mode === 'cut') {
      socket.destroy()
      return
    }
    const isPage = mode === 'page' || mode === 'portal'
    const line = isPage
      ? '200 OK\r\nContent-Type: text/html'
      : mode === 'redirect'
        ? '302 Found\r\nLocation: http://portal.invalid/sign-in'
        : mode === 'gateway'
          ? '502 Bad Gateway'
          : `${mode} No`
    const body = isPage ? PORTAL : ''
    socket.end(`HTTP/1.1 ${line}\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
  }

  #pass({ method, url = '/', rawHeaders }: IncomingMessage, socket: Duplex, head: Buffer): void {
    const onward = connect(this.#target, '127.0.0.1')
    this.#open.add(onward)
    onward.on('close', () => this.#open.delete(onward))
    onward.on('error', () => socket.destroy())
    onward.on('close', () => socket.destroy())
    socket.on('close', () => onward.destroy())
    const headers = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${rawHeaders[i + 1]}`] : []))
    const lines = this.rewrite([`${method} ${url} HTTP/1.1`, ...headers])
    onward.write(`${lines.join('\r\n')}\r\n\r\n`)
    onward.write(head)
    onward.pipe(socket)
    socket.pipe(onward)
  }
}
