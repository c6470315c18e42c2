import type { LockKey, OwnKey } from '../account/account.ts'
import type { AccountCall } from '../account/intercepted-account.ts'
import { isUnending, mayUseLock, UNENDING_MS } from '../account/unending.ts'
import type { AccountKeys } from '../redis/keys.ts'
import { RefusedByRedis, type Wire } from '../redis/wire.ts'
import { EXPIRIES, type Expiry } from './schedule.ts'

/** The watch's name of a key that transactions share: `lock`, `fence`, `balance`, or `own:` and the key's name. */
export type SharedKey = string

/** Watches the keys that transactions share besides the balance, and expires them when the schedule says so. */
export interface KeyWatch {
  readonly lockHeld: boolean
  /** The acts by which the existing keys with a TTL may expire. */
  readonly expirable: readonly Expiry[]
  /** Some key had a TTL. */
  readonly anyTtl: boolean
  /** Counts the changes of these keys. */
  changesOf(keys: readonly SharedKey[]): number
  /** Call it after every command, since some change the keys. `booked`: the version it wrote, if any. */
  after(
    call: Pick<AccountCall, 'verb' | 'key' | 'ttlMs' | 'about'>,
    answer: unknown,
    booked: number | undefined,
  ): Promise<void>
  /** Reads the lock, unless a command has used it before. */
  look(): Promise<void>
  /** Expires the key. Resolves with its name if it is one of the strategy's own keys. */
  expire(act: Expiry): Promise<string | undefined>
  /** Milliseconds, like `PTTL` if no time had passed: −1 without a TTL, −2 when the key does not exist. */
  ttlOf(key: SharedKey): number
  /** The names of the strategy's own keys that were used. */
  readonly own: readonly string[]
  /** The newest version of the account. */
  readonly version: number
}

/** Stands in for a strategy's TTL. It differs from that of a key without one: a script may change either. */
const STAND_IN_MS = UNENDING_MS / 4

/** The same lock, but the clock never expires it: a schedule must not depend on how slow the exploration is. */
export const withoutClock = (lock: LockKey, keys: () => KeyWatch): LockKey => ({
  set: (token, ttlMs) => lock.set(token, ttlMs === undefined ? undefined : STAND_IN_MS),
  del: () => lock.del(),
  expire: () => lock.expire(STAND_IN_MS),
  pttl: async () => keys().ttlOf('lock'),
  eval: (text, ...args) => lock.eval(text, ...args),
})

/** The same for a strategy's own key. */
export const ownWithoutClock = (key: OwnKey): OwnKey => ({
  ...key,
  set: (value, options = {}) => key.set(value, options.nx ? { nx: true } : {}),
  expire: () => key.expire(STAND_IN_MS),
})

interface KnownKey {
  value: string | null
  /** `undefined`: it has none. */
  ttlMs?: number | undefined
  changes: number
}

/** These may change the lock and the fence, and give them a TTL. */
const SCRIPTS: ReadonlySet<string> = new Set<AccountCall['verb']>(['EVAL lock', 'EVAL'])
const OF_THE_LOCK: ReadonlySet<string> = new Set<AccountCall['verb']>([
  'SET NX',
  'DEL',
  'EXPIRE',
  'EVAL lock',
])
/** These set the TTL in their arguments, or none. */
const GIVES_TTL: ReadonlySet<string> = new Set<AccountCall['verb']>([
  'SET NX',
  'EXPIRE',
  'KEY SET',
  'KEY EXPIRE',
])

export function watchKeys(wire: Wire, account: AccountKeys): KeyWatch {
  const known = new Map<SharedKey, KnownKey>()
  let balanceChanges = 0
  let version = 0
  let anyTtl = false
  /** Most strategies use no lock, which saves the commands that read it. */
  let isLockUsed = false
  const own = new Set<string>()

  const of = (key: SharedKey): KnownKey => {
    const found = known.get(key) ?? { value: null, changes: 0 }
    known.set(key, found)
    return found
  }
  const redisKey = (key: SharedKey): string =>
    key === 'lock' ? account.lock : key === 'fence' ? account.fence : account.own(key.slice('own:'.length))
  const ownKeys = (): SharedKey[] => [...own].sort().map((name) => `own:${name}`)

  async function storedIn(key: string): Promise<string | null> {
    try {
      return (await wire.command(['GET', key])) as string | null
    } catch (error) {
      if (!(error instanceof RefusedByRedis) || error.code !== 'WRONGTYPE') throw error
      return JSON.stringify(await wire.command(['HGETALL', key]))
    }
  }
  /** The TTL that a script has set, in milliseconds. Replaces it by one so long that the clock never expires the key. */
  async function ttlFromScript(key: string): Promise<number | 'none' | 'as before'> {
    const left = Number(await wire.command(['PTTL', key]))
    if (left === -2) return 'as before'
    if (isUnending(left)) return 'none'
    if (left > STAND_IN_MS / 2) return 'as before'
    await wire.command(['PEXPIRE', key, String(STAND_IN_MS)])
    return Math.ceil(left / 100) * 100
  }
  /** Reads the key. `given`: the TTL that the command has set, if any; a script's TTL is read from Redis. */
  async function look(key: SharedKey, given: 'by script' | 'nothing' | { ttlMs: number | undefined }) {
    const name = redisKey(key)
    const [value, ttl] = await Promise.all([
      storedIn(name),
      given === 'by script' ? ttlFromScript(name) : ('as before' as const),
    ])
    const one = of(key)
    const before = JSON.stringify([one.value, one.ttlMs])
    if (value !== one.value) one.ttlMs = undefined
    one.value = value
    if (typeof given === 'object') one.ttlMs = given.ttlMs
    if (ttl !== 'as before') one.ttlMs = ttl === 'none' ? undefined : ttl
    if (value === null) one.ttlMs = undefined
    if (one.ttlMs !== undefined) anyTtl = true
    if (JSON.stringify([one.value, one.ttlMs]) !== before) one.changes += 1
  }
  function expirables(): [act: Expiry, key: SharedKey][] {
    // A fence with a TTL serves as the strategy's own kind of lock.
    const withTtl = ['fence', ...ownKeys()].filter((key) => of(key).ttlMs !== undefined)
    const all: [Expiry, SharedKey][] = withTtl.slice(0, 2).map((key, i) => [EXPIRIES[i + 1] as Expiry, key])
    return of('lock').ttlMs === undefined ? all : [['x', 'lock'], ...all]
  }

  return {
    get lockHeld() {
      return of('lock').value !== null
    },
    get expirable() {
      return expirables().map(([act]) => act)
    },
    get anyTtl() {
      return anyTtl
    },
    get own() {
      return [...own]
    },
    get version() {
      return version
    },
    changesOf: (keys) =>
      keys.reduce((sum, key) => sum + (key === 'balance' ? balanceChanges : of(key).changes), 0),
    async after({ verb, key, ttlMs, about: text }, answer, booked) {
      if (booked !== undefined && booked > version) {
        version = booked
        balanceChanges += 1
      }
      if (key !== undefined) own.add(key)
      if (OF_THE_LOCK.has(verb) || (verb === 'EVAL' && mayUseLock(text))) isLockUsed = true
      const about: SharedKey | undefined = key === undefined ? undefined : `own:${key}`
      if (about === undefined && !OF_THE_LOCK.has(verb) && !(SCRIPTS.has(verb) && isLockUsed)) return
      const given = GIVES_TTL.has(verb) && answer === true ? { ttlMs } : 'nothing'
      if (about !== undefined) await look(about, given)
      else if (SCRIPTS.has(verb)) await Promise.all([look('lock', 'by script'), look('fence', 'by script')])
      else await look('lock', given)
    },
    async look() {
      if (isLockUsed) return
      isLockUsed = true
      await look('lock', 'nothing')
    },
    async expire(act) {
      const [, key = 'lock'] = expirables().find(([one]) => one === act) ?? []
      await wire.command(['DEL', redisKey(key)])
      await look(key, 'nothing')
      return key === 'lock' ? undefined : key.replace(/^own:/, '')
    },
    ttlOf(key) {
      const { value, ttlMs } = of(key)
      return value === null ? -2 : (ttlMs ?? -1)
    },
  }
}
