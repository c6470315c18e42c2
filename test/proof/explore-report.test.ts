import { describe, expect, test } from 'vitest'
import { balanceLines, findingLines, headingLines } from '../../server/proof/explore-report.ts'
import { roughly } from '../../server/proof/numbers.ts'
import { stepTable } from '../../server/proof/step-table.ts'
import type { Exploration, Outcome, StepRow } from '../../shared/proof/exploration.ts'
import { PLAIN } from '../../shared/proof/plain.ts'

const none = { count: 0 }
const found: Exploration = {
  strategy: 'naive',
  scenario: PLAIN,
  complete: true,
  schedules: 6,
  losing: 4,
  anomalies: {
    'lost-update': { count: 4, shortest: '1212' },
    overdraft: none,
    'double-apply': none,
    starvation: none,
  },
  safe: 2,
  balances: [
    [-50, 2],
    [0, 2],
    [150, 2],
  ],
}

describe('what was found', () => {
  test('has a sentence for every number', () => {
    expect(findingLines(found, 0)).toEqual([
      '',
      'There are 6 interleavings, and all of them were run: the search is complete for this scenario.',
      '  4 of them lose an update.',
      '  None can break the rule: an overdraft is allowed.',
      '  None books a transaction twice.',
      '  None has a transaction that gives up.',
      '  2 of them are safe: nothing of that happens.',
    ])
    const refused: Exploration = {
      ...{ ...found, schedules: 1, safe: 0, scenario: { ...PLAIN, overdraft: 'refused' } },
      anomalies: {
        'lost-update': { count: 1 },
        overdraft: { count: 1 },
        'double-apply': none,
        starvation: none,
      },
    }
    expect(findingLines(refused, 1).slice(1, 5)).toEqual([
      'There is one interleaving, and it was run: the search is complete for this scenario.',
      '  It loses an update.',
      '    One of those ends at the expected balance all the same: balance right, bank wrong.',
      '  It breaks the rule, and leaves less than nothing.',
    ])
  })

  test('is only called complete when it is', () => {
    const sampled = { ...found, complete: false, schedules: 9_876, sampled: { estimate: 5.3e10, seed: 42 } }
    expect(findingLines(sampled, 0)[1]).toBe(
      '9,876 interleavings were run of about 5·10¹⁰, the first ones in order and the others at random with seed 42: a sample. What none of these shows may still happen.',
    )
    expect(findingLines({ ...found, complete: false }, 0, true)[1]).toBe(
      'Stopped: 6 interleavings were run, not all there are.',
    )
    const broken = findingLines({ ...found, complete: false, problem: 'P1 hangs.' }, 0)
    expect(broken[1]).toBe('6 interleavings were run, not all there are.')
    expect(broken.at(-1)).toBe('The search broke off. P1 hangs.')
  })

  test('ends with the balances', () => {
    const full = '█'.repeat(32)
    expect(balanceLines(found).slice(2)).toEqual([
      `  −50  ${full}  2   33.3 %`,
      `    0  ${full}  2   33.3 %  the opening and every amount`,
      `  150  ${full}  2   33.3 %`,
    ])
  })

  test('is headed by the scenario', () => {
    const scenario = { ...PLAIN, nodes: 2, attempts: 1, lostReplies: 1, lockExpiries: 1 }
    expect(headingLines({ id: 'naive', title: 'GET, SET' }, scenario, 'with redis on X')).toEqual([
      'naive with redis on X: GET, SET',
      'an account with 100: P1 +50, P2 −150; 2 nodes; overdraft allowed; one try; one lost reply at most; the lock may expire once',
    ])
  })
})

test.each([
  [52_980, 'about 50,000'],
  [999_999, 'about 1,000,000'],
  [5.4e10, 'about 5·10¹⁰'],
  [1.2e123, 'about 1·10¹²³'],
])('%d is told as %s', (n, told) => {
  expect(roughly(n)).toBe(told)
})

describe('a step table', () => {
  const outcome = (process: number, amount: number, node = 'A'): Outcome => ({
    ...{ process, node, amount, outcome: 'applied', booked: 1 },
  })
  const steps: StepRow[] = [
    { process: 1, text: 'SET NX' },
    { process: 0, text: 'the lock expires' },
    { process: 2, text: 'SET −50', version: 1, lostBy: 2 },
    { process: 1, text: 'SET 150', version: 2, replyLost: true },
  ]

  test('has a column for each transaction, and says which step overwrote which', () => {
    expect(stepTable({ steps, outcomes: [outcome(1, 50), outcome(2, -150)] }, 80)).toEqual([
      '     P1 +50                 P2 −150',
      '  1  SET NX',
      '  2  · the lock expires ·',
      '                            SET −50 ✗ lost in step 4'.replace(/^ {3}/, '  3'),
      '  4  SET 150 (reply lost)',
    ])
  })

  test('names the transactions where columns do not fit', () => {
    expect(stepTable({ steps, outcomes: [outcome(1, 50), outcome(2, -150, 'B')] }, 30)).toEqual([
      '  P1 +50 (node A)',
      '  P2 −150 (node B)',
      '  1  P1 SET NX',
      '  2     the lock expires',
      '  3  P2 SET −50 ✗ lost in step 4',
      '  4  P1 SET 150 (reply lost)',
    ])
  })
})
