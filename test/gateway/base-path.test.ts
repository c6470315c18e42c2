import { once } from 'node:events'
import { connect } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startServer, type TestServer } from '../support/server.ts'

/** What the server answers to a request with this very target, as a proxy may send it. */
async function statusOf(port: number, target: string, headers = ''): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(`GET ${target} HTTP/1.1\r\nHost: bank.example\r\n${headers || 'Connection: close\r\n'}\r\n`)
  const [head] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  return /^HTTP\/1\.1 (\d+)/.exec(head.toString())?.[1] ?? ''
}

const UPGRADE =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'

describe.each([
  ['without a base path', '', ['']],
  ['below /bank', '/bank', ['/bank', '']],
  ['below /spiele/bänk', '/spiele/b%C3%A4nk', ['/spiele/b%C3%A4nk', '']],
])('a server %s', (_, basePath, prefixes) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer('embedded', undefined, { basePath })
  })
  afterAll(() => server.close())
  const get = (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`)

  it.each(prefixes)('answers probes, the socket, the API and pages below "%s"', async (prefix) => {
    const { port } = server
    for (const path of ['/healthz', '/healthz?x=1', '/healthz/', '//healthz', '/healthz/?x=1'])
      expect(await (await get(prefix + path)).json()).toMatchObject({ ok: true })
    for (const path of ['/ws', '/ws/', '/ws?x=1', '//ws']) {
      expect([path, await statusOf(port, prefix + path, UPGRADE)]).toEqual([path, '101'])
      const whole = `http://bank.example${prefix}${path}`
      expect([whole, await statusOf(port, whole, UPGRADE)]).toEqual([whole, '101'])
    }
    expect(await statusOf(port, `http://bank.example${prefix}/healthz?x=1`)).toBe('200')
    expect(await statusOf(port, `${prefix}/wsx`, UPGRADE)).toBe('404')
    expect(await (await get(`${prefix}/api/strategies`)).json()).toContainEqual(
      expect.objectContaining({ id: 'naive' }),
    )
    expect((await get(`${prefix}/api/nothing`)).status).toBe(404)
    for (const path of [
      '',
      '/',
      '/r/K7Q4MX',
      '/r/k7q.4mx/screen/',
      '/explore?strategy=naive',
      '/index.html',
    ]) {
      const page = await (await get(prefix + path || '/')).text()
      expect(page).toContain(`<base href="${basePath}/" />`)
      for (const [, address] of page.matchAll(/(?:src|href)="([^"]*\.\w+)"/g)) {
        const asset = new URL(address as string, `http://127.0.0.1:${port}${basePath}/`)
        expect([asset.href, (await fetch(asset)).status]).toEqual([asset.href, 200])
      }
    }
  })

  it('tells its addresses with the base path', async () => {
    const client = new WebSocket(`ws://127.0.0.1:${server.port}/ws`)
    const [greeted] = (await once(client, 'message')) as [Buffer]
    client.terminate()
    const { origins } = JSON.parse(String(greeted))
    expect(origins.at(-1)).toBe(`http://localhost:${server.port}${basePath}`)
    expect(server.addresses.now.here).toBe(origins.at(-1))
  })

  it('refuses a request whose address cannot be read', async () => {
    expect(await statusOf(server.port, 'http://[::1/healthz')).toBe('400')
    expect(await statusOf(server.port, 'http://[::1/ws', UPGRADE)).toBe('404')
  })
})

describe('a server behind a proxy', () => {
  const seen = async (trustProxy: string[]): Promise<string> => {
    const logged: string[] = []
    const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) })
    const server = await startServer('embedded', undefined, { trustProxy, log })
    const headers = { 'x-forwarded-for': '6.6.6.6, 203.0.113.9' }
    const client = new WebSocket(`ws://127.0.0.1:${server.port}/ws`, { headers })
    await once(client, 'message')
    client.terminate()
    await server.close()
    return logged.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'connected')?.client
  }

  it('believes X-Forwarded-For from a trusted proxy, and from no other', async () => {
    expect(await seen([])).toBe('127.0.0.1')
    expect(await seen(['10.0.0.0/8'])).toBe('127.0.0.1')
    expect(await seen(['loopback'])).toBe('203.0.113.9')
  })
})
