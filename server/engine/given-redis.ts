import { readFileSync } from 'node:fs'
import {
  type Access,
  type Endpoint,
  type HostPort,
  parseUrl,
  REDIS_PORT,
  SENTINEL_PORT,
  type Tls,
} from './endpoint.ts'
import { EngineError, reasonOf } from './engine.ts'
import { maskUrl } from './mask-url.ts'
import type { RedisOptions } from './redis-options.ts'

/** A Redis that the user named. */
export interface GivenRedis {
  readonly endpoint: Endpoint
  /** What was given and how, e.g. "redis://ada:***@host (REDIS_URL)". Holds no password. */
  readonly tried: string
  /** The file of `redisCa`, for the command line to look inside. */
  readonly caFile: string | undefined
}

/** The three ways to name one: option, flag, variable. */
const WAYS = [
  ['redisUrl', '--redis', 'REDIS_URL'],
  ['redisCluster', '--redis-cluster', 'REDIS_CLUSTER'],
  ['redisSentinel', '--redis-sentinel', 'REDIS_SENTINEL'],
] as const
type Way = (typeof WAYS)[number][0]

/**
 * The Redis that the user named; `undefined` when none was. An empty variable counts as not set, an empty flag as set.
 * A flag comes before every variable.
 * @throws EngineError when two were named, or what was given makes no sense.
 */
export function givenRedis(options: RedisOptions, env: NodeJS.ProcessEnv): GivenRedis | undefined {
  const found = named(options, env)
  if (!found) return undefined
  const { way, text, source } = found
  const caFile = options.redisCa ?? variable(env, 'REDIS_CA')
  const tls = tlsOf(options, caFile, env)
  const user: Access = {
    username: variable(env, 'REDIS_USERNAME'),
    password: env.REDIS_PASSWORD || undefined,
  }
  if (way === 'redisUrl') {
    const { access, ...single } = urlOf(text, source)
    return {
      endpoint: { ...single, access: merged(access, user, tls) },
      tried: givenText(text, source),
      caFile,
    }
  }
  const { places, access } = listOf(text, source, way === 'redisSentinel' ? SENTINEL_PORT : REDIS_PORT)
  if (way === 'redisCluster') {
    const endpoint: Endpoint = { kind: 'cluster', nodes: places, access: merged(access, user, tls) }
    return { endpoint, tried: givenText(text, source), caFile }
  }
  const master = options.redisMaster ?? variable(env, 'REDIS_MASTER')
  if (!master) {
    throw new EngineError(
      `${source} names sentinels, so the name of the master is needed, too: --redis-master mymaster, or REDIS_MASTER.`,
    )
  }
  const sentinelAccess = merged(access, {}, tls)
  const endpoint: Endpoint = {
    kind: 'sentinel',
    sentinels: places,
    master,
    access: { ...user, tls: sentinelAccess.tls },
    sentinelAccess,
  }
  return { endpoint, tried: givenText(text, source), caFile }
}

/** An empty or blank variable counts as absent. */
const variable = (env: NodeJS.ProcessEnv, name: string): string | undefined => env[name]?.trim() || undefined

const givenText = (text: string, source: string): string =>
  `${text.split(',').map(maskUrl).join(',')} (${source})`

function named(options: RedisOptions, env: NodeJS.ProcessEnv) {
  const flags = WAYS.flatMap(([way, source]) => given(way, options[way], source))
  const variables = WAYS.flatMap(([way, , source]) => given(way, variable(env, source), source))
  const all = flags.length > 0 ? flags : variables
  if (all.length > 1) {
    const sources = all.map(({ source }) => source)
    throw new EngineError(`${sources.join(' and ')} name one Redis each, and there can be only one.`)
  }
  return all[0]
}

const given = (way: Way, text: string | undefined, source: string) =>
  text === undefined ? [] : [{ way, text, source }]

/** Credentials in the URL come before those in the environment. */
function merged(inUrl: Access, beside: Access, tls: Tls | undefined): Access {
  const own = inUrl.username !== undefined || inUrl.password !== undefined
  const { username, password } = own ? inUrl : beside
  return { username, password, tls: tls ?? inUrl.tls }
}

function urlOf(url: string, source: string) {
  const malformed = (what: string) =>
    new EngineError(
      `${source} is "${maskUrl(url)}", and ${what}. It should look like redis://[user:password@]host[:port][/db], or rediss:// for TLS.`,
    )
  if (!URL.canParse(url))
    throw malformed('that is no URL (a special character in the password is written %XX)')
  const { protocol, hostname, pathname } = new URL(url)
  if (protocol !== 'redis:' && protocol !== 'rediss:')
    throw malformed('that does not start with redis:// or rediss://')
  if (!hostname) throw malformed('it names no host')
  if (!/^\/?\d*$/.test(pathname)) throw malformed('what follows the host is no database number')
  return parseUrl(url)
}

/** A list of "host:port", "host" or URLs; the first user in it is the user, and one `rediss:` makes it TLS for all. */
function listOf(text: string, source: string, port: number): { places: HostPort[]; access: Access } {
  const parsed = text.split(',').map((item) => {
    const url = item.includes('://') ? item.trim() : `redis://${item.trim()}`
    const { hostname, pathname } = URL.canParse(url) ? new URL(url) : { hostname: '', pathname: '' }
    if (hostname && /^\/?$/.test(pathname) && /^rediss?:/i.test(url)) return parseUrl(url, port)
    const all = text.split(',').map(maskUrl).join(',')
    throw new EngineError(
      `${source} is "${all}", and "${maskUrl(item)}" is no server. It should look like host:port,host:port,host:port.`,
    )
  })
  const user = parsed.find(({ access }) => access.password !== undefined)?.access
  const tls = parsed.find(({ access }) => access.tls)?.access.tls
  return {
    places: parsed.map(({ at }) => at),
    access: { username: user?.username, password: user?.password, tls },
  }
}

function tlsOf(options: RedisOptions, ca: string | undefined, env: NodeJS.ProcessEnv): Tls | undefined {
  const cert = options.redisCert ?? variable(env, 'REDIS_CERT')
  const key = options.redisKey ?? variable(env, 'REDIS_KEY')
  const wanted = options.redisTls ?? !/^(0|no|off|false|)$/i.test(variable(env, 'REDIS_TLS') ?? '')
  if (!wanted && !ca && !cert && !key) return undefined
  return {
    ca: contentOf(ca, options.redisCa ? '--redis-ca' : 'REDIS_CA'),
    cert: contentOf(cert, options.redisCert ? '--redis-cert' : 'REDIS_CERT'),
    key: contentOf(key, options.redisKey ? '--redis-key' : 'REDIS_KEY'),
  }
}

function contentOf(file: string | undefined, source: string): string | undefined {
  if (file === undefined) return undefined
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new EngineError(
      `The file for the TLS of Redis, ${source}, cannot be read: ${reasonOf(error)}. Name one that can.`,
    )
  }
}
