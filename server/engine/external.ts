import { type Endpoint, type EndpointOf, hostPortText } from './endpoint.ts'
import { type Engine, EngineError, type ProbeRedis, reasonOf } from './engine.ts'
import type { GivenRedis } from './given-redis.ts'
import { redisCliCommand } from './redis-cli-command.ts'
import { readServerInfo, type ServerInfo } from './server-info.ts'

/** How long a server may take to answer `INFO`, in milliseconds. */
const ANSWER_WITHIN_MS = 5_000
const WHAT_TO_DO = 'Correct the address or start that server. Without an address, Bank Run starts its own.'

/**
 * Opens the Redis that was named. A single server that is part of a cluster leads to the whole cluster.
 * @throws EngineError when it does not answer, or is not one we can use.
 */
export async function openExternal(given: GivenRedis, probe: ProbeRedis): Promise<Engine> {
  const first = await asked(given.endpoint, given, probe)
  const whole = clusterAround(given.endpoint, first, given)
  const info = whole ? await asked(whole, given, probe) : first
  const endpoint = whole ?? given.endpoint
  if (endpoint.kind === 'cluster' && info.slots !== undefined && info.slots < ALL_SLOTS) {
    throw unusable(given, `It has given only ${info.slots} of its ${ALL_SLOTS} slots to servers.`)
  }
  const at = entranceOf(endpoint, info)
  return {
    kind: 'external',
    name: nameOf(endpoint, info),
    endpoint,
    url: urlFor(at),
    cli: redisCliCommand(at, { cluster: endpoint.kind === 'cluster', caFile: given.caFile }),
    died: new Promise(() => {}),
    close: async () => {},
  }
}

const ALL_SLOTS = 16384

async function asked(endpoint: Endpoint, { tried }: GivenRedis, probe: ProbeRedis): Promise<ServerInfo> {
  const text = await withDeadline(probe(endpoint)).catch((error: unknown) => {
    const reason = hideSecrets(reasonOf(error), endpoint).trim().replace(/\.$/, '')
    const refused = error instanceof Error && error.name === 'RefusedByRedis'
    const what = refused ? `The Redis at ${tried} refuses us` : `No Redis answers at ${tried}`
    throw new EngineError(`${what}: ${reason}. ${WHAT_TO_DO}`)
  })
  try {
    return readServerInfo(text)
  } catch (error) {
    throw unusable({ tried }, reasonOf(error))
  }
}

const unusable = ({ tried }: Pick<GivenRedis, 'tried'>, why: string): EngineError =>
  new EngineError(`The server at ${tried} cannot be used. ${why} ${WHAT_TO_DO}`)

/** The whole cluster, when a single server of it was named; else `undefined`. */
function clusterAround(endpoint: Endpoint, { mode }: ServerInfo, given: GivenRedis): Endpoint | undefined {
  if (endpoint.kind !== 'single' || mode !== 'cluster') return undefined
  if (endpoint.database !== 0) throw unusable(given, 'It is part of a cluster, which has no database but 0.')
  return { kind: 'cluster', nodes: [endpoint.at], access: endpoint.access }
}

function nameOf(endpoint: Endpoint, { name, primaries }: ServerInfo): string {
  switch (endpoint.kind) {
    case 'single':
      return name
    case 'cluster':
      if (!primaries) return `${name}, cluster`
      return `${name}, cluster of ${primaries} ${primaries === 1 ? 'primary' : 'primaries'}`
    case 'sentinel':
      return `${name}, master ${endpoint.master} of Sentinel`
    default:
      return endpoint satisfies never
  }
}

/** One server to connect to first. */
function entranceOf(endpoint: Endpoint, { master }: ServerInfo): EndpointOf<'single'> {
  const { access } = endpoint
  if (endpoint.kind === 'single') return endpoint
  const [first = { host: 'localhost', port: 0 }] =
    endpoint.kind === 'cluster' ? endpoint.nodes : [...(master ? [master] : []), ...endpoint.sentinels]
  return { kind: 'single', at: first, database: 0, access }
}

function urlFor({ at, database, access }: EndpointOf<'single'>): string {
  const { username = '', password, tls } = access
  const user =
    password === undefined ? '' : `${encodeURIComponent(username)}:${encodeURIComponent(password)}@`
  const host = at.host.includes(':') ? `[${at.host}]` : at.host
  return `${tls ? 'rediss' : 'redis'}://${user}${hostPortText({ ...at, host })}${database ? `/${database}` : ''}`
}

/** The error of a client library may quote the password. */
function hideSecrets(reason: string, endpoint: Endpoint): string {
  const accesses = [endpoint.access, ...(endpoint.kind === 'sentinel' ? [endpoint.sentinelAccess] : [])]
  let hidden = reason
  for (const { password } of accesses) {
    if (!password) continue
    for (const secret of [password, encodeURIComponent(password)]) hidden = hidden.replaceAll(secret, '***')
  }
  return hidden
}

async function withDeadline(answer: Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const seconds = ANSWER_WITHIN_MS / 1000
    timer = setTimeout(() => reject(new Error(`no answer within ${seconds} s`)), ANSWER_WITHIN_MS)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
