import { z } from 'zod'
import { CODE_ALPHABET, CODE_LENGTH } from '../room-code.ts'
import { LANGUAGES } from '../rounds/languages.ts'
import { QuestionView } from '../rounds/lesson.ts'
import { RoundRecord, Spread } from '../rounds/round-record.ts'

/** A round that is over, and what was answered to the transfer question after it. */
export const ReportedRound = z.object({
  record: RoundRecord.describe('All about the round.'),
  transfer: z
    .object({
      right: z.string().describe('The right choice.'),
      spread: Spread.describe('How the answers spread.'),
    })
    .optional()
    .describe('After the last round of a lesson, once its answer may be known.'),
})
export type ReportedRound = z.infer<typeof ReportedRound>

/** The words of a lesson that a report quotes. */
export const ReportedLesson = z.object({
  number: z.int().positive().describe('1 for the first lesson.'),
  title: z.string().describe('Its title.'),
  questions: z
    .array(QuestionView.nullable())
    .describe(
      'By round of the lesson; null for a round that asks no question with choices, or is not over yet.',
    ),
  transfer: QuestionView.nullable().describe(
    'The transfer question; null when there is none, or it has not been answered.',
  ),
})
export type ReportedLesson = z.infer<typeof ReportedLesson>

/** The report of a room: as the server sends it, as the page saves it, and as files of kept records have it. */
export const Report = z.object({
  kind: z.literal('bank-run-report').describe('What this is.'),
  format: z.literal(1).describe('+1 when a reader of the old form would misunderstand the new one.'),
  code: z
    .string()
    .regex(new RegExp(`^[${CODE_ALPHABET}]{${CODE_LENGTH}}$`))
    .describe("The room's code."),
  language: z.enum(LANGUAGES).describe('The language of the lessons’ words.'),
  rounds: z.array(ReportedRound).describe('In order.'),
  lessons: z.record(z.string(), ReportedLesson).describe('Those of the rounds, by id.'),
})
export type Report = z.infer<typeof Report>
