import type { Choice, Language, RoundPlan } from '../../shared/rounds/lesson.ts'
import type { RoundRecord } from '../../shared/rounds/round-record.ts'

/** A question of a lesson: which choices it has, in order, and which is right whatever happens in the round. */
export interface Question {
  choices: readonly Choice[]
  right: Choice
}

/** One round of a lesson. */
export interface LessonRound extends RoundPlan {
  /** Only rounds that ask have it; the lesson's texts have its words. */
  question?: Question
  bots?: { count: number; perSecond: number }
}

/** What a lesson needs of the server. */
export type Need = 'two-nodes' | 'replica' | 'own-strategies'

/** A lesson without its words. */
export interface Lesson {
  /** Lower case with hyphens; used in `lead` and in addresses. */
  id: string
  minutes: number
  rounds: readonly [LessonRound, ...LessonRound[]]
  transfer?: Question
  needs?: readonly Need[]
  /** Whether the class has done it, by the records of this lesson's rounds so far. */
  isDone(records: readonly RoundRecord[]): boolean
  texts: Record<Language, LessonTexts>
}

/** The words of one question. `choices` has one text for each choice of the question. */
export interface QuestionTexts {
  text: string
  choices: Partial<Record<Choice, { text: string; belief: string }>>
  /** Why the right choice is right, with the figure that proves it. */
  why: string
}

/** The words of a lesson in one language. Amounts are written with `$`. */
export interface LessonTexts {
  title: string
  /** The idea in one sentence. */
  idea: string
  /** What to look at while the round runs, one for each round. */
  watch: readonly [string, ...string[]]
  /** One for each round that asks, in order. */
  questions: readonly QuestionTexts[]
  transfer?: QuestionTexts
  explanation: string
  /** "You have done it when …", without these words. */
  done: string
  hints: readonly string[]
  /** For the teacher. */
  before: string
  after: string
  /** The answer to "but in real life …". */
  inRealLife: string
}
