import { describe, expect, test } from 'vitest'
import { balanceLines, findingLines, headingLines } from '../../../server/cli/explore/explore-report.ts'
import { roughly } from '../../../server/cli/explore/number-text.ts'
import { stepTable } from '../../../server/cli/explore/step-table.ts'
import { ANOMALIES } from '../../../shared/proof/anomaly.ts'
import type { Exploration, ProcessOutcome, StepRow } from '../../../shared/proof/exploration.ts'
import { PLAIN_SCENARIO } from '../../../shared/proof/plain-scenario.ts'

const none = { count: 0 }
const nothing = Object.fromEntries(ANOMALIES.map((anomaly) => [anomaly, none])) as Exploration['anomalies']
const found: Exploration = {
  strategy: 'naive',
  scenario: PLAIN_SCENARIO,
  complete: true,
  schedules: 6,
  losing: 4,
  anomalies: { ...nothing, 'lost-update': { count: 4, shortest: '1212' } },
  safe: 2,
  either: 0,
  verbs: ['GET', 'SET'],
  expires: false,
  balances: [
    [-50, 2],
    [0, 2],
    [150, 2],
  ],
}

describe('the printed findings', () => {
  test('have a sentence for every number', () => {
    expect(findingLines(found, 0)).toEqual([
      '',
      'There are 6 interleavings, and all of them were run.',
      '  4 of them lose an update.',
      '  None books a transaction twice.',
      '  None books a wrong amount.',
      '  None refuses a transaction that is in the balance all the same.',
      '  None can break the rule: overdrafts are allowed.',
      '  None refuses what the balance covers.',
      '  None hangs.',
      '  None makes a transaction give up.',
      '  2 of them are safe.',
      'Complete for +50 and −150 on 100, one node, 12 attempts, no lost reply, no lock expires, no node crashes, overdraft allowed.',
    ])
    const refused: Exploration = {
      ...{ ...found, schedules: 1, safe: 0, scenario: { ...PLAIN_SCENARIO, overdraft: 'refused' } },
      anomalies: {
        ...{ ...nothing, 'lost-update': { count: 1 }, overdraft: { count: 1 } },
        ...{ 'wrong-result': { count: 1 }, 'wrote-nothing': { count: 1 } },
      },
      either: 1,
    }
    const lines = findingLines(refused, 1)
    expect(lines.slice(1, 4)).toEqual([
      'There is one interleaving, and it was run.',
      '  It loses an update.',
      '    One of those ends at the expected balance: balance right, bank wrong.',
    ])
    expect(lines).toContain('  It goes below zero.')
    expect(lines).toContain('  It ends with a wrong result.')
    expect(lines).toContain('  It has a script that wrote nothing.')
    expect(lines).toContain(
      '  In 1 the journal cannot tell which version a write built on, and the verdict depends on it.',
    )
    expect(lines).toContain('  None is safe.')
  })

  const allSafe = { ...found, anomalies: nothing, losing: 0, safe: 6 }

  test('call each interleaving safe, and say that a transaction that gave up has done nothing', () => {
    const gaveUp = { ...nothing, starvation: { count: 4 } }
    expect(findingLines(allSafe, 0)).toContain('  Each is safe.')
    expect(findingLines({ ...allSafe, anomalies: gaveUp }, 0)).toContain(
      '  Each is safe: a transaction that gives up or fails does nothing, and its player is told so.',
    )
  })

  test.each([
    ['stopped', {}, true, 'Nothing wrong was found in 6; this proves nothing about the rest.'],
    [
      'sampled',
      { sampled: { estimate: 52_980, seed: 1 } },
      false,
      'Nothing wrong was found in 6 of about 50,000; this proves nothing about the rest.',
    ],
    [
      'broken off',
      { problem: 'P1 throws.' },
      false,
      'Nothing wrong was found in 6; this proves nothing about the rest.',
    ],
    ['sampled, and it loses', { safe: 2 }, false, 'In 2 of them nothing wrong was found.'],
  ])('never say "safe" or "Complete" when the search was %s', (_, more, stopped, line) => {
    const lines = findingLines({ ...allSafe, complete: false, ...more }, 0, stopped)
    expect(lines).toContain(`  ${line}`)
    expect(lines.join(' ')).not.toMatch(/\bsafe\b|Complete/)
  })

  test('say that no lock could expire, and that repeated commands were counted once', () => {
    const scenario = { ...PLAIN_SCENARIO, lockExpiries: 1 }
    const none = 'No lock with a TTL was taken, so none can expire.'
    expect(findingLines({ ...found, scenario }, 0)).toContain(none)
    expect(findingLines({ ...found, scenario, complete: false }, 0)).toContain(none)
    expect(findingLines({ ...found, scenario, expires: true }, 0)).not.toContain(none)
    expect(findingLines(found, 0)).not.toContain(none)
    expect(findingLines({ ...found, polls: true }, 0)).toContain(
      'A command that only asked again was counted once.',
    )
  })

  test('say that a sampled, stopped or broken-off search is not complete', () => {
    const sampled = { ...found, complete: false, schedules: 9_876, sampled: { estimate: 5.3e10, seed: 42 } }
    expect(findingLines(sampled, 0)[1]).toBe(
      '9,876 interleavings were run of about 5·10¹⁰, the first ones in order and the others at random with seed 42: a sample. An anomaly that none of these shows may still happen.',
    )
    expect(findingLines({ ...found, complete: false }, 0, true)[1]).toBe(
      'Stopped: 6 interleavings were run, but there are more.',
    )
    const broken = findingLines({ ...found, complete: false, problem: 'P1 hangs.' }, 0)
    expect(broken[1]).toBe('6 interleavings were run, but there are more.')
    expect(broken.at(-1)).toBe('The search broke off. P1 hangs.')
  })

  test('show each final balance with its count and share', () => {
    const full = '█'.repeat(32)
    expect(balanceLines(found).slice(2)).toEqual([
      `  −50  ${full}  2   33.3 %`,
      `    0  ${full}  2   33.3 %  the opening plus every amount`,
      `  150  ${full}  2   33.3 %`,
    ])
  })

  test('start with the strategy and the scenario', () => {
    const scenario = { ...PLAIN_SCENARIO, nodes: 2, attempts: 1, lostReplies: 1, lockExpiries: 1, crashes: 2 }
    expect(headingLines({ id: 'naive', title: 'GET, SET' }, scenario, 'with redis on X')).toEqual([
      'naive with redis on X: GET, SET',
      'an account with 100: P1 +50, P2 −150; two nodes; one attempt; a reply lost once at most; a lock expires once at most; a node crashes twice at most; overdraft allowed',
    ])
  })
})

test.each([
  [52_980, 'about 50,000'],
  [999_999, 'about 1,000,000'],
  [5.4e10, 'about 5·10¹⁰'],
  [1.2e123, 'about 1·10¹²³'],
])('%d is printed as %s', (n, told) => {
  expect(roughly(n)).toBe(told)
})

test.each([
  [1093, 1093, 'about 1,100'],
  [1449, 1001, 'about 1,500'],
  [1449, 1000, 'about 1,000'],
  [97_000, 94_000, 'about 100,000'],
  [1_093_000, 1_093_000, 'about 1.1·10⁶'],
  [999_999, 999_999, 'about 1,000,000'],
])('an estimate of %d after %d runs is printed as %s, which is not below the runs', (n, ran, told) => {
  expect(roughly(n, ran)).toBe(told)
})

describe('a step table', () => {
  const outcome = (process: number, amount: number, node = 'A'): ProcessOutcome => ({
    ...{ process, node, amount, outcome: 'applied', booked: 1, effect: amount },
  })
  const steps: StepRow[] = [
    { process: 1, text: 'SET NX' },
    { process: 0, text: 'the lock expires' },
    { process: 2, text: 'SET −50', version: 1, lostBy: 2 },
    { process: 1, text: 'SET 150', version: 2, replyLost: true },
  ]

  test('has a column for each transaction, and names the step that overwrote a write', () => {
    expect(stepTable({ steps, outcomes: [outcome(1, 50), outcome(2, -150)] }, 80)).toEqual([
      '     P1 +50                 P2 −150',
      '  1  SET NX',
      '  2  · the lock expires ·',
      '                            SET −50 ✗ lost in step 4'.replace(/^ {3}/, '  3'),
      '  4  SET 150 (reply lost)',
    ])
  })

  test('names the transaction of each step where columns do not fit', () => {
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
