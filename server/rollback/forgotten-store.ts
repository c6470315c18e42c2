import type { z } from 'zod'
import { Forgotten, ForkPoint } from '../../shared/rewound.ts'
import { transactionKey } from '../../shared/transaction-key.ts'
import { safeParseReceipt } from '../account/receipt.ts'
import { type AccountKeys, KEPT_SECONDS } from '../redis/keys.ts'
import { RefusedByRedis, type Wire } from '../redis/wire.ts'

/** Transactions in one command, at most. */
const AT_ONCE = 500
/** The field with the fork point itself. Every other field is a player, a space and a transaction. */
const FORK_POINT = 'parting'

/** The writes of an account that Redis has forgotten, as the nodes have stored them since. */
export interface Stored {
  forkPoint: ForkPoint | undefined
  forgotten: Forgotten[]
  /** Number of fields in the hash, valid or not. */
  fields: number
}

/**
 * Stores what this node knows, for the other nodes and for later ones, and publishes an event. Only the node that
 * acknowledged a transaction knows how many replicas had confirmed it: a node without that number overwrites nothing.
 */
async function storeForgotten(
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

/** Removes a transaction that had not been acknowledged after all. */
async function unstoreForgotten(wire: Wire, keys: AccountKeys, id: string): Promise<void> {
  await wire.command(['HDEL', keys.forgotten, id])
}

/** Loads them without invalid fields: anyone with a `redis-cli` may write here. */
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

/** How many fields the hash has; `undefined` when the key holds another type. */
async function countForgotten(wire: Wire, keys: AccountKeys): Promise<number | undefined> {
  try {
    return (await wire.command(['HLEN', keys.forgotten])) as number
  } catch (error) {
    if (error instanceof RefusedByRedis && error.code === 'WRONGTYPE') return undefined
    throw error
  }
}

/**
 * The outcome of each transaction by its present receipt, on any of the connections: for a moment they may lead to
 * different servers. `unapplied` is what its player was told last. `undefined` when there is no receipt.
 */
async function outcomesOf(
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
    const receipt = text === null ? undefined : safeParseReceipt(text)
    return receipt && (receipt.outcome === 'applied' ? 'applied' : 'unapplied')
  })
}

/** The forgotten transactions of one room in Redis, which all its nodes share. */
export class ForgottenStore {
  readonly #wires: readonly [Wire, ...Wire[]]
  readonly #channel: string
  /** Another node has published that it stored forgotten writes. */
  #published = false
  /** Number of fields in the hash when it was last read, since an event may be missed. */
  #fields = 0

  /** `wires`: receipts are looked up through all of them, everything else goes through the first. */
  constructor(wires: readonly [Wire, ...Wire[]], channel: string) {
    this.#wires = wires
    this.#channel = channel
  }

  get wires(): readonly [Wire, ...Wire[]] {
    return this.#wires
  }

  /** Another node has stored something: `news` reads it. */
  changed(): void {
    this.#published = true
  }

  count(keys: AccountKeys): Promise<number | undefined> {
    return countForgotten(this.#wires[0], keys)
  }

  async load(keys: AccountKeys): Promise<Stored> {
    const stored = await loadForgotten(this.#wires[0], keys)
    this.#fields = stored.fields
    return stored
  }

  /** All that is stored, when another node has added to it since the last read. `fields`: as counted now. */
  async news(keys: AccountKeys, fields: number | undefined): Promise<Stored | undefined> {
    if (fields === undefined || !(this.#published || fields !== this.#fields)) return undefined
    this.#published = false
    try {
      return await this.load(keys)
    } catch (error) {
      this.#published = true
      throw error
    }
  }

  add(keys: AccountKeys, forkPoint: ForkPoint, forgotten: Iterable<Forgotten>): Promise<void> {
    return storeForgotten(this.#wires[0], keys, this.#channel, forkPoint, forgotten)
  }

  remove(keys: AccountKeys, id: string): Promise<void> {
    return unstoreForgotten(this.#wires[0], keys, id)
  }

  outcomesOf(keys: AccountKeys, all: readonly Forgotten[]) {
    return outcomesOf(this.#wires, keys, all)
  }
}

function parsed<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
