import { expect, test } from 'vitest'
import { endingLines } from '../../../server/cli/demo/lesson.ts'
import { bare, deposit, depositWroteLast, nobodyLost, result, withdrawal } from './run-results.ts'

test('the ending names the lost transaction and the one that overwrote it', () => {
  expect(endingLines(depositWroteLast)).toEqual([
    'ending balance of 150 (expected 0)',
    'lost: withdrawal -150, overwritten by deposit +50',
  ])
})

test('the ending says that nothing was lost', () => {
  expect(endingLines(nobodyLost)).toEqual(['ending balance of 0 (expected 0)', 'lost: nothing'])
})

test('a right balance with a lost update is called wrong', () => {
  expect(endingLines({ ...depositWroteLast, expected: 150 })).toContain('balance right, bank wrong')
})

test('a transaction that was not applied is named, and left out of the expected balance', () => {
  const unapplied = [{ ...withdrawal, outcome: 'gave-up', why: 'attempts-used-up' } as const]
  expect(endingLines(result(150, { kept: ['deposit'] }, { expected: 150, unapplied }))).toEqual([
    'ending balance of 150 (expected 150)',
    'gave up: withdrawal -150 (attempts used up), so it is not expected',
    'lost: nothing',
  ])
})

test('a double booking and money from outside have a line each', () => {
  const lines = endingLines(result(93, { doubled: [deposit], kept: ['deposit'], outside: -7 }))
  expect(lines).toContain('booked more than once: deposit +50')
  expect(lines).toContain('from outside: -7')
})

test('without the recorder the ending makes no statement about losses', () => {
  const [first, ...more] = endingLines(bare(150))
  expect(first).toBe('ending balance of 150 (expected 0)')
  expect(more.join(' ')).toContain('Without the recorder it is not known')
  expect(more.join(' ')).not.toContain('lost: ')
})
