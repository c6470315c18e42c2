import { describe, expect, it } from 'vitest'
import { actsOf, eventText, nodeOf, spansOf } from '../../../client/board/schedule-acts.ts'
import { lossLinePath, scoreOf } from '../../../client/board/score.ts'
import type { StepRow } from '../../../shared/proof/exploration.ts'

const STEPS: StepRow[] = [
  { process: 1, text: 'GET 100' },
  { process: 2, text: 'GET 100' },
  { process: 2, text: 'SET −50', version: 1, lostBy: 2 },
  { process: 0, text: 'the lock expires' },
  { process: 1, text: 'SET 150', version: 2 },
]

describe('the score', () => {
  it('links a lost write to the one that overwrote it', () => {
    expect(scoreOf({ steps: STEPS }).lossLines).toEqual([{ lost: 2, killer: 4 }])
  })

  it('has a bar from the first step of a process to its last, and no bar for the clock', () => {
    expect(scoreOf({ steps: STEPS }).spans).toEqual([
      { process: 1, from: 0, to: 4 },
      { process: 2, from: 1, to: 2 },
    ])
  })

  it('draws no line to a missing write', () => {
    expect(scoreOf({ steps: [{ process: 1, text: 'SET 1', version: 1, lostBy: 9 }] }).lossLines).toEqual([])
  })

  it('draws the line from the bottom of the lost write to the top of the other one', () => {
    expect(lossLinePath({ column: 1, row: 2 }, { column: 0, row: 4 })).toMatch(/^M1\.5 2\.8C.* 0\.5 4\.2$/)
  })
})

describe('the acts of a schedule', () => {
  it('are its characters, with lost replies and events', () => {
    expect(actsOf('12!x1')).toEqual([
      { process: 1, replyLost: false },
      { process: 2, replyLost: true },
      { process: 0, replyLost: false, event: { is: 'lock' } },
      { process: 1, replyLost: false },
    ])
  })

  it('can be steps of a timer, expiring keys and crashing nodes', () => {
    const [timer, ...events] = actsOf('3~!xyzB')
    expect(timer).toEqual({ process: 3, timer: true, replyLost: true })
    expect(events.map(({ event }) => eventText(event))).toEqual([
      'the lock expires',
      'the first key expires',
      'the second key expires',
      'node B crashes',
    ])
  })

  it('belong to processes that are assigned to the nodes in turn', () => {
    expect([1, 2, 3, 4].map((process) => nodeOf(process, 3)).join('')).toBe('ABCA')
  })

  it('span from the first act of a process to its last', () => {
    expect([...spansOf(actsOf('12x21'))]).toEqual([
      [1, [0, 4]],
      [2, [1, 3]],
    ])
  })
})
