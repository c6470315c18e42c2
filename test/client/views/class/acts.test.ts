import { describe, expect, it } from 'vitest'
import { actOfKey, actsOf } from '../../../../client/views/screen/class/acts.ts'
import { WALL } from '../../../../client/wording/class/wall/words.ts'
import { LANGUAGES } from '../../../../shared/rounds/languages.ts'
import { PHASES, phaseAfter } from '../../../../shared/rounds/phases.ts'
import { madeUpLesson, madeUpView } from '../../../support/made-up-class.ts'

const words = WALL.en
const names = (view: Parameters<typeof actsOf>[0]): string[] => actsOf(view, words).map(({ act }) => act)

describe('what a host can do on the projector', () => {
  it.each(PHASES)('in %s is what the table of phases takes', (phase) => {
    const plan = { question: true, talk: true, more: false, nextQuestion: false, transfer: true }
    for (const act of names(madeUpView(phase))) {
      if (['pause', 'extend', 'code', 'lessons'].includes(act)) continue
      expect([act, phaseAfter(phase, act as 'next', plan)]).not.toEqual([act, undefined])
    }
  })

  it('is to pause and to extend only while a question or a race has a time limit', () => {
    const deadline = 1
    expect(names(madeUpView('question', { deadline }))).toEqual(['next', 'pause', 'extend'])
    expect(names(madeUpView('running', { deadline }))).toEqual(['next', 'pause', 'extend', 'code'])
    expect(names(madeUpView('question'))).toEqual(['next'])
    expect(names(madeUpView('countdown', { deadline }))).toEqual(['next'])
    expect(names(madeUpView('settling', { deadline }))).toEqual(['code'])
  })

  it('is to show the strategy’s file only when it hints at nothing any more', () => {
    for (const phase of ['lobby', 'question', 'talk', 'countdown', 'transfer'] as const)
      expect([phase, ...names(madeUpView(phase))]).not.toContain('code')
    expect(names(madeUpView('reveal'))).toContain('code')
  })

  it('is only to resume while the room is paused', () => {
    expect(names(madeUpView('running', { left: 5000 }))).toEqual(['resume'])
  })

  it('names the next round of a lesson with several', () => {
    const [next] = actsOf(
      madeUpView('reveal', { lesson: { ...madeUpLesson('reveal'), step: 0, steps: 2 } }),
      words,
    )
    expect(next?.label).toBe('round 2')
    const { lesson: _, ...bare } = madeUpView('reveal')
    expect(actsOf(bare, words)[0]?.label).toBe('podium')
  })

  it('has a label in each language', () => {
    for (const language of LANGUAGES)
      for (const phase of PHASES)
        for (const { act, label } of actsOf(madeUpView(phase, { deadline: 1 }), WALL[language]))
          expect([phase, act, label]).not.toEqual([phase, act, ''])
  })
})

describe('a key', () => {
  it.each([' ', 'Enter', 'PageDown'])('%j goes on, and resumes a paused room', (key) => {
    expect(actOfKey(key, actsOf(madeUpView('lobby'), words))).toBe('next')
    expect(actOfKey(key, actsOf(madeUpView('question', { left: 1 }), words))).toBe('resume')
    expect(actOfKey(key, actsOf(madeUpView('over'), words))).toBe('lobby')
  })

  it('does what stands beside it at the foot, in capitals as well', () => {
    const running = actsOf(madeUpView('running', { deadline: 1 }), words)
    expect([actOfKey('p', running), actOfKey('E', running)]).toEqual(['pause', 'extend'])
    expect(actOfKey('R', actsOf(madeUpView('reveal'), words))).toBe('again')
  })

  it('does nothing where the page does not offer it', () => {
    expect(actOfKey('r', actsOf(madeUpView('running'), words))).toBeUndefined()
    expect(actOfKey(' ', actsOf(madeUpView('settling'), words))).toBeUndefined()
    expect(actOfKey('x', actsOf(madeUpView('lobby'), words))).toBeUndefined()
  })
})
