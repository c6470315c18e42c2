import { FORMATS } from '../formats.ts'
import type { Language, QuestionView } from '../rounds/lesson.ts'
import type { Spread } from '../rounds/round-record.ts'
import type { Answer, Block } from './outline.ts'
import type { ReportedLesson, ReportedRound } from './report.ts'
import { WORDS } from './words/words.ts'

/** At most so many different guesses are listed; the others are counted together. */
const GUESSES = 12

/** The questions of a round and how they were answered; empty when none was asked. */
export function answerBlocks(
  { record, transfer }: ReportedRound,
  lesson: ReportedLesson | undefined,
  language: Language,
): Block[] {
  const words = WORDS[language]
  const { first, second } = record.answers
  const groups = [
    { name: words.alone, spread: first },
    ...(total(second) > 0 ? [{ name: words.talked, spread: second }] : []),
  ]
  const blocks: Block[] = []
  if (total(first) + total(second) > 0) {
    const asked = lesson?.questions[record.step]
    const question = asked
      ? `${words.question}: ${asked.text}`
      : record.right
        ? words.question
        : words.guesses
    blocks.push({
      ...{ kind: 'answers', question, groups: groups.map(({ name }) => name) },
      answers:
        record.right === undefined
          ? guesses(
              groups.map(({ spread }) => spread),
              record.actual,
              language,
            )
          : choices(
              groups.map(({ spread }) => spread),
              record.right,
              asked ?? null,
              language,
            ),
    })
  }
  if (transfer && total(transfer.spread) > 0) {
    const asked = lesson?.transfer ?? null
    blocks.push({
      ...{ kind: 'answers', groups: [words.newCase] },
      question: asked ? `${words.transfer}: ${asked.text}` : words.transfer,
      answers: choices([transfer.spread], transfer.right, asked, language),
    })
  }
  return blocks
}

const total = (spread: Spread): number => Object.values(spread).reduce((sum, count) => sum + count, 0)

function countsOf(spreads: readonly Spread[], key: string, language: Language): Answer['counts'] {
  return spreads.map((spread) => {
    const [count, all] = [spread[key] ?? 0, total(spread)]
    return { text: FORMATS[language].number(count), share: all === 0 ? 0 : count / all }
  })
}

function choices(
  spreads: readonly Spread[],
  right: string,
  asked: QuestionView | null,
  language: Language,
): Answer[] {
  const given = spreads.flatMap((spread) => Object.keys(spread))
  const ids = asked ? asked.choices.map(({ id }) => id) : [...new Set([...given, right])].sort()
  return ids.map((id) => ({
    label: asked?.choices.find((choice) => choice.id === id)?.text ?? id.toUpperCase(),
    right: id === right,
    counts: countsOf(spreads, id, language),
  }))
}

/** The commonest guesses, by size. The nearest to the balance is marked, and always listed. */
function guesses(spreads: readonly Spread[], actual: number | null, language: Language): Answer[] {
  const { money } = FORMATS[language]
  const all = [...new Set(spreads.flatMap((spread) => Object.keys(spread)))]
  const off = (key: string): number =>
    actual === null ? Number.POSITIVE_INFINITY : Math.abs(Number(key) - actual)
  const nearest = Math.min(...all.map(off))
  const isNearest = (key: string): boolean => actual !== null && off(key) === nearest
  const common = (key: string): number => spreads.reduce((sum, spread) => sum + (spread[key] ?? 0), 0)
  const listed = [...all]
    .sort((a, b) => Number(isNearest(b)) - Number(isNearest(a)) || common(b) - common(a))
    .slice(0, GUESSES)
    .sort((a, b) => Number(a) - Number(b))
  const rest = all.filter((key) => !listed.includes(key))
  const answers = listed.map((key) => ({
    ...{ label: money(Number(key)), right: isNearest(key), counts: countsOf(spreads, key, language) },
  }))
  if (rest.length === 0) return answers
  const others = spreads.map((spread) => ({
    others: rest.reduce((sum, key) => sum + (spread[key] ?? 0), 0),
    listed: listed.reduce((sum, key) => sum + (spread[key] ?? 0), 0),
  }))
  return [...answers, { label: '…', right: false, counts: countsOf(others, 'others', language) }]
}
