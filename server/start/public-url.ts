import { Unusable } from './setting.ts'

const EXAMPLE = 'https://bank.example.org'

/** How players reach the server, without a slash at the end: a scheme, a host, maybe a port. Throws `Unusable`. */
export function publicUrl(text: string): string {
  const bare = text.replace(/^(["'])(.*)\1$/, '$2').trim()
  if (bare !== text && bare !== '') throw new Unusable('It has quotation marks or spaces around it.', bare)
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase()
  const rest = text.replace(/^[a-z][a-z0-9+.-]*:\/*|^\/+/i, (begin) => (begin.includes('/') ? '' : begin))
  if (scheme === undefined) {
    // A name without a port most likely has a certificate.
    const likely = /^[^/:]*[a-z][^/:]*\.[a-z][^/:.]+(\/|$)/i.test(rest) ? 'https' : 'http'
    throw new Unusable('http:// or https:// is missing.', suggested(likely, rest))
  }
  if (scheme !== 'http' && scheme !== 'https') {
    const secure = /s$/.test(scheme) ? 'https' : 'http'
    throw new Unusable(`A page does not open by ${scheme}://.`, suggested(secure, rest))
  }
  if (!URL.canParse(text)) throw new Unusable('That is no address.', EXAMPLE)
  const { origin, username, password, search, hash, pathname } = new URL(text)
  if (username || password) throw new Unusable('Phones would be shown its user and password.', origin)
  if (search || hash)
    throw new Unusable(`What stands after the address (${search}${hash}) is not used.`, origin)
  // The sentence about a path is up to `pathProblem`, which knows the base path.
  return `${origin}${pathname.replace(/\/+$/, '')}`
}

/** Why the path of a public URL cannot be used: it has to be the base path. `undefined` when it can. */
export function pathProblem(url: string, basePath = ''): Unusable | undefined {
  const { origin, pathname } = new URL(url)
  const path = pathname.replace(/\/+$/, '')
  if (path === '' || path === basePath) return undefined
  const expected = basePath ? `${basePath}, the base path` : 'the root of its host'
  return new Unusable(`It has the path ${path}, but the page is at ${expected}.`, `${origin}${basePath}`)
}

/** The same address with that scheme, if it makes one. */
function suggested(scheme: string, rest: string): string {
  const url = `${scheme}://${rest}`
  return rest !== '' && URL.canParse(url) && new URL(url).hostname !== '' ? new URL(url).origin : EXAMPLE
}
