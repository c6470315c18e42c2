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
  /** Bots would spoil it, also for a person who is alone. */
  quiet?: true
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

export interface ChoiceTexts {
  text: string
  /** What one must think to choose it. */
  belief: string
}

/** The words of one question. `choices` has one text for each choice of the question. */
export interface QuestionTexts {
  text: string
  choices: Partial<Record<Choice, ChoiceTexts>>
  /** Why the right choice is right, with the figure that proves it. */
  why: string
}

/** The words of a lesson in one language. Amounts as that language writes them: `$50`, `50 $`. */
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
  /** Of a lesson that begins with a practice round. */
  afterPractice?: string
  after: string
  /** The answer to "but in real life …". */
  inRealLife: string
}

type TextsOfQuestion<Q> = Q extends { choices: readonly (infer C extends Choice)[] }
  ? Omit<QuestionTexts, 'choices'> & { readonly choices: Readonly<Record<C, ChoiceTexts>> }
  : never
type QuestionsOf<Rounds> = Rounds extends readonly [infer First, ...infer Others]
  ? First extends { question: infer Q }
    ? readonly [TextsOfQuestion<Q>, ...QuestionsOf<Others>]
    : QuestionsOf<Others>
  : readonly []
type WatchOf<Rounds> = { readonly [index in keyof Rounds]: string }
type TextsOf<Data extends LessonData> = Omit<LessonTexts, 'watch' | 'questions' | 'transfer'> & {
  readonly watch: WatchOf<Data['rounds']>
  readonly questions: QuestionsOf<Data['rounds']>
} & (Data extends { transfer: infer Q } ? { readonly transfer: TextsOfQuestion<Q> } : { transfer?: never })
/** As `const` infers it. */
type Frozen<T> = T extends (...args: never[]) => unknown ? T : { readonly [key in keyof T]: Frozen<T[key]> }
/** A lesson without its texts. */
export type LessonData = Frozen<Omit<Lesson, 'texts'>>

/**
 * A lesson with its texts. It compiles only if each language has one text for each round, each question that is asked
 * and each of its choices.
 */
export function defineLesson<Data extends LessonData>(
  data: Data,
  texts: Readonly<Record<Language, TextsOf<Data>>>,
): Lesson {
  return {
    ...(data as Omit<Lesson, 'texts'>),
    texts: { en: texts.en as LessonTexts, de: withHardSpaces(texts.de as LessonTexts) },
  }
}

const NO_BREAK_SPACE = '\u00a0'
/** German writes `50 $` and `z. B.`; no line may break there. */
function withHardSpaces<T>(texts: T): T {
  return JSON.parse(JSON.stringify(texts).replace(/(?<=\d) (?=\$)|(?<=z\.) (?=B\.)/g, NO_BREAK_SPACE)) as T
}
