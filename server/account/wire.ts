import type { ClientKind } from '../../shared/protocol.ts'

/** What Redis answers, the same from both libraries. */
export type Reply = string | number | null | Reply[]
export type Command = readonly [name: string, ...args: string[]]

/** Redis said no: certainly not applied. `code` is the first word of the answer, e.g. `NOSCRIPT`. */
export class RefusedByRedis extends Error {
  readonly code: string
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
  command(command: Command): Promise<Reply>
  watch(keys: readonly string[]): Promise<void>
  /** The commands as one MULTI block; `conflict` when a watched key changed. Rejects if any command in it failed. */
  multi(commands: readonly Command[]): Promise<Reply[] | 'conflict'>
  /** Must be called exactly once. UNWATCHes, or throws the connection away after an error. */
  release(): Promise<void>
}

/** A Redis library, reduced to what Bank Run needs. Nothing is ever re-sent, queued offline or retried in here. */
export interface Wire {
  readonly client: ClientKind
  /** False while Redis cannot be reached. */
  readonly up: boolean
  /** One command on the shared connection. */
  command(command: Command): Promise<Reply>
  lease(): Promise<Lease>
  /** Calls back with every message on the channel until the returned function is called. At most once, gaps possible. */
  listen(channel: string, onMessage: (message: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** Milliseconds a command may take before its outcome counts as unknown. */
export const COMMAND_DEADLINE_MS = 2000
export const CONNECT_DEADLINE_MS = 3000
/** A shared connection that has said nothing this long after it was asked is dead, though open: it is replaced. */
export const SILENCE_MS = 3000
/** Milliseconds between two PINGs on connections that may have nothing else to ask. */
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
