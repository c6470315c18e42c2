import { z } from 'zod'

/** Longer than any script written by hand. Redis runs nothing else while a script runs. */
const Script = z.string().max(64 * 1024)
const WHOLE = 'it must be a whole number'
const Balance = z.int(WHOLE)
const Seen = z.object({ balance: z.int(), version: z.int(), at: z.number() })
/** The number of a leased or shared connection. */
const Connection = z.int()
const Ttl = z.int(WHOLE).positive('it must be more than 0')
/** Characters. */
const LONGEST = 1000
const TEXT = `it must be a text of up to ${LONGEST} characters`
const Text = z.string().max(LONGEST, TEXT)
const Value = z.union([Text, z.number()], `${TEXT}, or a number`)
/** The account checks which names are allowed. */
const Key = { name: Text }
const On = z.union([z.literal('account'), z.literal('withoutKey'), Connection])
const args = <Argument extends z.ZodType>(value: Argument) => z.array(value).max(100)

/** One call of the account or of `step`, as a strategy's thread may request it. */
export const AccountRequest = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('get'), on: On }),
  z.object({ verb: z.literal('set'), on: On, balance: Balance, seen: Seen }),
  z.object({ verb: z.literal('setIfEq'), on: On, balance: Balance, seen: Seen }),
  z.object({ verb: z.literal('incrBy'), on: On, amount: Balance }),
  z.object({
    verb: z.literal('eval'),
    on: On,
    script: Script,
    args: args(z.number('it must be a number')),
  }),
  z.object({ verb: z.literal('takeBack') }),
  z.object({ verb: z.enum(['lease', 'shared']) }),
  z.object({ verb: z.literal('give back'), on: Connection }),
  z.object({ verb: z.literal('watch'), on: Connection }),
  z.object({ verb: z.literal('exec set'), on: Connection, balance: Balance, seen: Seen }),
  z.object({ verb: z.literal('exec incrBy'), on: Connection, amount: Balance }),
  z.object({ verb: z.literal('mutex.acquire') }),
  z.object({ verb: z.literal('lock.set'), token: Text, ttlMs: Ttl.optional() }),
  z.object({ verb: z.enum(['lock.del', 'lock.pttl']) }),
  z.object({ verb: z.literal('lock.expire'), ttlMs: Ttl }),
  z.object({ verb: z.literal('lock.eval'), script: Script, args: args(Value) }),
  z.object({ verb: z.enum(['key.get', 'key.del', 'key.incr']), ...Key }),
  z.object({
    verb: z.literal('key.set'),
    ...Key,
    value: Value,
    options: z.strictObject({ nx: z.boolean().optional(), px: Ttl.optional() }).optional(),
  }),
  z.object({ verb: z.literal('key.expire'), ...Key, ttlMs: Ttl }),
  z.object({ verb: z.literal('key.hget'), ...Key, field: Text }),
  z.object({ verb: z.literal('key.hset'), ...Key, field: Text, value: Value }),
  z.object({ verb: z.literal('time') }),
  z.object({
    verb: z.literal('step'),
    point: z.enum(['read', 'think', 'backoff', 'blocked', 'renew']),
    seen: Seen.optional(),
    /** The thread waits for a promise of its own, and sends `freed` when that has settled. */
    free: z.literal(true).optional(),
  }),
])
export type AccountRequest = z.infer<typeof AccountRequest>

/** Validates a request. Throws a `TypeError` whose message is for the strategy's author. */
export function parseAccountRequest(what: unknown): AccountRequest {
  const { success, data, error } = AccountRequest.safeParse(what)
  if (success) return data
  const verb = String((what as { verb?: unknown } | undefined)?.verb).slice(0, 20)
  const [issue] = error.issues
  const where = issue?.path.length ? `${issue.path.join('.')}: ` : ''
  throw new TypeError(`${verb}: ${where}${issue?.message ?? 'the account has no such command'}`)
}
