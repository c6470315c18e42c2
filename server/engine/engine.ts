import type { Endpoint } from './endpoint.ts'
import type { RedisOptions } from './redis-options.ts'

/** Where the account lives: your own server, a private child process, or the one written in JavaScript. */
export type EngineKind = 'external' | 'local' | 'embedded'

/** A Redis that answers, and how to reach it, look inside it and close it. */
export interface Engine {
  readonly kind: EngineKind
  /** For the banner, e.g. "Redis 7.0.15", "Valkey 8.1.0, cluster of 3 primaries", "embedded js-redis-server 0.3.0". */
  readonly name: string
  /** What to connect to. Holds credentials: never for printing. */
  readonly endpoint: Endpoint
  /** `redis://` or `rediss://`, credentials included: of the server, or of one server of the cluster. */
  readonly url: string
  /** The command line to look inside, e.g. "redis-cli -p 41234". Holds no password. */
  readonly cli: string
  /** Resolves with a sentence when the engine ends on its own; never on `close`, never for external. */
  readonly died: Promise<string>
  /** Ends what we started (an external server is left alone). May be called twice. */
  close(): Promise<void>
}

/**
 * Asks for the text of `INFO server`, of a cluster also of `CLUSTER INFO`, of sentinels also for a line of their
 * `INFO sentinel`; rejects without an answer. Injected, because only the two Redis adapters may import a Redis library.
 */
export type ProbeRedis = (endpoint: Endpoint) => Promise<string>

export interface EngineOptions extends RedisOptions {
  /** Forced by `--engine`; without it the ladder decides. */
  readonly engine?: EngineKind | undefined
  /** Where `PATH`, `REDIS_URL` and the like are read; `process.env` by default. */
  readonly env?: NodeJS.ProcessEnv | undefined
  /** `process.platform` by default. */
  readonly platform?: NodeJS.Platform | undefined
  readonly probe: ProbeRedis
  /** Gets a sentence that says why the automatic ladder passed over a server it had found. */
  readonly onNotice?: ((sentence: string) => void) | undefined
}

/** No engine could be opened. The message is for people: what happened, what was tried, what to do. */
export class EngineError extends Error {
  override readonly name = 'EngineError'
}

/** The most useful message of any thrown value (Node wraps refused connections in an empty AggregateError). */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  if (!(error instanceof Error)) return String(error)
  return error.message || ('code' in error ? String(error.code) : error.name)
}
