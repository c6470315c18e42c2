import { once } from 'node:events'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { closedPort } from '../support/closed-port.ts'
import { documentedBlock } from '../support/documented-block.ts'
import { caddyPath, haproxyPath, nginxPath } from '../support/machine.ts'
import { Processes } from '../support/processes.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { startCaddy, startHaproxyFor, startNginx, type WebProxy } from '../support/web-proxies.ts'

const BELOW = 'Below a path of another site'
const NODES = ['10.0.0.11:3000', '10.0.0.12:3000'] as const

/** `map` is the one of the whole configuration, which the part below a path needs, too. */
const nginxMap = () => /^map .*$/m.exec(documentedBlock('nginx', 'nginx', {}))?.[0] ?? ''

interface Case {
  name: string
  path: string | undefined
  base: string
  start(processes: Processes, at: { port: number; node: string }): Promise<WebProxy>
}

const CASES: Case[] = [
  {
    name: 'nginx',
    path: nginxPath,
    base: '',
    start: (processes, { port, node }) =>
      startNginx(
        processes,
        documentedBlock('nginx', 'nginx', {
          'listen 80': `listen 127.0.0.1:${port}`,
          ...{ [NODES[0]]: node, [NODES[1]]: node },
        }),
        port,
      ),
  },
  {
    name: 'nginx below a path',
    path: nginxPath,
    base: '/bank',
    start: (processes, { port, node }) =>
      startNginx(
        processes,
        `${nginxMap()}
         server { listen 127.0.0.1:${port}; ${documentedBlock(BELOW, 'nginx', { [NODES[0]]: node })} }`,
        port,
      ),
  },
  {
    name: 'nginx below a path that it strips',
    path: nginxPath,
    base: '/bank',
    start: (processes, { port, node }) =>
      startNginx(
        processes,
        `${nginxMap()}
         server { listen 127.0.0.1:${port}; ${documentedBlock(BELOW, 'nginx', { [`${NODES[0]};`]: `${node}/;` })} }`,
        port,
      ),
  },
  {
    name: 'HAProxy below a path',
    path: haproxyPath,
    base: '/bank',
    start: (processes, at) =>
      startHaproxyFor(processes, { ...at, door: documentedBlock(BELOW, 'haproxy', {}) }),
  },
  {
    name: 'Caddy',
    path: caddyPath,
    base: '',
    start: (processes, { port, node }) =>
      startCaddy(
        processes,
        documentedBlock('Caddy', 'caddyfile', {
          'bank.example.org': `http://127.0.0.1:${port}`,
          ...{ [NODES[0]]: node, [NODES[1]]: '' },
        }),
        port,
      ),
  },
  {
    name: 'Caddy below a path',
    path: caddyPath,
    base: '/bank',
    start: (processes, { port, node }) =>
      startCaddy(
        processes,
        `http://127.0.0.1:${port} {\n${documentedBlock(BELOW, 'caddyfile', { [NODES[0]]: node })}}`,
        port,
      ),
  },
  {
    name: 'Caddy below a path that it strips',
    path: caddyPath,
    base: '/bank',
    start: (processes, { port, node }) =>
      startCaddy(
        processes,
        `http://127.0.0.1:${port} {\nredir /bank /bank/\nhandle_path /bank/* {\nreverse_proxy ${node}\n}\n}`,
        port,
      ),
  },
]

for (const { name, path, base, start } of CASES) {
  describe.skipIf(!path && !process.env.CI)(`${name}, as docs/deploying.md has it`, () => {
    const processes = new Processes()
    const logged: string[] = []
    let server: TestServer
    let proxy: WebProxy
    let origin: string
    beforeAll(async () => {
      const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) })
      server = await startServer('embedded', undefined, { basePath: base, trustProxy: ['loopback'], log })
      const port = await closedPort()
      proxy = await start(processes, { port, node: `127.0.0.1:${server.port}` })
      origin = `http://127.0.0.1:${port}`
    })
    afterAll(async () => {
      await proxy?.close()
      await server.close()
      await processes.close()
    })

    it('passes the page, its files, the API and health checks on', async () => {
      for (const path of ['/', '/r/K7Q4MX', '/r/K7Q4MX/screen']) {
        const response = await fetch(`${origin}${base}${path}`)
        const page = await response.text()
        expect([path, response.status]).toEqual([path, 200])
        expect(response.headers.get('content-encoding')).toBe('gzip')
        const [, script = ''] = /<script[^>]* src="([^"]+)"/.exec(page) ?? []
        const loaded = await fetch(new URL(script, `${origin}${base}/`))
        expect(loaded.status).toBe(200)
        expect(loaded.headers.get('cache-control')).toContain('immutable')
      }
      expect((await fetch(`${origin}${base}`)).status).toBe(200)
      expect(await (await fetch(`${origin}${base}/healthz`)).json()).toMatchObject({ ok: true })
      expect((await fetch(`${origin}${base}/api/strategies`)).status).toBe(200)
      expect((await fetch(`${origin}${base}/assets/gone.js`)).status).toBe(404)
    })

    it('passes WebSockets on, and tells who the client is', async () => {
      const client = new WebSocket(`${origin.replace('http', 'ws')}${base}/ws`, {
        headers: { 'x-forwarded-for': '203.0.113.9' },
      })
      const [greeted] = (await once(client, 'message')) as [Buffer]
      expect(JSON.parse(String(greeted))).toMatchObject({ type: 'greeted' })
      client.terminate()
      const { client: address } = logged
        .map((line) => JSON.parse(line))
        .find(({ msg }) => msg === 'connected')
      // nginx and HAProxy append to what the client claims, which the server trusts here since the client is on loopback, too;
      // Caddy drops the claim of a client that it does not trust itself.
      expect(address).toBe(name.startsWith('Caddy') ? '127.0.0.1' : '203.0.113.9')
    })
  })
}
