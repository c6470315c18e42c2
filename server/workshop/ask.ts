import { z } from 'zod'

/** Nobody writes more than that by hand, and Redis runs nothing else meanwhile. */
const Script = z.string().max(64 * 1024)
const Balance = z.int()
const Seen = z.object({ balance: z.int(), version: z.int(), at: z.number() })
/** A number for a connection that was leased or is shared. */
const Connection = z.int()
const On = z.union([z.literal('account'), z.literal('withoutKey'), Connection])
const args = <Value extends z.ZodType>(value: Value) => z.array(value).max(100)

/** One verb of the account or the seam, as a strategy's thread may ask for it. */
export const Ask = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('get'), on: On }),
  z.object({ verb: z.literal('set'), on: On, balance: Balance, seen: Seen }),
  z.object({ verb: z.literal('incrBy'), on: On, amount: Balance }),
  z.object({ verb: z.literal('eval'), on: On, script: Script, args: args(z.number()) }),
  z.object({ verb: z.enum(['lease', 'shared']) }),
  z.object({ verb: z.literal('give back'), on: Connection }),
  z.object({ verb: z.literal('watch'), on: Connection }),
  z.object({ verb: z.literal('exec set'), on: Connection, balance: Balance, seen: Seen }),
  z.object({ verb: z.literal('exec incrBy'), on: Connection, amount: Balance }),
  z.object({ verb: z.literal('mutex.acquire') }),
  z.object({ verb: z.literal('lock.set'), token: z.string().max(1000), ttlMs: z.int().positive() }),
  z.object({ verb: z.literal('lock.del') }),
  z.object({
    verb: z.literal('lock.eval'),
    script: Script,
    args: args(z.union([z.string().max(1000), z.number()])),
  }),
  z.object({
    verb: z.literal('step'),
    point: z.enum(['read', 'think', 'backoff', 'blocked']),
    seen: Seen.optional(),
    /** It waits for a promise of its own, and tells when that has settled. */
    free: z.literal(true).optional(),
  }),
])
export type Ask = z.infer<typeof Ask>

/** Throws a `TypeError` whose message is for the author of the strategy. */
export function checked(what: unknown): Ask {
  const { success, data, error } = Ask.safeParse(what)
  if (success) return data
  const verb = String((what as { verb?: unknown } | undefined)?.verb).slice(0, 20)
  const [issue] = error.issues
  const where = issue?.path.length ? `${issue.path.join('.')}: ` : ''
  throw new TypeError(`${verb}: ${where}${issue?.message ?? 'not a verb of the account'}`)
}
