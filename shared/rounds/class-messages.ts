import { z } from 'zod'
import { duration } from '../duration.ts'
import { PACE } from '../pace.ts'
import { Amounts, Choice, Language, LessonCard, LessonView, RoundEnd, RoundPlan } from './lesson.ts'
import { PHASES } from './phases.ts'
import { RoundRecord, Spread, Story } from './round-record.ts'

const Milliseconds = z.int()
const PhaseNumber = z
  .int()
  .nonnegative()
  .describe(
    'The `number` of the phase that you saw. With another one nothing happens: the room has moved on.',
  )

/* ---- what clients send ---- */

/** The host moves the room on. */
export const Lead = z.strictObject({
  type: z.literal('lead'),
  number: PhaseNumber,
  event: z
    .enum(['lobby', 'free', 'next', 'again', 'end', 'pause', 'resume', 'extend'])
    .describe('What is to happen; see the table of phases in `shared/rounds/phases.ts`.'),
  lesson: z
    .string()
    .max(40)
    .optional()
    .describe('With `lobby`: the lesson that comes next; absent: a round without one.'),
  round: RoundPlan.partial().optional().describe('With `lobby`: what a round without a lesson is like.'),
  extendMs: z
    .union([z.literal(0), z.int().min(1000).max(600_000)])
    .optional()
    .describe(
      `With \`extend\`: so much more time; ${duration(PACE.extendMs)} when absent. 0: no time limit, in a question also for the questions that follow.`,
    ),
})
export type Lead = z.infer<typeof Lead>

/** A player answers the question of the phase. The same answer once more is harmless; another one is refused. */
export const Answer = z.strictObject({
  type: z.literal('answer'),
  number: PhaseNumber,
  choice: Choice.optional().describe('For a question with choices.'),
  balance: z.int().min(-1e12).max(1e12).optional().describe('For a question that asks for the balance.'),
})
export type Answer = z.infer<typeof Answer>

/** The host gives the next hint of the lesson. */
export const GiveHint = z.strictObject({ type: z.literal('give-hint'), number: PhaseNumber })

/** The host sets the bots of the room. */
export const SetBots = z.strictObject({
  type: z.literal('set-bots'),
  bots: z.int().min(0).max(200).describe('How many; with the players together 200 at most.'),
  perSecond: z.number().min(0.05).max(10).describe('Transactions a second of each bot.'),
})
export type SetBots = z.infer<typeof SetBots>

export const ReadLessons = z.strictObject({ type: z.literal('read-lessons') })

export const Speak = z.strictObject({
  type: z.literal('speak'),
  language: Language.describe('The language.'),
})

/* ---- what the server sends ---- */

/** An answer as its page shows it. */
const OwnAnswer = z.object({ choice: Choice.optional(), balance: z.int().optional() })

/** What the class does now: on entering, and whenever it changes. */
export const ClassMessage = z.object({
  type: z.literal('class'),
  number: z
    .int()
    .nonnegative()
    .describe('+1 with every change of the phase; 0 in a room that never had one.'),
  phase: z.enum(PHASES).describe(`One of: ${PHASES.join(', ')}.`),
  round: z.int().nonnegative().describe('The round that is on, or was last; 0 before the first.'),
  practice: z.boolean().describe('The round counts nothing on the leaderboard.'),
  startedAt: Milliseconds.describe('When the phase began, on the clock of Redis.'),
  deadline: Milliseconds.optional().describe('When the phase ends; absent: when the host goes on.'),
  left: Milliseconds.optional().describe(
    'The room is paused, with so much of the phase left; 0 when it has no time limit.',
  ),
  ends: RoundEnd.optional().describe('How the round ends.'),
  amounts: Amounts.optional().describe('What players may fire in the round.'),
  lesson: LessonView.optional().describe('The lesson that is on; absent in a round without one.'),
  here: z.int().nonnegative().describe('People who are connected now, bots not counted.'),
  done: z
    .int()
    .nonnegative()
    .describe('How many of them have answered, or have fired all that they may in this round.'),
  bots: z
    .object({ count: z.int().nonnegative(), perSecond: z.number(), refused: z.string().optional() })
    .describe(
      'How many bots there are, transactions a second of each, and why there are fewer than the host wants.',
    ),
  spread: z
    .object({ first: Spread, second: Spread, transfer: Spread })
    .partial()
    .optional()
    .describe('How the answers spread, once that may be known.'),
  leaderboard: z
    .array(
      z.object({ player: z.string(), nickname: z.string(), luck: z.int(), right: z.int().nonnegative() }),
    )
    .optional()
    .describe('Over all rounds that count, from the podium on.'),
  yours: z
    .object({
      first: OwnAnswer.optional(),
      second: OwnAnswer.optional(),
      transfer: OwnAnswer.optional(),
      fired: z.int().nonnegative().describe('Transactions of this round, of yours.'),
      story: Story.optional(),
    })
    .optional()
    .describe('For a player: what only this player is told.'),
})
export type ClassMessage = z.infer<typeof ClassMessage>
/** The same without its type, as pages and tests hold it. */
export type ClassView = Omit<ClassMessage, 'type'>

/**
 * A round that is over: on its reveal, and on entering while its outcome is shown. A screen is told on entering of the
 * earlier rounds of the lesson as well.
 */
export const RoundOver = z.object({
  type: z.literal('round-over'),
  record: RoundRecord.describe('All about it.'),
})

export const Lessons = z.object({
  type: z.literal('lessons'),
  lessons: z.array(LessonCard).describe('In the order in which they are taught.'),
})

/** What clients send about lessons and rounds, and what the server sends. */
export const CLASS_CLIENT_MESSAGES = [Lead, Answer, GiveHint, SetBots, ReadLessons, Speak] as const
export const CLASS_SERVER_MESSAGES = [ClassMessage, RoundOver, Lessons] as const
