import { describe, expect, it } from 'vitest'
import { besideLoss } from '../../../client/views/screen/class/beside-loss.ts'
import { FORMATS } from '../../../client/wording/class/formats.ts'
import { SCENE } from '../../../client/wording/class/scene/words.ts'
import { footOf } from '../../../client/wording/class/wall/foot.ts'
import { raceTold } from '../../../client/wording/class/wall/race-told.ts'
import { phaseSpeech } from '../../../client/wording/class/wall/speech.ts'
import { WALL } from '../../../client/wording/class/wall/words.ts'
import type { Entry } from '../../../shared/journal.ts'
import { LANGUAGES } from '../../../shared/rounds/languages.ts'
import { PHASES } from '../../../shared/rounds/phases.ts'
import { firstLoss, madeUpLesson, madeUpRecord, madeUpView } from '../../support/made-up-class.ts'
import { ANA, BOB, journal, ledgerOf } from '../server-messages.ts'

const PLAYED = PHASES.filter((phase) => phase !== 'free')

/** All texts of an object, at any depth; functions are left out. */
function textsIn(words: object): string[] {
  return Object.values(words).flatMap((value) =>
    typeof value === 'string' ? [value] : typeof value === 'object' ? textsIn(value as object) : [],
  )
}

describe.each(LANGUAGES)('the projector in %s', (language) => {
  const words = WALL[language]

  it.each(PLAYED)('says at the foot what %s is about, and tells a screen reader', (phase) => {
    const view = madeUpView(phase, { lesson: madeUpLesson(phase, language) })
    expect(footOf(view, madeUpRecord(), words).strong).not.toBe('')
    expect(phaseSpeech(view, madeUpRecord(), words)).not.toBe('')
  })

  it('says that it has counted only a part of what was not booked, and nothing of the kind otherwise', () => {
    const unapplied = { rejected: 0, 'gave-up': 1999, failed: 1 }
    const of = (more: { atLeast?: true }) =>
      besideLoss({ forgotten: 0, conflicts: 3000, unapplied: { ...unapplied, ...more } }, words)
    const least = language === 'en' ? 'At least ' : 'Mindestens '
    expect(of({ atLeast: true })).toEqual(of({}).map((sentence) => `${least}${sentence}`))
    expect(of({})).toEqual([expect.stringMatching(/^3[.,]000 /), expect.stringMatching(/^2[.,]000 /)])
  })

  it('has no empty text', () => {
    expect(textsIn(words).filter((text) => text.trim() === '')).toEqual([])
  })

  it('reads a question aloud when it is asked, and again when it is talked about', () => {
    for (const phase of ['question', 'talk', 'transfer'] as const) {
      const lesson = madeUpLesson(phase, language)
      const text = (phase === 'transfer' ? lesson.transfer : lesson.question)?.text ?? 'none'
      expect(phaseSpeech(madeUpView(phase, { lesson }), null, words)).toContain(text)
    }
  })

  it('says of a paused phase that it is paused', () => {
    const view = madeUpView('running', { left: 20_000 })
    expect(phaseSpeech(view, null, words)).toContain(words.paused.title)
  })
})

it('each phase has another name, in both languages', () => {
  for (const language of LANGUAGES)
    expect(new Set(Object.values(WALL[language].phases)).size).toBe(PLAYED.length)
})

it.each([
  [-150, 1, '$150 vanished.', '150 $ sind verschwunden.'],
  [1500, 3, '$1,500 appeared from nowhere.', '1.500 $ kamen aus dem Nichts.'],
  [0, 2, 'Balance right, bank wrong.', 'Kontostand richtig, Bank falsch.'],
  [0, 0, 'The bank is right.', 'Die Bank liegt richtig.'],
  [null, 0, 'The balance is not a number.', 'Der Kontostand ist keine Zahl.'],
])('a divergence of %s with %i lost is told in both languages', (divergence, lost, english, german) => {
  expect(WALL.en.headline(divergence, lost)).toBe(english)
  expect(WALL.de.headline(divergence, lost).replaceAll('\u00a0', ' ')).toBe(german)
})

it('amounts are written as each language does, with a real minus sign', () => {
  expect(FORMATS.en.signedMoney(-1234)).toBe('−$1,234')
  expect(FORMATS.de.signedMoney(1234)).toBe('+1.234\u00a0$')
})

describe('one loss in a sentence', () => {
  const { loss } = firstLoss()
  const [lost, by] = [loss?.lost as Entry, loss?.by as Entry]

  it('names what is gone, who wrote over it, and the stale read', () => {
    expect(SCENE.en.gone(lost, 'Bo')).toBe('Bo’s withdrawal of $150 is forgotten.')
    expect(SCENE.en.cause(lost, by, 'Bo', 'Ana')).toBe(
      'Ana had read 100 before Bo wrote −50. So the withdrawal is missing in the 150 that Ana wrote.',
    )
    expect(SCENE.de.cause(lost, by, 'Bo', 'Ana')).toBe(
      'Ana hatte 100 gelesen, bevor Bo −50 schrieb. Darum fehlt die Abhebung in den 150, die Ana schrieb.',
    )
  })

  it.each([
    ['nothing was read', { basis: 'nothing' }, 'without reading anything first'],
    ['both are of one player', { player: 'player-1' }, 'for another transaction'],
    ['it was missing in what the killer had read', { parent: 1 }, 'was missing already'],
  ] as [string, Partial<Entry>, string][])('tells it apart when %s', (_, change, text) => {
    expect(SCENE.en.cause(lost, { ...by, ...change }, 'Bo', 'Ana')).toContain(text)
    expect(SCENE.de.cause(lost, { ...by, ...change }, 'Bo', 'Ana')).not.toContain('undefined')
  })
})

it('a race is told by its account: what became of the money, and how many are lost', () => {
  const account = (entries: readonly Entry[]) => {
    const { wrote, old: _, ...totals } = ledgerOf(entries).totals
    return { opening: 100, ...totals, actual: wrote }
  }
  const both = journal([BOB, -150], [ANA, 50, { parent: 0 }])
  expect(raceTold(account(both), WALL.en)).toEqual({
    headline: '$150 appeared from nowhere.',
    cause: '1 of 2 lost.',
  })
  expect(raceTold(account(journal([ANA, 50])), WALL.en)).toEqual({
    headline: 'The bank is right.',
    cause: '1 transaction, none lost.',
  })
})
