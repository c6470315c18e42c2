import type { LockKey, OwnKey } from '../account/account.ts'
import type { Call } from '../account/intercepted-account.ts'
import { type AccountKeys, KEPT_SECONDS } from '../account/keys.ts'
import { runScript, script } from '../account/scripts.ts'
import type { Wire } from '../account/wire.ts'
import { EXPIRIES, type Expiry } from './schedule.ts'

/** A key that strategies share, by what the watch calls it: `lock`, `fence`, `balance`, or `own:` and its name. */
export type SharedKey = string

/** What is in the keys that strategies share beside the balance, and the only clock they expire by. */
export interface KeyWatch {
  readonly lockHeld: boolean
  /** The keys that are there and have a TTL: the acts by which they may expire. */
  readonly expirable: readonly Expiry[]
  /** Something had a TTL. */
  readonly anyTtl: boolean
  /** Grows with every act that changed the key. */
  changesOf(keys: readonly SharedKey[]): number
  /** To be called after every command: some change the keys. `booked`: the version it wrote, if any. */
  after(
    call: Pick<Call, 'verb' | 'key' | 'ttlMs'>,
    answer: unknown,
    booked: number | undefined,
  ): Promise<void>
  /** Looks at the lock, when no command has been about it so far. */
  look(): Promise<void>
  /** Its time is up. Answers the name of the strategy's own key, if it was one. */
  expire(act: Expiry): Promise<string | undefined>
  /** Milliseconds as `PTTL` answers them, as if no time had passed: −1 without a TTL, −2 when it is not there. */
  ttlOf(key: SharedKey): number
  /** The names of the strategy's own keys that were used. */
  readonly own: readonly string[]
  /** The newest version of the account. */
  readonly version: number
}

const LONG_MS = KEPT_SECONDS * 1000

/** The same lock, whose TTL the clock never ends: however slow an exploration is, a schedule must not depend on that. */
export const withoutClock = (lock: LockKey, keys: () => KeyWatch): LockKey => ({
  set: (token) => lock.set(token),
  del: () => lock.del(),
  expire: () => lock.expire(LONG_MS),
  pttl: async () => keys().ttlOf('lock'),
  eval: (text, ...args) => lock.eval(text, ...args),
})

/** A strategy's own key, likewise. */
export const ownWithoutClock = (key: OwnKey): OwnKey => ({
  ...key,
  set: (value, options = {}) => key.set(value, options.nx ? { nx: true } : {}),
  expire: () => key.expire(LONG_MS),
})

/** Answers value and TTL of each key. A TTL that a script has set is put so far away that the clock cannot end it. */
const STATE = script(`
local found = {}
for _, key in ipairs(KEYS) do
  local left = redis.call('PTTL', key)
  if left ~= -2 and left < ${LONG_MS / 2} then redis.call('PEXPIRE', key, ${LONG_MS}) end
  local kind = redis.call('TYPE', key)
  if type(kind) == 'table' then kind = kind.ok end
  local value = kind
  if kind == 'string' then value = redis.call('GET', key)
  elseif kind == 'hash' then value = table.concat(redis.call('HGETALL', key), ' ')
  elseif kind == 'none' then value = false end
  found[#found + 1] = value
  found[#found + 1] = left
end
return found
`)

interface Known {
  value: string | null
  /** `undefined`: it has none. */
  ttlMs?: number | undefined
  changes: number
}

/** May change any of them; scripts may give the lock a TTL. */
const SCRIPTS: ReadonlySet<string> = new Set<Call['verb']>(['EVAL lock', 'EVAL'])
const OF_THE_LOCK: ReadonlySet<string> = new Set<Call['verb']>(['SET NX', 'DEL', 'EXPIRE', 'EVAL lock'])
/** These give the TTL that they ask for, or none. */
const GIVES_TTL: ReadonlySet<string> = new Set<Call['verb']>(['SET NX', 'EXPIRE', 'KEY SET', 'KEY EXPIRE'])

export function watchKeys(wire: Wire, account: AccountKeys): KeyWatch {
  const known = new Map<SharedKey, Known>()
  let balanceChanges = 0
  let version = 0
  let anyTtl = false
  /** Most strategies have no lock and no keys; nothing is asked about them then. */
  let isLockUsed = false
  const own = new Set<string>()

  const of = (key: SharedKey): Known => {
    const found = known.get(key) ?? { value: null, changes: 0 }
    known.set(key, found)
    return found
  }
  const redisKey = (key: SharedKey): string =>
    key === 'lock' ? account.lock : key === 'fence' ? account.fence : account.own(key.slice('own:'.length))
  const ownKeys = (): SharedKey[] => [...own].sort().map((name) => `own:${name}`)

  /** Looks at what is there now. `given`: the key that the command has given a TTL, or has taken it from. */
  async function refresh(keys: readonly SharedKey[], given?: { key: SharedKey; ttlMs: number | undefined }) {
    const found = await runScript((command) => wire.command(command), STATE, keys.map(redisKey), [])
    for (const [i, key] of keys.entries()) {
      const [value, left] = (found as (string | null | number)[]).slice(2 * i, 2 * i + 2)
      const one = of(key)
      const before = JSON.stringify([one.value, one.ttlMs])
      if (value !== one.value && given?.key !== key) one.ttlMs = undefined
      one.value = value as string | null
      if (value === null) one.ttlMs = undefined
      else if (given?.key === key) one.ttlMs = given.ttlMs
      // A script has given it one, or none.
      else if (Number(left) === -1) one.ttlMs = undefined
      else if (Number(left) < LONG_MS / 2) one.ttlMs = Math.ceil(Number(left) / 100) * 100
      if (one.ttlMs !== undefined) anyTtl = true
      if (JSON.stringify([one.value, one.ttlMs]) !== before) one.changes += 1
    }
  }
  function expirables(): [act: Expiry, key: SharedKey][] {
    const withTtl = ownKeys().filter((key) => of(key).ttlMs !== undefined)
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
    async after({ verb, key, ttlMs }, answer, booked) {
      if (booked !== undefined && booked > version) {
        version = booked
        balanceChanges += 1
      }
      if (key !== undefined) own.add(key)
      if (OF_THE_LOCK.has(verb)) isLockUsed = true
      const about: SharedKey | undefined = key === undefined ? undefined : `own:${key}`
      if (about === undefined && !OF_THE_LOCK.has(verb) && !(SCRIPTS.has(verb) && isLockUsed)) return
      const changed = GIVES_TTL.has(verb) && answer === true
      await refresh(
        about === undefined ? ['lock', 'fence'] : [about],
        changed ? { key: about ?? 'lock', ttlMs } : undefined,
      )
    },
    async look() {
      if (isLockUsed) return
      isLockUsed = true
      await refresh(['lock', 'fence'])
    },
    async expire(act) {
      const [, key = 'lock'] = expirables().find(([one]) => one === act) ?? []
      await wire.command(['DEL', redisKey(key)])
      await refresh([key])
      return key === 'lock' ? undefined : key.slice('own:'.length)
    },
    ttlOf(key) {
      const { value, ttlMs } = of(key)
      return value === null ? -2 : (ttlMs ?? -1)
    },
  }
}
