import { z } from 'zod'
import { Entry } from '../journal.ts'
import { PACE } from '../pace.ts'
import { Settings, Unapplied } from '../room-view.ts'

const Milliseconds = z.int()

/** How many lost updates a record lists by name. */
export const LOSSES_LISTED = 50

/** What a round did to one player. Sums are whole units. */
export const PlayerResult = z.object({
  player: z.string().describe('The player’s id.'),
  nickname: z
    .string()
    .describe('As the player was called when the round ended; empty for a removed player and for *outside*.'),
  bot: z.literal(true).optional().describe('The server played it.'),
  removed: z
    .literal(true)
    .optional()
    .describe('Removed by the host, has left, or is not known any more: shown without a name.'),
  outside: z.literal(true).optional().describe('Writes that came from outside the game, such as redis-cli.'),
  acknowledged: z.int().describe('Sum of the amounts that were acknowledged, each transaction once.'),
  effect: z.int().describe('What they did to the balance. Luck = effect − acknowledged.'),
  applied: z.int().nonnegative().describe('Transactions that were acknowledged.'),
  lost: z
    .int()
    .nonnegative()
    .describe('Applied transactions that are not in the balance, those that Redis forgot included.'),
  erased: z
    .int()
    .nonnegative()
    .describe("Updates of other players that this player's writes overwrote and that stayed lost."),
  unapplied: z.int().nonnegative().describe('Transactions that ended without being applied.'),
  right: z
    .literal(true)
    .optional()
    .describe(
      'The player’s last answer to the question of the round was right, or the nearest guess of the balance.',
    ),
})
export type PlayerResult = z.infer<typeof PlayerResult>

/** One lost update, with the entries that explain it. */
export const Loss = z.object({
  lost: Entry.describe('The write that was lost.'),
  by: Entry.describe('The write that overwrote it: it was computed from an older read.'),
})
export type Loss = z.infer<typeof Loss>

/** What became of one player in the round, told by one transaction. */
export const Story = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lost'), ...Loss.shape }),
  /** The player's write stayed and overwrote another's. */
  z.object({ kind: z.literal('erased'), ...Loss.shape }),
  /** Nothing of the player's met another's. */
  z.object({ kind: z.literal('kept'), entry: Entry.describe('The write.') }),
  /** Redis has forgotten all that the player's transactions did. */
  z.object({
    kind: z.literal('forgotten'),
    tx: z.string().describe('The transaction.'),
    amount: z.int().describe('Deposit above zero, withdrawal below.'),
  }),
  /** Nothing of the player's was applied. */
  z.object({ kind: z.literal('unapplied'), unapplied: Unapplied.describe('The transaction.') }),
  z.object({ kind: z.literal('absent') }),
])
export type Story = z.infer<typeof Story>

/** How many gave each answer; keys are choices (`a`) or, for a guessed balance, the number as text. */
export const Spread = z.record(z.string(), z.int().nonnegative())
export type Spread = z.infer<typeof Spread>

export const Podium = z.object({
  luckiest: z
    .array(z.string())
    .describe('Player ids; several when they tie; empty when there is none. So in each.'),
  robbed: z.array(z.string()).describe('To whom the bank owes most.'),
  eraser: z.array(z.string()).describe('Who overwrote most updates of others.'),
  prophet: z
    .array(z.string())
    .describe('Whose guess came nearest, or who chose right: alone, or if none did, after talking.'),
})
export type Podium = z.infer<typeof Podium>

/** A round that is over. It is stored once, when its account was closed, and never changes. */
export const RoundRecord = z.object({
  round: z.int().positive().describe('1 for the first round of the room.'),
  epoch: z.int().positive().describe('The epoch of its account.'),
  lesson: z.string().optional().describe('The lesson’s id; absent for a round without one.'),
  step: z.int().nonnegative().describe('Which round of the lesson, from 0.'),
  practice: z.boolean().describe('It counts nothing on the leaderboard.'),
  settings: Settings.describe('The settings it ran with.'),
  nodes: z.int().positive().describe('How many nodes were up when it ended.'),
  startedAt: Milliseconds.describe('When players could fire.'),
  endedAt: Milliseconds.describe('When the account was closed.'),
  opening: z.int().describe('The balance it opened with.'),
  expected: z.int().describe('What the balance ought to be.'),
  actual: z.int().nullable().describe('null: the balance in Redis is no number.'),
  applied: z.int().nonnegative().describe('Transactions that were acknowledged.'),
  lost: z.int().nonnegative().describe('How many of them are not in the balance.'),
  conflicts: z.int().nonnegative().describe('Attempts that were refused because another write came first.'),
  attempts: z.int().nonnegative().describe('All attempts of all transactions.'),
  unapplied: z
    .object({
      ...{ rejected: z.int(), 'gave-up': z.int(), failed: z.int() },
      atLeast: z
        .literal(true)
        .optional()
        .describe(
          `There may have been more, and more attempts and conflicts: Redis keeps the newest ${PACE.unapplied}.`,
        ),
    })
    .describe('How many ended in each of these ways.'),
  forgotten: z.int().nonnegative().describe('Acknowledged transactions that a failover of Redis forgot.'),
  players: z.array(PlayerResult).describe('All who have fired, or whose luck is not zero, or who were here.'),
  loss: Loss.nullable().describe(
    'The one that is told: both are people in the room, or bots when no people are to be told of. null: none.',
  ),
  scene: z.array(Entry).describe('The writes around it, oldest first, for the picture.'),
  losses: z
    .array(
      z.object({
        player: z.string().describe('Whose transaction was lost.'),
        amount: z.int().describe('Deposit above zero, withdrawal below.'),
        by: z.string().describe('Whose write overwrote it.'),
      }),
    )
    .optional()
    .describe(`The ${LOSSES_LISTED} lost updates of the largest amounts, for the report.`),
  answers: z
    .object({ first: Spread, second: Spread })
    .describe('How the answers to its question spread, alone and after talking.'),
  right: z.string().optional().describe('The right choice, if the question has one.'),
  podium: Podium.describe('People in the room only: no bots, no removed players.'),
  divergence: z
    .array(z.object({ ms: z.int(), divergence: z.int() }))
    .describe('For the picture: milliseconds since the start, and actual − expected; 200 points at most.'),
})
export type RoundRecord = z.infer<typeof RoundRecord>
