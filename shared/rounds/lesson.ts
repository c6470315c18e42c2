import { z } from 'zod'
import { LIMITS } from '../limits.ts'
import { Settings } from '../room-view.ts'
import { LANGUAGES } from './languages.ts'

export const Language = z.enum(LANGUAGES)
export type Language = z.infer<typeof Language>

/** How a round ends, besides by the host. */
export const RoundEnd = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('time'),
    ms: z.int().min(3000).max(600_000).describe('Milliseconds that it runs.'),
  }),
  /** When each player who is here has fired so many transactions. */
  z.object({
    kind: z.literal('each'),
    transactions: z.int().min(1).max(50).describe('So many of each player.'),
  }),
  z.object({ kind: z.literal('host') }),
])
export type RoundEnd = z.infer<typeof RoundEnd>

/** Which amounts a player may fire in a round. */
export const Amounts = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('any') }),
  z.object({
    kind: z.literal('these'),
    amounts: z.array(z.int()).min(1).max(6).describe('One button each.'),
  }),
  /** Player k, from 0, in the order of joining, deposits 10·2^k; k is at most 9. */
  z.object({
    kind: z.literal('powers'),
    order: z
      .array(z.string().max(40))
      .max(10)
      .optional()
      .describe('The ids of the first ten, as the countdown found them. The server says it.'),
  }),
])
export type Amounts = z.infer<typeof Amounts>

/** A round as it is planned. */
export const RoundPlan = z.object({
  settings: Settings.partial().describe('Those that the round changes.'),
  opening: z.int().min(-LIMITS.opening).max(LIMITS.opening).describe('The balance it opens with.'),
  amounts: Amounts.describe('What players may fire.'),
  ends: RoundEnd.describe('How it ends.'),
  practice: z.boolean().describe('It counts nothing on the leaderboard.'),
  guess: z
    .boolean()
    .optional()
    .describe('Players guess the final balance first; a question with choices stands for it.'),
})
export type RoundPlan = z.infer<typeof RoundPlan>

export const CHOICES = ['a', 'b', 'c', 'd'] as const
export const Choice = z.enum(CHOICES)
export type Choice = z.infer<typeof Choice>

/** One question with its choices, in the language of the page. `belief`, `why` only when the right choice is known. */
export const QuestionView = z.object({
  text: z.string().describe('The question.'),
  choices: z
    .array(z.object({ id: Choice, text: z.string(), belief: z.string().optional() }))
    .describe(
      'Two to four; `belief` is what one must think to choose it. Empty: the question asks for the balance.',
    ),
  right: Choice.optional().describe('The right choice, from the reveal on.'),
  why: z.string().optional().describe('Why it is right.'),
})
export type QuestionView = z.infer<typeof QuestionView>

/** A lesson as a page may know it in the present phase. */
export const LessonView = z.object({
  id: z.string().describe('Its name in `lead`.'),
  number: z.int().positive().describe('1 for the first lesson.'),
  of: z.int().positive().describe('How many lessons there are.'),
  step: z.int().nonnegative().describe('Which of its rounds is on, or comes next; from 0.'),
  steps: z.int().positive().describe('How many rounds it has.'),
  title: z.string().describe('Its title.'),
  quiet: z
    .literal(true)
    .optional()
    .describe('Bots would spoil the round that is on, or comes next: a person who is alone gets none.'),
  watch: z.string().optional().describe('What to look at while the round runs; from its countdown on.'),
  question: QuestionView.optional().describe('From its own phase on.'),
  transfer: QuestionView.optional().describe('From its own phase on.'),
  explanation: z.string().optional().describe('From the reveal of its last round on.'),
  done: z
    .object({ text: z.string(), reached: z.boolean() })
    .optional()
    .describe('You have done it when …; from the countdown of its last round on.'),
  hints: z.array(z.string()).describe('Those that the host has given so far.'),
})
export type LessonView = z.infer<typeof LessonView>

/** A lesson in the host's list. */
export const LessonCard = z.object({
  id: z.string().describe('Its name in `lead`.'),
  number: z.int().positive().describe('1 for the first lesson.'),
  title: z.string().describe('Its title.'),
  idea: z.string().describe('What it teaches, in a sentence.'),
  minutes: z.int().positive().describe('How long it takes in a class.'),
  unmet: z.string().optional().describe('What this server lacks for it, in a sentence.'),
})
export type LessonCard = z.infer<typeof LessonCard>
