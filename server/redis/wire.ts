import type { ClientKind } from '../../shared/protocol.ts'

/** What Redis answers, the same from both libraries. */
export type Reply = string | number | null | Reply[]
export type Command = readonly [name: string, ...args: string[]]

/** Redis refuses everything for now. */
const PASSING = /^(BUSY|LOADING|OOM|READONLY|MISCONF|MASTERDOWN|NOREPLICAS)$/
/** A cluster answers elsewhere, or later. */
const REDIRECTS = /^(MOVED|ASK|TRYAGAIN|CLUSTERDOWN)$/

/** Redis said no: certainly not applied. `code` is the first word of the answer, e.g. `NOSCRIPT`. */
export class RefusedByRedis extends Error {
  readonly code: string
  /** It would be refused whatever it is, and will pass by itself: no mistake of the strategy. */
  get passing(): boolean {
    return PASSING.test(this.code) || this.redirects
  }
  /** Another server of the cluster has the slot, or nobody has all of it at this moment. */
  get redirects(): boolean {
    return REDIRECTS.test(this.code)
  }
  constructor(message: string) {
    super(message)
    this.name = 'RefusedByRedis'
    this.code = message.split(' ', 1)[0] ?? ''
  }
}

/** No answer came (lost connection, deadline): whether the command took effect is unknown. */
export class NoAnswer extends Error {
  constructor(cause: unknown) {
    super(`no answer from Redis: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.name = 'NoAnswer'
  }
}

/**
 * One connection that nobody else uses, for WATCH and MULTI. It never reconnects: any error ends it, because a
 * connection that came back has forgotten what it watched and would commit over another write.
 */
export interface Lease {
  /** False once it has met an error, or its keys have moved to another server: take another one. */
  readonly usable: boolean
  command(command: Command): Promise<Reply>
  watch(keys: readonly string[]): Promise<void>
  /** The commands as one MULTI block; `conflict` when a watched key changed. Rejects if any command in it failed. */
  multi(commands: readonly Command[]): Promise<Reply[] | 'conflict'>
  /** Must be called exactly once. UNWATCHes, or throws the connection away after an error. */
  release(): Promise<void>
}

/**
 * A Redis library, reduced to what Bank Run needs. Nothing is ever queued offline, and nothing sent again that Redis has
 * not refused: a cluster refuses what its other server is to be asked, and only that is asked there.
 */
export interface Wire {
  readonly client: ClientKind
  /** False while Redis cannot be reached; of a cluster, while none of its servers can. */
  readonly up: boolean
  /** Whether every key can be reached: in a cluster a server may be away, and its rooms with it. */
  readonly whole: boolean
  /** Whether the server that has the key can be reached. */
  reaches(key: string): boolean
  /** False when the user that Redis knows us as may not listen to channels: nobody is told of anything then. */
  readonly canListen: boolean
  /**
   * One command on the connection that all share. In a cluster it goes where its first key is, and without a key to
   * the server of the first slot if that can be reached; what is published goes to those who `listen` by the shard.
   */
  command(command: Command): Promise<Reply>
  /** For work on keys that share a slot with `key`. */
  lease(key: string): Promise<Lease>
  /** Calls back with every message on the channel until the returned function is called. At most once, gaps possible. */
  listen(channel: string, onMessage: (message: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** Milliseconds a command may take before its outcome counts as unknown. */
export const COMMAND_DEADLINE_MS = 2000
export const CONNECT_DEADLINE_MS = 3000
/** Milliseconds between two PINGs on connections that may have nothing else to ask. One without an answer is replaced. */
export const PING_EVERY_MS = 2000

/** The deadline has passed. */
export class TooLate extends NoAnswer {}

/** Rejects with `TooLate` after the deadline, unless `work` settles first. */
export async function withDeadline<T>(work: Promise<T>, ms = COMMAND_DEADLINE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate(`deadline of ${ms} ms`)), ms)
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
