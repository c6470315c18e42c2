import { z } from 'zod'
import { duration } from './duration.ts'
import { Entry, NOT_APPLIED } from './journal.ts'
import { LIMITS } from './limits.ts'
import { PACE } from './pace.ts'

const ThinkMs = z.int().min(0).max(LIMITS.thinkMs)
const JitterMs = z.int().min(0).max(LIMITS.jitterMs)
/** Milliseconds since 1970 on the clock of Redis (`TIME`). */
const Milliseconds = z.int()

export const ClientKind = z.enum(['ioredis', 'redis'])
export type ClientKind = z.infer<typeof ClientKind>

export const Settings = z.object({
  strategy: z.string().describe('The id of a strategy in `greeted`.'),
  client: ClientKind.describe("The Redis library the server uses for this room's transactions."),
  thinkMs: ThinkMs.describe('Pause between read and write, in milliseconds.'),
  jitterMs: JitterMs.describe('How much that pause varies either way, in milliseconds.'),
  overdraft: z
    .enum(['allowed', 'refused'])
    .describe('`refused`: withdrawals that would leave less than zero are `rejected`.'),
  durable: z
    .boolean()
    .describe(
      `Players are told \`applied\` only when a replica has confirmed the write (\`WAIT\`), or after ${duration(PACE.confirmMs)} without one: see \`replicas\` of \`settled\`. It makes it likelier that a failover keeps the write; it is not consensus.`,
    ),
  lostReplies: z
    .int()
    .min(0)
    .max(LIMITS.lostReplies)
    .describe(
      'Percent of the writes whose reply is lost on purpose, after Redis has answered: the write was carried out, or refused as a conflict, and the strategy does not learn which.',
    ),
})
export type Settings = z.infer<typeof Settings>

export const Player = z.object({
  id: z.string().describe('The id that other messages carry as `player`.'),
  number: z.int().positive().describe('1 for the first who joined.'),
  nickname: z.string().describe('The nickname to show.'),
  state: z
    .enum(['here', 'away', 'left', 'kicked'])
    .describe('`here` with a connection to any of the nodes, `away` without one.'),
  node: z
    .string()
    .optional()
    .describe('Only with `here`: the name of the node they are connected to, or that runs the bot.'),
  bot: z.literal(true).optional().describe('A bot: always `here` until it has left.'),
})
export type Player = z.infer<typeof Player>

export const NodeNames = z.array(z.string()).describe('The names of all nodes that are up.')

export const StandingView = z.object({
  player: z.string().describe('Whose standing it is.'),
  acknowledged: z
    .int()
    .describe('Sum of the amounts that were acknowledged as applied, each transaction once.'),
  effect: z.int().describe('What they did to the balance. Luck = effect − acknowledged.'),
  applied: z.int().describe('Transactions acknowledged as applied.'),
  lost: z.int().describe('How many of them are not in the balance.'),
})
export type StandingView = z.infer<typeof StandingView>

/** The transaction a view is about. */
const Subject = {
  tx: z.string().describe('The transaction.'),
  player: z.string().describe('Whose it is.'),
  amount: z.int().describe('Deposit above zero, withdrawal below.'),
}

/** What a running transaction is doing. Only steps that are slow enough to see are sent. */
export const StepView = z.object({
  ...Subject,
  point: z
    .string()
    .describe(
      '`read`: has read `seen` and thinks. `think`: thinks and has read nothing. `backoff`: was refused and waits. `blocked`: waits for a lock, at most until `until`.',
    ),
  seen: z.int().optional().describe('The balance it read.'),
  attempt: z.int().positive().describe('1 for the first attempt.'),
  at: Milliseconds.describe('When it began to wait.'),
  until: Milliseconds.describe('When it is due to go on.'),
})
export type StepView = z.infer<typeof StepView>

/** A transaction that ended without being applied. */
export const Unapplied = z.object({
  ...Subject,
  outcome: z.enum(['rejected', 'gave-up', 'failed']).describe('As in its receipt.'),
  ...NOT_APPLIED,
  falselyRefused: z
    .literal(true)
    .optional()
    .describe(
      'It was `rejected` although the balance covered it all the while. Absent when that is not so, is not known yet, or cannot be judged because an older version recorded it. The transaction is sent again when that changes.',
    ),
})
export type Unapplied = z.infer<typeof Unapplied>

/** What became of a write, by lineage. */
export const Verdict = z.object({
  entry: Entry.describe('The write that was asked about.'),
  state: z.enum(['live', 'lost']).describe('Whether it is in the balance now.'),
  lostBy: Entry.nullable().describe('The write that overwrote it; null when it is live.'),
})
export type Verdict = z.infer<typeof Verdict>
