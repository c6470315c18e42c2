import { describe, expect, it } from 'vitest'
import { LESSONS, lessonById } from '../../server/lessons/all-lessons.ts'
import { FIGURES, type Figure, goodOf } from '../../server/lessons/figures.ts'
import type { Lesson, LessonTexts, Question, QuestionTexts } from '../../server/lessons/lesson.ts'
import { LANGUAGES } from '../../shared/rounds/languages.ts'
import { type Language, RoundPlan } from '../../shared/rounds/lesson.ts'

/** All texts of one language by their place: `questions.0.why`. */
function textsIn(texts: unknown, place = ''): [place: string, text: string][] {
  if (typeof texts === 'string') return [[place, texts]]
  return Object.entries(texts as object).flatMap(([key, value]) => textsIn(value, `${place}.${key}`))
}
/** The numbers of a text, sorted: `$1,050` and `1.050 $` are the same one. */
const numbersIn = (text: string): number[] =>
  [...text.matchAll(/[−-]?\$?\d+(?:[.,]\d{3})*/g)]
    .map(([number]) => Number(number.replace('−', '-').replace(/[.,$]/g, '')))
    .sort((a, b) => a - b)

/** Each question with its words. */
const questionsOf = (lesson: Lesson, language: Language): [Question, QuestionTexts][] => {
  const asking = lesson.rounds.flatMap(({ question }) => question ?? [])
  const { questions, transfer } = lesson.texts[language]
  const pairs = asking.map((question, i): [Question, QuestionTexts | undefined] => [question, questions[i]])
  const all = lesson.transfer ? [...pairs, [lesson.transfer, transfer] as const] : pairs
  return all.map(([question, texts]) => [question, texts as QuestionTexts])
}

describe.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))('the lesson %s', (id, lesson) => {
  it('is found by its id, and each of its rounds is a valid plan', () => {
    expect(lessonById(id)).toBe(lesson)
    expect(id).toMatch(/^[a-z][a-z-]{1,39}$/)
    for (const round of lesson.rounds) expect(RoundPlan.safeParse(round).error).toBeUndefined()
  })

  it('has the same numbers in the same places in both languages', () => {
    const [en = [], de = []] = LANGUAGES.map((language) =>
      textsIn(lesson.texts[language]).map(([place, text]) => [place, numbersIn(text)]),
    )
    expect(de).toEqual(en)
  })

  it.each(LANGUAGES)('has a text for each choice and one for each round: %s', (language) => {
    expect(lesson.texts[language].watch).toHaveLength(lesson.rounds.length)
    for (const [question, texts] of questionsOf(lesson, language)) {
      expect(Object.keys(texts.choices)).toEqual(question.choices)
      expect(question.choices).toContain(question.right)
    }
  })

  it.each(LANGUAGES)('is short enough for a projector and a phone: %s', (language) => {
    const { title, idea, done, hints, watch } = lesson.texts[language]
    for (const sentence of watch) expect(sentence.length, sentence).toBeLessThanOrEqual(125)
    expect([title.length <= 40, idea.length <= 130, done.length <= 130]).toEqual([true, true, true])
    expect(hints.length).toBeGreaterThan(1)
    for (const [, { text, choices, why }] of questionsOf(lesson, language)) {
      expect(text.length, text).toBeLessThanOrEqual(300)
      expect(why.length, why).toBeLessThanOrEqual(340)
      for (const choice of Object.values(choices)) {
        expect(choice.text.length, choice.text).toBeLessThanOrEqual(110)
        expect(choice.belief.length, choice.belief).toBeLessThanOrEqual(130)
      }
    }
  })
})

describe('the texts of all lessons', () => {
  const all = LESSONS.flatMap((lesson) => LANGUAGES.flatMap((language) => textsIn(lesson.texts[language])))

  it('have real minus signs, plain quotation marks of their language, and no space too many', () => {
    const odd = all.filter(([, text]) => /[ (]-\d|-\$|"|'|\s\s|^\s|\s$|undefined|NaN/.test(text))
    expect(odd).toEqual([])
  })

  it('use the words of pupils', () => {
    const words = /\b(think time|strateg|lanes?\b|pocket|luck\b|interleav|jitter|overdraft|nodes?\b|Thread)/i
    expect(all.filter(([, text]) => words.test(text))).toEqual([])
  })

  it('put an amount before the dollar sign in German and after it in English', () => {
    for (const lesson of LESSONS)
      for (const [place, text] of textsIn(lesson.texts.de)) expect(`${place} ${text}`).not.toMatch(/\$\d/)
    for (const lesson of LESSONS)
      for (const [place, text] of textsIn(lesson.texts.en))
        expect(`${place} ${text}`).not.toMatch(/\d[ \u00a0]\$/)
  })

  it('do not have the right choice in the same place each time', () => {
    const rights = LESSONS.flatMap((lesson) => questionsOf(lesson, 'en').map(([{ right }]) => right))
    for (const choice of ['a', 'b', 'c', 'd'] as const) {
      const share = rights.filter((right) => right === choice).length / rights.length
      expect(share, choice).toBeLessThan(0.5)
    }
  })
})

describe('the right choice', () => {
  const rightOf = (texts: LessonTexts, nth: number | 'transfer', right: 'a' | 'b' | 'c' | 'd'): number[] =>
    numbersIn((nth === 'transfer' ? texts.transfer : texts.questions[nth])?.choices[right]?.text ?? '')
  const balancesOf = ({ balances = [] }: Figure): number[] => balances.map(([balance]) => balance)

  it('names exactly the balances that the explorer finds', () => {
    const texts = lessonById('lost-update')?.texts.en as LessonTexts
    expect(rightOf(texts, 0, 'c')).toEqual(balancesOf(FIGURES.twoAtOnce))
    expect(rightOf(texts, 'transfer', 'b')).toEqual(balancesOf(FIGURES.twoDeposits))
  })

  it('is one whatever happens: some of the orders of steps go wrong, and some do not', () => {
    for (const figure of [FIGURES.twoAtOnce, FIGURES.threeAtOnce, FIGURES.twoPaidOut]) {
      expect(figure.bad).toBeGreaterThan(0)
      expect(goodOf(figure)).toBeGreaterThan(0)
    }
  })
})
