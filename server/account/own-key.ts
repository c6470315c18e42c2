import { KEPT_SECONDS } from '../redis/keys.ts'
import type { Command, Reply } from '../redis/wire.ts'
import type { OwnKey } from './account.ts'

/** Characters of a key's name. */
const LONGEST = 40
const NAME = new RegExp(`^[a-z0-9-]{1,${LONGEST}}$`)

/** Throws a `TypeError` for a name that no key can have. */
export function checkedName(name: string): string {
  if (NAME.test(name)) return name
  throw new TypeError(
    `the name of a key has 1 to ${LONGEST} characters (a-z, 0-9, dashes), this one is "${String(name).slice(0, 50)}"`,
  )
}

/** A key of a strategy's own. It never outlives its room. */
export function createOwnKey(ask: (command: Command) => Promise<Reply>, key: string): OwnKey {
  const keep = () => ask(['EXPIRE', key, String(KEPT_SECONDS), 'NX'])
  return {
    get: async () => (await ask(['GET', key])) as string | null,
    async set(value, { nx, px } = {}) {
      const ttl = String(Math.min(px ?? Number.POSITIVE_INFINITY, KEPT_SECONDS * 1000))
      return (await ask(['SET', key, String(value), ...(nx ? ['NX'] : []), 'PX', ttl])) === 'OK'
    },
    del: async () => (await ask(['DEL', key])) === 1,
    async incr() {
      const number = Number(await ask(['INCR', key]))
      await keep()
      return number
    },
    expire: async (ttlMs) =>
      (await ask(['PEXPIRE', key, String(Math.min(ttlMs, KEPT_SECONDS * 1000))])) === 1,
    hget: async (field) => (await ask(['HGET', key, field])) as string | null,
    async hset(field, value) {
      await ask(['HSET', key, field, String(value)])
      await keep()
    },
  }
}
