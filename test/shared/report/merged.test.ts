import { describe, expect, it } from 'vitest'
import { learningOf } from '../../../shared/report/learning.ts'
import { alone, merged } from '../../../shared/report/merged.ts'
import { outlineOf } from '../../../shared/report/report-outline.ts'
import { sumsOf } from '../../../shared/report/sums.ts'
import { madeUpReport } from '../../support/made-up-report.ts'

const report = madeUpReport()

describe('a report of several rooms', () => {
  const other = madeUpReport('M4XK7Q', { rounds: report.rounds.slice(0, 1) })

  it('adds up people and money over all rooms', () => {
    const [one, two, both] = [sumsOf([report]), sumsOf([other]), sumsOf([report, other])]
    expect(both.lost).toBe(one.lost + two.lost)
    expect(both.people).toBe(one.people + two.people)
    expect(outlineOf([report, other], 'en').lead).toContain('in 4 rounds of 2 rooms.')
    expect(outlineOf([report, other], 'en').title).toBe('Report of 2 rooms')
    expect(learningOf([report, other])[0]).toMatchObject({ alone: { right: 6, all: 20 } })
  })

  it('has each round once, whichever files it came from', () => {
    const files = report.rounds.map((round) => alone(report, round))
    expect(merged([...files, report, ...files].reverse())).toEqual([report])
    expect(merged([other, ...files]).map(({ code, rounds }) => [code, rounds.length])).toEqual([
      ['M4XK7Q', 1],
      ['K7Q4MX', 3],
    ])
    const [first] = report.rounds
    const early = { ...report, rounds: first ? [{ record: first.record }] : [] }
    expect(merged([early, report])[0]?.rounds[0]?.transfer).toEqual(first?.transfer)
    expect(merged(files)[0]?.lessons).toEqual(report.lessons)
  })
})

it('the report of one round alone quotes the question of this round only', () => {
  const lesson = report.lessons['lost-update']
  const [first] = report.rounds
  if (!first || !lesson?.transfer) throw new Error('no lesson')
  const twice = { ...lesson, questions: [...lesson.questions, lesson.transfer] }
  const [early, last] = [first, { ...first, record: { ...first.record, round: 2, step: 1 } }]
  const whole = { ...report, rounds: [{ record: early.record }, last], lessons: { 'lost-update': twice } }
  const files = whole.rounds.map((round) => alone(whole, round))
  expect(files.map(({ lessons }) => lessons['lost-update'])).toMatchObject([
    { questions: [lesson.questions[0], null], transfer: null },
    { questions: [null, lesson.transfer], transfer: lesson.transfer },
  ])
  expect(merged([...files].reverse())[0]?.lessons).toEqual(whole.lessons)
})
