import { describe, expect, test } from 'vitest'
import { headingLines, histogramLines } from '../../../server/cli/demo/histogram.ts'
import { jsonSummary } from '../../../server/cli/demo/json-summary.ts'
import type { RunResult } from '../../../server/cli/demo/run-result.ts'
import { createRunTally } from '../../../server/cli/demo/run-tally.ts'
import { barText } from '../../../server/terminal/bar.ts'
import { progressBar } from '../../../server/terminal/progress-bar.ts'
import {
  bare,
  deposit,
  depositWroteLast,
  nobodyLost,
  result,
  withdrawal,
  withdrawalWroteLast,
} from './run-results.ts'

function counted(...runs: [number, RunResult][]) {
  const tally = createRunTally()
  for (const [n, run] of runs) for (let i = 0; i < n; i++) tally.add(run)
  return tally
}
const lesson = () => counted([97, depositWroteLast], [99, withdrawalWroteLast], [4, nobodyLost])
const FLAGS = { strategy: 'naive', client: 'ioredis', opening: 100, bare: false } as const

describe('the summary for --json', () => {
  test('has the documented keys in the documented order', () => {
    const object = jsonSummary(FLAGS, 'embedded', lesson())
    expect(object).toEqual({
      strategy: 'naive',
      client: 'ioredis',
      engine: 'embedded',
      runs: 200,
      opening: 100,
      expected: 0,
      balances: { 150: 97, '-50': 99, 0: 4 },
      ...{ lost: 196, doubled: 0, wrong: 0, refusedInBalance: 0, falselyRefused: 0, below: 0, unapplied: 0 },
    })
    expect(Object.keys(object).join()).toBe(
      'strategy,client,engine,runs,opening,expected,balances,lost,doubled,wrong,refusedInBalance,falselyRefused,below,unapplied',
    )
  })

  test('has null for the losses without the recorder', () => {
    const object = jsonSummary({ ...FLAGS, bare: true }, 'local', counted([3, bare(150)]))
    expect(object).toMatchObject({
      ...{ balances: { 150: 3 }, lost: null, doubled: null, wrong: null, falselyRefused: null },
      ...{ unapplied: 0, bare: true },
    })
  })

  test('has the expected balances of the runs, without the amounts that were not applied', () => {
    const unapplied = [{ ...withdrawal, outcome: 'gave-up', why: 'attempts-used-up' } as const]
    const without = result(150, {}, { expected: 150, unapplied })
    expect(jsonSummary(FLAGS, 'local', counted([1, without], [2, nobodyLost]))).toMatchObject({
      ...{ expected: { 0: 2, 150: 1 }, lost: 0, unapplied: 1 },
    })
    expect(jsonSummary(FLAGS, 'local', counted([3, without]))).toMatchObject({ expected: 150, unapplied: 3 })
  })

  test('counts every kind of anomaly', () => {
    const run = result(5, {
      ...{ doubled: [deposit], wrong: [{ ...deposit, effect: 1 }], falselyRefused: [withdrawal] },
      ...{ refusedInBalance: [{ ...deposit, effect: 50 }], below: [{ ...withdrawal, effect: -50 }] },
      unexplained: 5,
    })
    expect(jsonSummary(FLAGS, 'local', counted([2, run]))).toMatchObject({
      ...{ doubled: 2, wrong: 2, falselyRefused: 2, refusedInBalance: 2, below: 2, wrongResults: 2 },
    })
  })
})

describe('the histogram', () => {
  test('has the most frequent balance first, marks the expected one and says why', () => {
    expect(histogramLines(lesson())).toEqual([
      '',
      `  -50  ${'█'.repeat(32)}  99   49.5 %`,
      `  150  ${'█'.repeat(31)}▍  97   48.5 %`,
      `    0  █▎${' '.repeat(30)}   4    2.0 %  expected`,
      '',
      'why the balances differ:',
      '  -50  withdrawal wrote last, over deposit (99 runs)',
      '  150  deposit wrote last, over withdrawal (97 runs)',
      '    0  they happened not to overlap (4 runs)',
      'lost: 196 transactions',
    ])
  })

  test('shows the expected balance even if no run ended with it', () => {
    const lines = histogramLines(counted([2, depositWroteLast]))
    expect(lines).toContain(`    0  ${' '.repeat(32)}  0    0.0 %  expected`)
    expect(lines).toContain('why:')
    expect(lines.join()).not.toContain('happened')
  })

  test('says that nothing was lost, and how many attempts were refused', () => {
    const refused = result(0, { kept: ['deposit', 'withdrawal'], refused: 1 })
    expect(histogramLines(counted([5, refused])).slice(3)).toEqual([
      'why:',
      '  0  nothing was lost (5 runs)',
      'lost: nothing',
      'refused because another transaction had written, and tried again: 5 attempts',
    ])
  })

  test('marks a balance as expected in the runs that expected it', () => {
    const unapplied = [{ ...withdrawal, outcome: 'gave-up', why: 'attempts-used-up' } as const]
    const without = result(150, { kept: ['deposit'] }, { expected: 150, unapplied })
    const text = histogramLines(counted([3, depositWroteLast], [1, without], [2, nobodyLost])).join('\n')
    expect(text).toMatch(/ 150 .* % {2}expected in 1 of these\n/)
    expect(text).toMatch(/ 0 .* % {2}expected\n/)
  })

  test('says "lost: nothing" only when nothing else is wrong', () => {
    const twice = result(200, { doubled: [deposit], kept: ['deposit'] }, { expected: 150 })
    const lines = histogramLines(counted([5, twice]))
    expect(lines).toContain('booked more than once: 5 transactions')
    expect(lines.join()).not.toContain('lost: nothing')
    const unexplained = histogramLines(counted([2, result(9, { unexplained: 9 })]))
    expect(unexplained).toContain('a wrong result, not explained by these: 2 runs')
    expect(unexplained.join()).not.toContain('nothing')
  })

  test('says how many runs have a cause when not all of them have it', () => {
    const other = result(150, { lost: [{ ...deposit, by: withdrawal }], kept: ['withdrawal', 'x'] })
    expect(histogramLines(counted([3, depositWroteLast], [1, other])).join('\n')).toContain(
      '150  mostly: deposit wrote last, over withdrawal (3 of 4 runs)',
    )
  })

  test('counts the balances that do not fit, and always shows the expected one', () => {
    const runs = Array.from({ length: 30 }, (_, i): [number, RunResult] => [2, result(i + 1)])
    const text = histogramLines(counted(...runs, [1, nobodyLost])).join('\n')
    expect(text).toContain('  and 10 other balances in 20 runs')
    expect(text).toMatch(/ 0 {2}█.* 1 .*expected/)
  })

  test('shows no causes for bare runs', () => {
    const text = histogramLines(counted([3, bare(150)])).join('\n')
    expect(text).toContain('Without the recorder it is not known')
    expect(text).not.toContain('why')
  })

  test('says how many runs were done when it was stopped', () => {
    const flags = { ...FLAGS, tx: [deposit, withdrawal], runs: 500 }
    expect(headingLines(flags, 'Redis 7.0.15', lesson())).toEqual([
      'stopped after 200 of 500 runs: naive with ioredis on Redis 7.0.15',
      'starting with balance of 100: deposit +50, withdrawal -150',
    ])
    expect(histogramLines(createRunTally())).toEqual([])
  })
})

describe('a bar', () => {
  test.each([
    [0, '    '],
    [0.0001, '▏   '],
    [0.25, '█   '],
    [0.45, '█▊  '],
    [1, '████'],
  ])('of %d is "%s"', (share, drawn) => expect(barText(share, 4)).toBe(drawn))

  test('of progress is drawn and cleared on a terminal, and never written elsewhere', () => {
    for (const isTTY of [true, false]) {
      const written: unknown[] = []
      const progress = progressBar({ isTTY, write: (text) => written.push(text) > 0 }, 2)
      progress.show(1)
      progress.show(2)
      progress.clear()
      expect(written.join('')).toBe(
        isTTY
          ? `\r  ${'█'.repeat(16)}${' '.repeat(16)}  1 of 2 runs\r  ${'█'.repeat(32)}  2 of 2 runs\r\x1b[2K`
          : '',
      )
    }
  })
})
