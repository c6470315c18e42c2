import { describe, expect, test } from 'vitest'
import { evidencePage } from '../../../server/cli/explore/matrix-evidence.ts'
import {
  confirmed,
  type FoundCell,
  type MatrixTableRow,
  markdownTable,
  textTable,
} from '../../../server/cli/explore/matrix-table.ts'
import { MATRIX_ANOMALIES, PLACES } from '../../../shared/proof/anomaly.ts'
import { exploreQuery } from '../../../shared/proof/explore-query.ts'
import { PLAIN_SCENARIO } from '../../../shared/proof/plain-scenario.ts'
import type { Scenario } from '../../../shared/proof/scenario.ts'
import type { Finding } from '../../../shared/strategy-card.ts'

const query = (scenario: Partial<Scenario>, schedule?: string) =>
  exploreQuery('lock', { ...PLAIN_SCENARIO, ...scenario }, schedule)
const tried = [
  { query: query({}), schedules: 8, complete: true },
  { query: query({ crashes: 1 }), schedules: 40, complete: true },
]
const cell = (change: Partial<Finding> = {}, claimed?: FoundCell['claimed']): FoundCell => ({
  finding: {
    ...{ anomaly: 'lost-update', place: 'oneNode', found: 'never', count: 0, schedules: 8 },
    ...{ complete: true, query: query({}), tried },
    ...change,
  },
  ...(claimed && { claimed }),
})
const row = (...changed: FoundCell[]): MatrixTableRow => ({
  strategy: 'lock',
  title: 'SET NX, GET, SET, DEL',
  cells: MATRIX_ANOMALIES.flatMap((anomaly) =>
    PLACES.map(
      (place) =>
        changed.find(({ finding }) => finding.anomaly === anomaly && finding.place === place) ??
        cell({ anomaly, place }),
    ),
  ),
})
const expiring = { found: 'possible', count: 108, schedules: 302 } as const
const loses = PLACES.map((place) =>
  cell({ ...expiring, place, query: query({ lockExpiries: 1, nodes: place === 'oneNode' ? 1 : 2 }) }),
)
const gaveUp = cell({
  ...{ anomaly: 'starvation', place: 'manyNodes', found: 'possible', count: 6 },
  query: query({ attempts: 1, nodes: 2 }, '112'),
})

describe('the matrix', () => {
  test('confirms a claimed `never` only when every interleaving was run', () => {
    expect(confirmed(cell({}, 'never'))).toBe(true)
    expect(confirmed(cell({ found: 'not-found', complete: false }, 'never'))).toBe(false)
    expect(confirmed(cell({ found: 'possible' }, 'possible'))).toBe(true)
    expect(confirmed(cell({}, 'possible'))).toBe(false)
    expect(confirmed(cell({ found: 'possible' }))).toBe(true)
  })

  test('in the README has the conditions of a column in its head, and further conditions in the cell', () => {
    const [head, , body] = markdownTable([row(...loses, gaveUp)], 'docs/matrix.md').split('\n')
    expect(head).toBe(
      '| strategy | lost update | below zero<br>*overdraft refused* | booked twice<br>*a reply gets lost* | wrong amount | false refusal<br>*overdraft refused* | refused, yet in the balance<br>*overdraft refused* | hangs<br>*a node crashes* | gives up<br>*one attempt* |',
    )
    expect(body).toBe(
      '| [`lock`](docs/matrix.md#lock) | ✗ 108 of 302 (a lock expires) | ✓ 0 of 8 | ✓ 0 of 8 | ✓ 0 of 8 | ✓ 0 of 8 | ✓ 0 of 8 | ✓ 0 of 8 | ✓ 0 of 8; two nodes ✗ 6 of 8 |',
    )
  })

  test('on a terminal has a second line only where two nodes give another result', () => {
    const lines = textTable([
      row(...loses, gaveUp),
      { strategy: 'mine', title: '', cells: [], problem: 'It throws.' },
    ]).split('\n')
    expect(lines.map((line) => line.replace(/ {2,}/g, '  ').trim())).toEqual([
      'strategy  lost update  below zero  booked twice  wrong amount  false refusal  refused, yet in the balance  hangs  gives up',
      'overdraft refused  a reply gets lost  overdraft refused  overdraft refused  a node crashes  one attempt',
      `lock  ✗ 108 of 302 *${'  ✓ 0 of 8'.repeat(7)}`,
      'two nodes  ✗ 6 of 8',
      'mine  It throws.',
      '',
      '* with: a lock expires',
    ])
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(170)
  })

  test('shows a sample that found nothing as sampled, not as `never`', () => {
    const sample = cell({ found: 'not-found', complete: false, schedules: 1000 }, 'never')
    expect(textTable([row(sample)])).toContain('? 0 of 1000 sampled (claimed: never)')
  })

  test('has a page with the evidence of each finding, and the searched scenarios of each `never`', () => {
    const page = evidencePage([row(...loses, gaveUp)], new Map(), () => undefined)
    expect(page).toContain(
      '**lost update, one node**: 108 of 302 interleavings.\n\n    npm run explore -- --strategy lock --tx +50 --tx -150 --lock-ttl short\n',
    )
    expect(page).toContain('**gives up, two nodes**: 6 of 8 interleavings.')
    expect(page).toContain(
      '**never**: below zero; booked twice; wrong amount; false refusal; refused, yet in the balance; hangs; gives up (one node).',
    )
    expect(page.match(/\| \+50 and −150 on 100, one node, a node crashes \| 40 \|/g)).toHaveLength(1)
  })
})
