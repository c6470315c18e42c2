import { LESSONS } from '../../server/lessons/all-lessons.ts'
import type { QuestionTexts } from '../../server/lessons/lesson.ts'
import type { Entry } from '../../shared/journal.ts'
import { type Answers, buildRound } from '../../shared/rounds/build-record.ts'
import type { ClassView } from '../../shared/rounds/class-messages.ts'
import { leaderboard } from '../../shared/rounds/leaderboard.ts'
import type { Language, LessonView, QuestionView } from '../../shared/rounds/lesson.ts'
import { isKnown, type Phase } from '../../shared/rounds/phases.ts'
import type { RoundPlayer } from '../../shared/rounds/round-facts.ts'
import type { RoundRecord } from '../../shared/rounds/round-record.ts'
import { entryAfter, START, settings } from '../client/server-messages.ts'

/* A class that never was: what its pages are told in each phase, for tests of the pages. */

const NAMES = [
  ...['Ana', 'Bo', 'Chidi', 'Dana', 'Emre', 'Fatima', 'Grace', 'Hiro', 'Inês', 'Jonas', 'Kim', 'Łukasz'],
  ...['Mia', 'Noor', 'علی‌رضا', 'Priya', 'Quinn', 'Rosa', 'Sam', 'Tuấn', 'Uma', 'Wolfeschlegelstein20'],
]

/** People in the order of joining, then bots. */
export function madeUpPlayers(people: number, bots = 0): RoundPlayer[] {
  const one = (nickname: string, index: number, bot: boolean): RoundPlayer => ({
    player: `${bot ? 'bot' : 'player'}-${index}`,
    nickname,
    ...{ bot, removed: false, here: true },
  })
  return [
    ...Array.from({ length: people }, (_, i) =>
      one((NAMES[i % NAMES.length] ?? '') + (i < NAMES.length ? '' : ` ${i}`), i, false),
    ),
    ...Array.from({ length: bots }, (_, i) => one(`bot ${i + 1}`, i, true)),
  ]
}

/** Numbers from 0 to below 1 that look random and are the same every time. */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

interface MadeUpRound extends Partial<Pick<RoundRecord, 'round' | 'step' | 'lesson' | 'right'>> {
  players?: RoundPlayer[]
  writes?: number
  strategy?: string
  /** How many writes a read may be behind. */
  stale?: number
  amounts?: readonly number[]
  opening?: number
  /** Guesses of the balance instead of choices. */
  guesses?: boolean
  seed?: number
}

/** The record of a round in which each player in turn wrote, some from stale reads. */
export function madeUpRecord({
  players = madeUpPlayers(22, 4),
  writes = 60,
  strategy = 'naive',
  stale = 3,
  amounts = [50, -150, 20],
  opening = 100,
  guesses = false,
  seed = 7,
  ...round
}: MadeUpRound = {}): RoundRecord {
  const random = sequence(seed)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  const entries: Entry[] = []
  while (entries.length < writes) {
    const parent = Math.max(0, entries.length - Math.floor(random() * (stale + 1)))
    const { player } = pick(players)
    entries.push(entryAfter(entries, player, pick(amounts), { parent, opening }))
  }
  const answerOf = (right: number) =>
    guesses
      ? { balance: 50 * Math.floor(random() * 40) - 500 }
      : { choice: random() < right ? ('c' as const) : pick(['a', 'a', 'a', 'b', 'd'] as const) }
  const answers = new Map(
    players
      .filter(({ bot }) => !bot)
      .map(({ player }): [string, Answers] => [player, { first: answerOf(0.2), second: answerOf(0.6) }]),
  )
  return buildRound({
    ...{ round: 1, epoch: 2, step: 0, practice: false, nodes: 2, startedAt: START, endedAt: START + 60_000 },
    ...{ settings: { ...settings, strategy, thinkMs: 2000 }, opening, entries, players, answers },
    ...{ actual: entries.at(-1)?.wrote ?? opening, unapplied: [], forgotten: [] },
    ...(!guesses && { right: 'c' }),
    ...round,
  }).record
}

/** The first lesson of two people: Ana's write over Bo's. */
export function firstLoss(): RoundRecord {
  const players = madeUpPlayers(2)
  const bo = entryAfter([], 'player-1', -150, { readAt: START + 600, wroteAt: START + 2400 })
  const ana = entryAfter([bo], 'player-0', 50, { parent: 0, readAt: START, wroteAt: START + 3100 })
  return buildRound({
    ...{ round: 1, epoch: 2, lesson: 'lost-update', step: 0, practice: false, nodes: 1 },
    ...{ startedAt: START, endedAt: START + 60_000, settings: { ...settings, thinkMs: 2000 }, opening: 100 },
    ...{ entries: [bo, ana], players, answers: new Map(), actual: 150, unapplied: [], forgotten: [] },
    right: 'c',
  }).record
}

function questionOf(texts: QuestionTexts | undefined, right: string | undefined): QuestionView | undefined {
  if (!texts) return undefined
  const choices = (['a', 'b', 'c', 'd'] as const).flatMap((id) => {
    const choice = texts.choices[id]
    return choice ? [{ id, text: choice.text, ...(right !== undefined && { belief: choice.belief }) }] : []
  })
  const known = right as 'a' | 'b' | 'c' | 'd' | undefined
  return { text: texts.text, choices, ...(known && { right: known, why: texts.why }) }
}

/** The lesson as a page may know it in a phase; `index` from 0. */
export function madeUpLesson(phase: Phase, language: Language = 'en', index = 0, steps = 1): LessonView {
  const lesson = LESSONS[index]
  if (!lesson) throw new Error(`no lesson ${index}`)
  const texts = lesson.texts[language]
  const right = lesson.rounds.find(({ question }) => question)?.question?.right
  const question =
    phase === 'lobby' ? undefined : questionOf(texts.questions[0], isKnown(phase) ? right : undefined)
  const transfer =
    phase === 'transfer'
      ? questionOf(texts.transfer, undefined)
      : phase === 'learnt' || phase === 'podium'
        ? questionOf(texts.transfer, lesson.transfer?.right)
        : undefined
  return {
    ...{ id: lesson.id, number: index + 1, of: LESSONS.length, step: steps - 1, steps, title: texts.title },
    ...{ watch: texts.watch[0], hints: [], done: { text: texts.done, reached: isKnown(phase) } },
    ...(question && { question }),
    ...(transfer && { transfer }),
    ...(isKnown(phase) && { explanation: texts.explanation }),
  }
}

/** What the class does now, as the server would say it. */
export function madeUpView(phase: Phase, change: Partial<ClassView> = {}): ClassView {
  const record = madeUpRecord()
  return {
    ...{ number: 1, phase, round: 1, practice: false, startedAt: START, here: 31, done: 17 },
    bots: { count: 9, perSecond: 0.5 },
    lesson: madeUpLesson(phase),
    ends: { kind: 'time', ms: 60_000 },
    amounts: { kind: 'these', amounts: [50, -150] },
    ...(phase !== 'lobby' && phase !== 'question' && { spread: spreadOf(phase) }),
    ...((phase === 'podium' || phase === 'over') && { leaderboard: leaderboard([record]) }),
    ...change,
  }
}

const spreadOf = (phase: Phase): NonNullable<ClassView['spread']> => ({
  first: { a: 19, b: 3, c: 5, d: 4 },
  ...(isKnown(phase) && { second: { a: 12, b: 2, c: 15, d: 2 } }),
  ...((phase === 'learnt' || phase === 'podium') && { transfer: { a: 5, b: 22, c: 3, d: 1 } }),
})
