import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join, relative } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { lookup } from 'mrmime'

/** Best first, with the ending of its files. */
const CODINGS = [
  { coding: 'br', ending: '.br' },
  { coding: 'gzip', ending: '.gz' },
] as const
type Coding = (typeof CODINGS)[number]['coding']

/** A file of the page, in memory. */
interface Page {
  type: string
  caching: string
  etag: string
  plain: Buffer
  coded: Partial<Record<Coding, Buffer>>
}

/** Vite names the files below `/assets` by what is in them, so they never change. */
const FOR_A_YEAR = 'public, max-age=31536000, immutable'
/** Stored, but never used without asking whether it has changed. */
const ASK_FIRST = 'no-cache'
/** In `client/index.html`; all other addresses of the page are relative to it. */
const BASE = '<base href="/" />'

/**
 * Serves the built page of `folder` to requests whose target is relative to the base path. All files are read now, so
 * that a server keeps serving its own page when a later build replaces the folder.
 */
export function openPages(
  folder: string,
  basePath: string,
): (request: IncomingMessage, response: ServerResponse) => void {
  const { index, files } = readPages(folder, basePath)
  return (request, response) => {
    const path = (request.url ?? '/').split('?')[0] as string
    const page = files.get(path) ?? (isFile(path) ? undefined : index)
    if (page) return send(request, response, page)
    response.writeHead(404, { 'content-type': 'text/plain', 'cache-control': 'no-store' })
    response.end('Not found.\n')
  }
}

function readPages(folder: string, basePath: string): { index: Page; files: Map<string, Page> } {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll('\\', '/'))
  const read = (name: string): Buffer => readFileSync(join(folder, name))
  const files = new Map<string, Page>()
  for (const name of names) {
    if (CODINGS.some(({ ending }) => name.endsWith(ending))) continue
    const coded: Page['coded'] = {}
    for (const { coding, ending } of CODINGS)
      if (names.includes(name + ending)) coded[coding] = read(name + ending)
    files.set(`/${name}`, pageOf(name, read(name), coded))
  }
  const html = read('index.html').toString()
  if (!html.includes(BASE)) throw new Error(`index.html of the page has no ${BASE}`)
  const written = Buffer.from(html.replace(BASE, `<base href="${basePath}/" />`))
  const index = pageOf('index.html', written, { br: brotliCompressSync(written), gzip: gzipSync(written) })
  files.set('/index.html', index)
  return { index, files }
}

function pageOf(name: string, plain: Buffer, coded: Page['coded']): Page {
  const type = lookup(name) ?? 'application/octet-stream'
  return {
    type: type === 'text/html' ? `${type};charset=utf-8` : type,
    caching: name.startsWith('assets/') ? FOR_A_YEAR : ASK_FIRST,
    etag: `W/"${createHash('sha1').update(plain).digest('base64url')}"`,
    plain,
    coded,
  }
}

/** A file that is not there is no page: a script that is missing must fail, and not be an `index.html`. */
const isFile = (path: string): boolean => /^\/(assets|\.well-known)(\/|$)|^\/[^/]*\.[^/]*$/.test(path)

function send({ method, headers }: IncomingMessage, response: ServerResponse, page: Page): void {
  const { type, caching, etag, plain, coded } = page
  response.setHeader('cache-control', caching)
  response.setHeader('etag', etag)
  response.setHeader('vary', 'accept-encoding')
  if (headers['if-none-match']?.split(/\s*,\s*/).includes(etag)) {
    response.writeHead(304).end()
    return
  }
  const best = CODINGS.find(({ coding }) => coded[coding] && accepts(headers['accept-encoding'], coding))
  const body = (best && coded[best.coding]) ?? plain
  response.writeHead(200, {
    'content-type': type,
    'content-length': body.length,
    ...(best && { 'content-encoding': best.coding }),
  })
  response.end(method === 'HEAD' ? undefined : body)
}

/** `gzip;q=0` forbids it. */
function accepts(header: string | string[] | undefined, coding: Coding): boolean {
  return [header ?? []]
    .flat()
    .join(',')
    .split(',')
    .some((one) => {
      const [name, ...parameters] = one.split(';').map((part) => part.trim().toLowerCase())
      return name === coding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
    })
}
