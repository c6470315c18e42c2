import type { ClientKind } from '../../shared/protocol.ts'

/** An answer of Redis, the same from both libraries. */
export type Reply = string | number | null | Reply[]
export type Command = readonly [name: string, ...args: string[]]

/** Redis refuses every command for now. */
const PASSING = /^(BUSY|LOADING|OOM|READONLY|MISCONF|MASTERDOWN|NOREPLICAS)$/
/** Another server of the cluster answers, or the same one later. */
const REDIRECTS = /^(MOVED|ASK|TRYAGAIN|CLUSTERDOWN)$/

/** Redis refused the command: certainly not applied. `code` is the first word of the answer, e.g. `NOSCRIPT`. */
export class RefusedByRedis extends Error {
  readonly code: string
  /** Redis refuses any command at this moment, and that will pass: not the strategy's mistake. */
  get passing(): boolean {
    return PASSING.test(this.code) || this.redirects
  }
  /** Another server of the cluster has the slot, or no server has all of it at this moment. */
  get redirects(): boolean {
    return REDIRECTS.test(this.code)
  }
  constructor(message: string) {
    super(message)
    this.name = 'RefusedByRedis'
    this.code = message.split(' ', 1)[0] ?? ''
  }
}

/** No answer came (lost connection, deadline): the command may or may not have taken effect. */
export class NoAnswer extends Error {
  constructor(cause: unknown) {
    super(`no answer from Redis: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.name = 'NoAnswer'
  }
}

/**
 * An exclusive connection, for WATCH and MULTI. It never reconnects, and any error ends it: a new connection would not
 * watch the keys any more and would overwrite another commit.
 */
export interface Lease {
  /** False after an error, or when its keys have moved to another server: take another lease. */
  readonly usable: boolean
  command(command: Command): Promise<Reply>
  watch(keys: readonly string[]): Promise<void>
  /** Sends the commands as one MULTI block; `conflict` when a watched key changed. Rejects if any of them failed. */
  multi(commands: readonly Command[]): Promise<Reply[] | 'conflict'>
  /** Must be called exactly once. Sends UNWATCH, or closes the connection after an error. */
  release(): Promise<void>
}

/**
 * A Redis library, reduced to what Bank Run needs. It never queues commands while offline, and sends a command again
 * only after Redis has refused it: a cluster's redirection is such a refusal.
 */
export interface Wire {
  readonly client: ClientKind
  /** False while Redis cannot be reached; for a cluster, while none of its servers can. */
  readonly up: boolean
  /** Whether every key can be reached: when a server of a cluster is away, so are its rooms. */
  readonly whole: boolean
  /** Whether the server that has the key can be reached. */
  reaches(key: string): boolean
  /** False when our Redis user has no right to channels: then no published message arrives. */
  readonly canListen: boolean
  /**
   * Sends one command on the shared connection. In a cluster it goes to the server of its first key; without a key, to
   * the server of the first slot if that can be reached. In a cluster a PUBLISH becomes SPUBLISH, for `listen`.
   */
  command(command: Command): Promise<Reply>
  /** Opens or reuses an exclusive connection for keys that share a slot with `key`. */
  lease(key: string): Promise<Lease>
  /** Calls back for each message on the channel until the returned function is called. At most once, gaps possible. */
  listen(channel: string, onMessage: (message: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** Milliseconds after which the outcome of a command counts as unknown. */
export const COMMAND_DEADLINE_MS = 2000
export const CONNECT_DEADLINE_MS = 3000
/** Milliseconds between two PINGs on an otherwise idle connection. A connection that does not answer is replaced. */
export const PING_EVERY_MS = 2000

/** The deadline has passed. */
export class DeadlineExceeded extends NoAnswer {}

/** Rejects with `DeadlineExceeded` after the deadline, unless `work` settles first. */
export async function withDeadline<T>(work: Promise<T>, ms = COMMAND_DEADLINE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlineExceeded(`deadline of ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, deadline])
  } finally {
    clearTimeout(timer)
  }
}

/** Milliseconds until the next try to reconnect: 50 ms doubling to 1 s. */
export function reconnectDelay(attempt: number): number {
  return Math.min(1000, 50 * 2 ** Math.min(attempt, 5))
}
