/** Where a server listens. */
export interface HostPort {
  readonly host: string
  readonly port: number
}

/** PEM texts: the CA of the server's certificate, unless this machine trusts it, and a certificate of our own. */
export interface Tls {
  readonly ca?: string | undefined
  readonly cert?: string | undefined
  readonly key?: string | undefined
}

/** Credentials. With `tls`, even an empty one, the connection is encrypted. */
export interface Access {
  readonly username?: string | undefined
  readonly password?: string | undefined
  readonly tls?: Tls | undefined
}

/** Which Redis: one server, a cluster, or whichever server the sentinels call the master. Never to be printed. */
export type Endpoint =
  | { readonly kind: 'single'; readonly at: HostPort; readonly database: number; readonly access: Access }
  | { readonly kind: 'cluster'; readonly nodes: readonly HostPort[]; readonly access: Access }
  | {
      readonly kind: 'sentinel'
      readonly sentinels: readonly HostPort[]
      readonly master: string
      readonly access: Access
      /** The sentinels have users of their own. */
      readonly sentinelAccess: Access
    }
export type EndpointOf<K extends Endpoint['kind']> = Extract<Endpoint, { kind: K }>

export const REDIS_PORT = 6379
export const SENTINEL_PORT = 26379

/** "host:port" as people and Redis write it; the host may be an IPv6 address, in brackets or not. */
export const hostPortText = ({ host, port }: HostPort): string => `${host}:${port}`

/** The last colon ends the host, so `::1:7000` is port 7000 of `::1`. `undefined` when there is no port. */
export function parseHostPort(text: string): HostPort | undefined {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(text) ?? []
  return Number(port) > 0 && Number(port) < 65536 ? { host: bare(host), port: Number(port) } : undefined
}

/** Parses a `redis://` or `rediss://` URL. Throws a `TypeError`, which quotes nothing of it, when it is neither. */
export function parseUrl(url: string, port = REDIS_PORT): EndpointOf<'single'> {
  if (!URL.canParse(url) || !/^rediss?:\/\/./i.test(url)) throw new TypeError('that is no redis:// URL')
  const { protocol, hostname, port: given, pathname, username, password } = new URL(url)
  return {
    kind: 'single',
    at: { host: bare(hostname), port: Number(given) || port },
    database: Number(pathname.slice(1)) || 0,
    access: {
      username: decoded(username) || undefined,
      password: decoded(password) || undefined,
      tls: protocol === 'rediss:' ? {} : undefined,
    },
  }
}

const bare = (host: string): string => host.replace(/^\[|\]$/g, '')

/** A stray % is left as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
