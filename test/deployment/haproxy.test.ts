import { readFileSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import { get as getSecurely } from 'node:https'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { certify } from '../support/certify.ts'
import { closedPort } from '../support/closed-port.ts'
import { type Haproxy, startHaproxy } from '../support/haproxy.ts'
import { haproxyPath } from '../support/machine.ts'
import { Processes } from '../support/processes.ts'

/** A fake node: an address, the HTTP status of its health check, and WebSockets. */
interface StandIn {
  address: string
  health: number
  /** The number of health checks. */
  asked: number
  sockets: number
  close(): void
}

describe.skipIf(!haproxyPath && !process.env.CI)('the proxy of docker-compose.yml', () => {
  const processes = new Processes()
  let port: number
  let haproxy: Haproxy
  const nodes: StandIn[] = []
  const clients: WebSocket[] = []

  const standIn = async (address: string): Promise<StandIn> => {
    const node: StandIn = {
      address,
      health: 200,
      asked: 0,
      sockets: 0,
      close: () => closeAll(server, sockets),
    }
    const server = createServer(({ url, headers }, response) => {
      if (url === '/healthz') node.asked += 1
      response.writeHead(url === '/healthz' ? node.health : 200)
      response.end(`${address} ${headers.host}`)
    })
    const sockets = new WebSocketServer({ server })
    sockets.on('connection', (socket) => {
      node.sockets += 1
      socket.on('close', () => {
        node.sockets -= 1
      })
      socket.send(address)
    })
    await new Promise<void>((resolve) => server.listen(port, address, resolve))
    nodes.push(node)
    return node
  }

  beforeAll(async () => {
    certify(processes)
    const file = (name: string): string => readFileSync(join(processes.folder, name), 'utf8')
    const certificate = processes.file('both.pem', file('redis.crt') + file('redis.key'))
    port = await closedPort()
    haproxy = await startHaproxy({ addresses: [], port }, certificate)
  })
  afterEach(async () => {
    for (const client of clients.splice(0)) client.terminate()
    for (const node of nodes.splice(0)) node.close()
  })
  afterAll(async () => {
    await haproxy?.close()
    await processes.close()
  })

  /** The status, and the redirect location and body, of an answer through the proxy. */
  const answer = (headers = {}): Promise<string> =>
    new Promise((resolve, reject) => {
      const asked = request({ port: haproxy.port, host: '127.0.0.1', headers, agent: false }, (response) => {
        let body = response.headers.location ?? ''
        response.on('data', (chunk) => {
          body += chunk
        })
        response.on('end', () => resolve(`${response.statusCode} ${body}`))
      })
      asked.on('error', reject).end()
    })
  /** Opens a WebSocket; resolves to the address of the node that has it. */
  const enter = (url = `ws://127.0.0.1:${haproxy.port}/ws`, options = {}): Promise<string> =>
    new Promise((resolve, reject) => {
      const client = new WebSocket(url, options)
      clients.push(client)
      client.once('message', (data) => resolve(String(data))).once('error', reject)
    })
  const up = async (...addresses: string[]): Promise<StandIn[]> => {
    const made = await Promise.all(addresses.map(standIn))
    haproxy.names.addresses = nodes.map(({ address }) => address)
    for (const { address } of made) await expect.poll(() => answer()).toContain(address)
    return made
  }

  it('gives each new WebSocket to the node with the fewest, also to a node that came later', async () => {
    const [one, two] = (await up('127.0.0.2', '127.0.0.3')) as [StandIn, StandIn]
    for (let i = 0; i < 6; i++) await enter()
    expect([one.sockets, two.sockets]).toEqual([3, 3])
    await up('127.0.0.4')
    const later = [await enter(), await enter(), await enter()]
    expect(later).toEqual(Array(3).fill('127.0.0.4'))
  })

  it('keeps the players of a node whose Redis is down, and sends it new ones', async () => {
    const [one] = (await up('127.0.0.5')) as [StandIn]
    await enter()
    one.health = 503
    // Two failed checks would be enough to give a node up.
    const asked = one.asked
    await expect.poll(() => one.asked).toBeGreaterThan(asked + 3)
    await enter()
    expect(one.sockets).toBe(2)
  })

  it('closes the WebSockets of a node whose health check answers 500', async () => {
    const [one] = (await up('127.0.0.6')) as [StandIn]
    await enter()
    one.health = 500
    await expect.poll(() => clients[0]?.readyState).toBe(WebSocket.CLOSED)
  })

  it('keeps every WebSocket during a reload, and accepts new ones after it', async () => {
    const [one] = (await up('127.0.0.7')) as [StandIn]
    await enter()
    await haproxy.reload()
    await expect.poll(() => enter().catch(() => '')).toBe('127.0.0.7')
    expect(one.sockets).toBe(2)
    expect(clients[0]?.readyState).toBe(WebSocket.OPEN)
  })

  it('serves the page and WebSockets over TLS', async () => {
    await up('127.0.0.8')
    const ca = readFileSync(join(processes.folder, 'ca.crt'))
    const at = `localhost:${haproxy.securePort}`
    const status = await new Promise((resolve, reject) => {
      getSecurely(`https://${at}/`, { ca, agent: false }, ({ statusCode }) => resolve(statusCode)).on(
        'error',
        reject,
      )
    })
    expect(status).toBe(200)
    expect(await enter(`wss://${at}/ws`, { ca })).toBe('127.0.0.8')
  })
})

describe.skipIf(!haproxyPath && !process.env.CI)('the proxy with HTTPS=only', () => {
  it('redirects every request to the same address with TLS', async () => {
    const haproxy = await startHaproxy({ addresses: [], port: 1 }, undefined, { HTTPS: 'only' })
    const { status, headers } = await fetch(`http://127.0.0.1:${haproxy.port}/r/K7Q4MX?a=b`, {
      redirect: 'manual',
    })
    expect([status, headers.get('location')]).toEqual([302, 'https://127.0.0.1/r/K7Q4MX?a=b'])
    await haproxy.close()
  })
})

function closeAll(server: Server, sockets: WebSocketServer): void {
  for (const socket of sockets.clients) socket.terminate()
  sockets.close()
  server.close()
  server.closeAllConnections()
}
