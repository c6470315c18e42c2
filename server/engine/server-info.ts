import { type HostPort, parseHostPort } from './endpoint.ts'
import { EngineError } from './engine.ts'

/** The oldest we can use, as [major, minor]. */
const OLDEST = { Redis: [7, 0], Valkey: [7, 2] } as const

/** What a server says of itself, its cluster and its sentinels. */
export interface ServerInfo {
  /** e.g. "Redis 7.0.15" or "Valkey 8.1.0". */
  readonly name: string
  /** e.g. "8.1.0"; for Valkey its own version, not the Redis version it stands in for. */
  readonly version: string
  readonly mode: 'standalone' | 'cluster' | 'sentinel'
  readonly pid: number | undefined
  /** How many servers of the cluster have slots, and how many slots are assigned to servers. */
  readonly primaries: number | undefined
  readonly slots: number | undefined
  /** The master's address, as a sentinel says. */
  readonly master: HostPort | undefined
}

/**
 * Reads the texts of `INFO server`, `CLUSTER INFO` and `INFO sentinel`, as many of them as there are.
 * @throws EngineError when they name no version, a version too old for us, or a Sentinel in the place of a server.
 */
export function readServerInfo(text: string): ServerInfo {
  const fields = parseFields(text)
  const product = fields.get('server_name') === 'valkey' ? 'Valkey' : 'Redis'
  const version = fields.get(`${product.toLowerCase()}_version`)
  if (!version) throw new EngineError('It answers, but its INFO names no Redis or Valkey version.')
  const name = `${product} ${version}`
  if (!isAtLeast(version, OLDEST[product])) {
    throw new EngineError(`It is ${name}; Bank Run needs Redis 7 or newer, or Valkey 7.2 or newer.`)
  }
  const mode = fields.get('redis_mode') ?? fields.get('server_mode')
  if (mode === 'sentinel') {
    throw new EngineError(
      `It is a Sentinel (${name}), which holds no data: name it with --redis-sentinel and its master with --redis-master.`,
    )
  }
  const number = (field: string): number | undefined =>
    fields.has(field) ? Number(fields.get(field)) : undefined
  return {
    name,
    version,
    mode: mode === 'cluster' ? mode : 'standalone',
    pid: number('process_id') || undefined,
    primaries: number('cluster_size'),
    slots: number('cluster_slots_assigned'),
    master: parseHostPort(/\baddress=([^,]+)/.exec(fields.get('master0') ?? '')?.[1] ?? ''),
  }
}

function parseFields(text: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).trim())
  }
  return fields
}

function isAtLeast(version: string, [oldestMajor, oldestMinor]: readonly [number, number]): boolean {
  const [major = Number.NaN, minor = 0] = version.split('.').map(Number)
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
}
