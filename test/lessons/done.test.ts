import { describe, expect, it } from 'vitest'
import { LESSONS } from '../../server/lessons/all-lessons.ts'
import type { RoundRecord } from '../../shared/rounds/round-record.ts'
import { record, result } from './records.ts'

const robbed = result({ effect: 0, lost: 1 })
const lucky = result({ player: 'b', acknowledged: -150, effect: 0, lost: 1 })

/** For each lesson, records with which the class has done it, and records with which it has not. */
const CASES: Record<string, { done: RoundRecord[][]; not: RoundRecord[][] }> = {
  'lost-update': {
    done: [
      [record({ players: [robbed, lucky], lost: 2, applied: 4 })],
      [record({ players: [robbed] }), record({ players: [lucky] })],
    ],
    not: [
      [record({ players: [robbed] })],
      [record({ players: [lucky] })],
      [record({ players: [robbed, result({ acknowledged: 0, effect: 70, outside: true })] })],
      [record({ players: [result()] })],
    ],
  },
  'no-pause': {
    done: [[record({ applied: 500, lost: 1 })]],
    not: [
      [record({ applied: 499, lost: 20 })],
      [record({ applied: 5000, lost: 0 })],
      [record({ applied: 499, lost: 1 }), record({ applied: 500, lost: 0 })],
    ],
  },
  'right-balance': {
    done: [[record({ lost: 1, applied: 4 }), record({ applied: 1 })]],
    not: [
      [record({ lost: 1, actual: 150 })],
      [record({ lost: 0 })],
      [record({ lost: 1, actual: 150 }), record()],
      [record({ lost: 2, actual: null })],
    ],
  },
}

describe.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))('the lesson %s', (id, lesson) => {
  const { done, not } = CASES[id] ?? { done: [], not: [] }

  it('is done when its records show what it asks for', () => {
    expect(done.length).toBeGreaterThan(0)
    expect(done.map((records) => lesson.isDone(records))).toEqual(done.map(() => true))
  })
  it('is not done before that', () => {
    expect(not.length).toBeGreaterThan(0)
    expect([[], ...not].map((records) => lesson.isDone(records))).toEqual([[], ...not].map(() => false))
  })
})
