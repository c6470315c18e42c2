import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPages } from '../../server/gateway/pages.ts'

const BUILT = fileURLToPath(new URL('../../dist/client', import.meta.url))

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

describe('the files of the page', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'bank-run-pages-')), 'client')
  let server: Server
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo
      request({ port, host: '127.0.0.1', path, headers, method, agent: false }, (response) => {
        const pieces: Buffer[] = []
        response.on('data', (piece) => pieces.push(piece))
        response.on('end', () => {
          const { statusCode: status = 0, headers } = response
          resolve({ status, headers, body: Buffer.concat(pieces) })
        })
      })
        .on('error', reject)
        .end()
    })
  const assets = (ending: string): string[] =>
    readdirSync(`${BUILT}/assets`).flatMap((name) => (name.endsWith(ending) ? [`/assets/${name}`] : []))

  beforeAll(async () => {
    cpSync(BUILT, folder, { recursive: true })
    server = createServer(openPages(folder, '/bank'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => {
    server.close()
    rmSync(dirname(folder), { recursive: true, force: true })
  })

  it('are kept for a year when their name says what is in them', async () => {
    const all = ['.js', '.css', '.woff2'].flatMap(assets)
    expect(all.length).toBeGreaterThan(8)
    for (const path of all) {
      const { status, headers } = await get(path)
      expect([path, status, headers['cache-control']]).toEqual([
        path,
        200,
        'public, max-age=31536000, immutable',
      ])
    }
  })

  it.each(['/', '/index.html', '/r/K7Q4MX', '/r/k7q.4mx', '/mark-equal.svg'])(
    'are asked for again each time at %s',
    async (path) => {
      const { headers } = await get(path)
      expect(headers['cache-control']).toBe('no-cache')
      const again = await get(path, { 'if-none-match': `"other", ${headers.etag}` })
      expect([again.status, again.body.length]).toEqual([304, 0])
      expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200)
    },
  )

  it('are compressed as the browser allows: scripts, styles and the page itself', async () => {
    for (const path of ['/r/K7Q4MX', ...assets('.js'), ...assets('.css')]) {
      const plain = await get(path)
      expect(plain.headers['content-encoding']).toBeUndefined()
      // As browsers ask over plain HTTP, and over HTTPS.
      const zipped = await get(path, { 'accept-encoding': 'gzip, deflate' })
      // A file so small that it would become larger stays as it is.
      if (plain.body.length < 200 && !zipped.headers['content-encoding']) continue
      expect(zipped.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
      expect(gunzipSync(zipped.body)).toEqual(plain.body)
      const best = await get(path, { 'accept-encoding': 'gzip, deflate, br, zstd' })
      expect(best.headers['content-encoding']).toBe('br')
      expect(brotliDecompressSync(best.body)).toEqual(plain.body)
      expect(best.body.length).toBeLessThanOrEqual(zipped.body.length)
      expect(zipped.body.length).toBeLessThan(plain.body.length)
      expect(best.headers['content-type']).toBe(plain.headers['content-type'])
    }
  })

  it.each([
    ['gzip;q=0, br;q=0.0', undefined],
    ['br;q=0, GZIP;q=0.5', 'gzip'],
    ['identity', undefined],
    ['x-brotli', undefined],
  ])('are sent for accept-encoding %j with %s', async (accepted, coding) => {
    const { headers, body } = await get('/', { 'accept-encoding': accepted })
    expect(headers['content-encoding']).toBe(coding)
    expect(headers['content-length']).toBe(String(body.length))
  })

  it('are not sent to those who ask for the head only', async () => {
    const whole = await get('/')
    const { status, headers, body } = await get('/', {}, 'HEAD')
    expect([status, headers['content-length'], body.length]).toEqual([200, String(whole.body.length), 0])
  })

  it.each(['/assets/index-OLD.js', '/assets', '/favicon.ico', '/.well-known/security.txt', '/package.json'])(
    'are not there at %s, and no page is sent in their place',
    async (path) => {
      const { status, headers } = await get(path)
      expect([status, headers['cache-control']]).toEqual([404, 'no-store'])
    },
  )

  it('are built for production, whatever NODE_ENV says: no source file is named in them', async () => {
    for (const path of assets('.js')) {
      expect([path, (await get(path)).body.toString().match(/[\w/-]+\.tsx?\b/g)]).toEqual([path, null])
    }
  })

  it('have the licences of the fonts among them', async () => {
    expect((await get('/font-licences/jetbrains-mono.txt')).body.toString()).toContain(
      'SIL OPEN FONT LICENSE',
    )
  })

  it('are still served when a later build has replaced the folder', async () => {
    renameSync(folder, `${folder}.gone`)
    for (const path of ['/', ...assets('.js')]) expect((await get(path)).status).toBe(200)
  })
})
