import type { z } from 'zod'
import { Receipt } from '../../shared/journal.ts'
import { Forgotten, ForkPoint } from '../../shared/rewound.ts'
import { transactionKey } from '../../shared/transaction-key.ts'
import { type AccountKeys, KEPT_SECONDS } from '../redis/keys.ts'
import { RefusedByRedis, type Wire } from '../redis/wire.ts'

/** Transactions that one command is about. */
const AT_ONCE = 500
/** The field that tells of the fork point itself; all others are a player, a space and a transaction. */
const FORK_POINT = 'parting'

/** What Redis has forgotten of an account, as its nodes have told it since: each knows what it had acknowledged. */
export interface Stored {
  forkPoint: ForkPoint | undefined
  forgotten: Forgotten[]
  /** Of the hash, whatever is in them. */
  fields: number
}

/**
 * Adds what this node knows, for the other nodes and for those who come later, and rings for the others. Which replicas
 * had confirmed a transaction only the node knows that has acknowledged it: who does not know that overwrites nothing.
 */
export async function storeForgotten(
  wire: Wire,
  keys: AccountKeys,
  channel: string,
  forkPoint: ForkPoint,
  forgotten: Iterable<Forgotten>,
): Promise<void> {
  const known = [[FORK_POINT, JSON.stringify(forkPoint)]]
  const others: [id: string, text: string][] = []
  for (const one of forgotten)
    (one.replicas === undefined ? others : known).push([transactionKey(one), JSON.stringify(one)])
  for (let at = 0; at < known.length; at += AT_ONCE)
    await wire.command(['HSET', keys.forgotten, ...known.slice(at, at + AT_ONCE).flat()])
  for (let at = 0; at < others.length; at += AT_ONCE) {
    const some = others.slice(at, at + AT_ONCE)
    await Promise.all(some.map((field) => wire.command(['HSETNX', keys.forgotten, ...field])))
  }
  await wire.command(['EXPIRE', keys.forgotten, String(KEPT_SECONDS)])
  await wire.command(['PUBLISH', channel, '{"kind":"forgotten"}'])
}

/** One that had not been acknowledged after all. */
export async function unstoreForgotten(wire: Wire, keys: AccountKeys, id: string): Promise<void> {
  await wire.command(['HDEL', keys.forgotten, id])
}

/** Leaves out what is none: anyone with a `redis-cli` may write here. */
export async function loadForgotten(wire: Wire, keys: AccountKeys): Promise<Stored> {
  const flat = (await wire.command(['HGETALL', keys.forgotten])) as string[]
  const stored: Stored = { forkPoint: undefined, forgotten: [], fields: flat.length / 2 }
  for (let i = 0; i < flat.length; i += 2) {
    const text = flat[i + 1] as string
    if (flat[i] === FORK_POINT) stored.forkPoint = parsed(ForkPoint, text)
    else {
      const one = parsed(Forgotten, text)
      if (one && transactionKey(one) === flat[i]) stored.forgotten.push(one)
    }
  }
  return stored
}

/** How many fields there are to load; `undefined` when somebody has put something else there. */
export async function countForgotten(wire: Wire, keys: AccountKeys): Promise<number | undefined> {
  try {
    return (await wire.command(['HLEN', keys.forgotten])) as number
  } catch (error) {
    if (error instanceof RefusedByRedis && error.code === 'WRONGTYPE') return undefined
    throw error
  }
}

/**
 * How each of these ended, by the receipts there are now, whichever connection finds one: for a moment they may lead to
 * different servers. What is not applied is what its player was told last. `undefined` when there is none.
 */
export async function outcomesOf(
  wires: readonly Wire[],
  keys: AccountKeys,
  all: readonly Forgotten[],
): Promise<('applied' | 'unapplied' | undefined)[]> {
  const receipts = all.map(({ player, tx }) => keys.receipt(player, tx))
  const found: (string | null)[] = receipts.map(() => null)
  for (const wire of wires) {
    for (let at = 0; at < receipts.length; at += AT_ONCE) {
      const some = (await wire.command(['MGET', ...receipts.slice(at, at + AT_ONCE)])) as (string | null)[]
      for (const [i, receipt] of some.entries()) found[at + i] ??= receipt
    }
  }
  return found.map((text) => {
    const receipt = text === null ? undefined : parsed(Receipt, text)
    return receipt && (receipt.outcome === 'applied' ? 'applied' : 'unapplied')
  })
}

function parsed<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
