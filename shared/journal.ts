import { z } from 'zod'
import { PLAYER_ID, TX_ID } from './ids.ts'
import { LIMITS } from './limits.ts'

const nanoidOf = (length: number, what: string) =>
  z
    .string()
    .regex(new RegExp(`^[A-Za-z0-9_-]{${length}}$`), `${what} is ${length} characters of A-Z a-z 0-9 _ -`)

/** Made by the client. A re-send with the same id is recognised and harmless. */
export const TxId = nanoidOf(TX_ID, 'a transaction id')
export const PlayerId = nanoidOf(PLAYER_ID, 'a player id')
export const Amount = z
  .int()
  .min(-LIMITS.amount)
  .max(LIMITS.amount)
  .refine((amount) => amount !== 0, 'an amount is not zero')

const Balance = z.int()
/** Milliseconds since 1970 on the clock of Redis (`TIME`). */
const Milliseconds = z.int()

/** How we know what a write built on. */
export const Basis = z.enum(['met', 'read', 'nothing'])
export type Basis = z.infer<typeof Basis>

/** One committed write, as the commit script stored it in the journal, atomically with the new balance. */
export const Entry = z.object({
  version: z.int().positive().describe('+1 per committed write of an epoch; the first is 1.'),
  parent: z
    .int()
    .nonnegative()
    .describe('The version whose balance this write built on; 0 is the opening balance.'),
  tx: z.string().describe('The transaction it books.'),
  player: z.string().describe('The player who fired that transaction.'),
  amount: z.int().describe('Deposit above zero, withdrawal below.'),
  seen: Balance.describe('The balance it built on.'),
  wrote: Balance.describe('The balance it left.'),
  attempts: z
    .int()
    .positive()
    .describe('The number of this attempt of its transaction. An attempt whose reply was lost counts, too.'),
  node: z.string().describe('The server process that wrote it.'),
  readAt: Milliseconds.describe('When the balance was read.'),
  wroteAt: Milliseconds.describe('When it was written.'),
  expected: Balance.describe(
    'What the balance ought to be after this write: opening + every acknowledged amount, each transaction once.',
  ),
  again: z
    .literal(true)
    .optional()
    .describe('The transaction was booked before (a blind retry); its amount is not expected a second time.'),
  basis: Basis.optional().describe(
    'How we know what it built on. `met`: it read the balance in the same command that wrote. `read`: it built on an earlier read of its transaction. `nothing`: it built on no read at all; `parent` is 0, `seen` is the balance that it overwrote, and every write before it is lost. Absent in entries of older versions, which did not check.',
  ),
  either: z
    .int()
    .nonnegative()
    .optional()
    .describe(
      'The balance it built on also stood in this version: the journal cannot tell which of the two it was.',
    ),
  reverses: z
    .int()
    .positive()
    .optional()
    .describe(
      'It takes back the entry of this version: its amount is the opposite, and the transaction is not expected any more.',
    ),
  noOverdraft: z
    .literal(true)
    .optional()
    .describe('Its transaction was fired while the room refused overdrafts.'),
  conflicts: z
    .int()
    .nonnegative()
    .optional()
    .describe(
      'How many of the attempts were refused because another write came first. Absent: all but the last.',
    ),
})
export type Entry = z.infer<typeof Entry>

const { shape } = Entry

/** An entry as an array, for frames and snapshots: it takes a third of the bytes. See `packed-entry.ts`. */
export const PackedEntry = z.tuple([
  shape.version.describe('`version`'),
  z.int().nonnegative().describe('`version` − 1 − `parent`: how many writes came between, mostly 0'),
  shape.tx.describe('`tx`'),
  shape.player.describe('`player`'),
  shape.amount.describe('`amount`'),
  shape.seen.describe('`seen`'),
  shape.wrote.describe('`wrote`'),
  shape.attempts.describe('`attempts`'),
  shape.node.describe('`node`'),
  z.int().describe("`readAt` − the message's `at`"),
  z.int().describe("`wroteAt` − the message's `at`"),
  shape.expected.describe('`expected`'),
  z
    .int()
    .nonnegative()
    .optional()
    .describe(
      'a sum of: 1 `again`, 2 `basis` met, 4 `basis` read, 8 `basis` nothing, 16 `noOverdraft`; absent: 0',
    ),
  shape.reverses.or(z.literal(0)).optional().describe('`reverses`; 0 or absent when it reverses none'),
  shape.either.unwrap().or(z.literal(-1)).optional().describe('`either`; −1 or absent when there is none'),
  shape.conflicts.describe('`conflicts`, if any'),
])
export type PackedEntry = z.infer<typeof PackedEntry>

/** Why a transaction was not applied. */
export const Why = z.enum([
  'attempts-used-up',
  'lock-wait-used-up',
  'overdraft',
  'beyond-limits',
  'balance-not-a-number',
  'account-reset',
  'record-damaged',
  'read-forgotten',
  'no-answer',
  'strategy-error',
  'server-stopping',
  'wrote-nothing',
  'taken-back',
  'node-crashed',
  'round-over',
])
export type Why = z.infer<typeof Why>

/** Fields of every transaction that was not applied. Records of older versions lack `conflicts`. */
const UNAPPLIED = {
  why: Why.describe('Why it was not applied.'),
  attempts: z.int().nonnegative().describe('Attempts it took. An attempt whose reply was lost counts once.'),
  conflicts: z
    .int()
    .nonnegative()
    .optional()
    .describe('How many of them were refused because another write came first.'),
  at: Milliseconds.describe('When that was decided.'),
}

/** What a refusal is judged by. Records of older versions lack it, so they cannot be judged. */
const REFUSAL = {
  fromVersion: z
    .int()
    .nonnegative()
    .optional()
    .describe('The newest version when its transaction began, as its node knew it.'),
  toVersion: z.int().nonnegative().optional().describe('The newest version when it was decided.'),
  noOverdraft: shape.noOverdraft,
  met: z
    .object({
      version: z.int().nonnegative().describe('The version in which it met that balance.'),
      balance: Balance.describe('The balance.'),
    })
    .optional()
    .describe(
      'The lowest balance that its transaction met, if it looked: a write from outside may have left it. For a transaction beyond the limits, the balance that was too large for it.',
    ),
}
/** The fields of a transaction that was not applied. */
export const NOT_APPLIED = { ...UNAPPLIED, ...REFUSAL } as const

/** The stored outcome of one transaction. There is exactly one: the first that is stored. */
export const Receipt = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('applied'),
    open: z
      .literal(true)
      .optional()
      .describe(
        'Its strategy is still running and may take it back. A `settled` never carries an open receipt.',
      ),
    entry: Entry.describe('The write, as the journal has it.'),
  }),
  z.object({
    outcome: z.enum(['rejected', 'gave-up', 'failed']),
    ...NOT_APPLIED,
  }),
])
export type Receipt = z.infer<typeof Receipt>

/** A player's signed amount. */
export interface Transaction {
  id: string
  player: string
  amount: number
}
