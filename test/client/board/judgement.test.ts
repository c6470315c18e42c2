import { describe, expect, it } from 'vitest'
import { judgementOf } from '../../../client/board/judgement.ts'
import { MATRIX_ANOMALIES, PLACES } from '../../../shared/proof/anomaly.ts'
import { exploreQuery } from '../../../shared/proof/explore-query.ts'
import { PLAIN_SCENARIO } from '../../../shared/proof/plain-scenario.ts'
import type { Scenario } from '../../../shared/proof/scenario.ts'
import type { Finding } from '../../../shared/strategy-card.ts'

const query = (scenario: Partial<Scenario> = {}, schedule?: string) =>
  exploreQuery('mine', { ...PLAIN_SCENARIO, ...scenario }, schedule)
const finding = (change: Partial<Finding> = {}): Finding => ({
  ...{ anomaly: 'lost-update', place: 'oneNode', found: 'never', count: 0, schedules: 6, complete: true },
  query: query(),
  ...change,
})
/** A finding for every cell: nothing was found, except in these. */
const all = (...others: Partial<Finding>[]): Finding[] => {
  const changed = others.map(finding)
  const rest = MATRIX_ANOMALIES.flatMap((anomaly) =>
    PLACES.map((place) => finding({ anomaly, place, query: query({ nodes: place === 'oneNode' ? 1 : 2 }) })),
  )
  const isChanged = (one: Finding) =>
    changed.some(({ anomaly, place }) => anomaly === one.anomaly && place === one.place)
  return [...rest.filter((one) => !isChanged(one)), ...changed]
}
const told = (...others: Partial<Finding>[]) => judgementOf({ findings: all(...others) }).verdict.text
const guilty = { found: 'possible', count: 4 } as const

describe('the verdict of the explorer', () => {
  it('is open until every cell has been searched', () => {
    expect(judgementOf({})).toMatchObject({ kind: 'open', verdict: { text: 'not proven yet' } })
    const updates = PLACES.map((place) => finding({ place }))
    expect(judgementOf({ findings: updates }).verdict.text).toBe('not proven yet')
    expect(judgementOf({ findings: all().slice(1) }).kind).toBe('open')
  })

  it('is guilty with the number of orders and the conditions, and links to the evidence', () => {
    const proof = { ...guilty, query: query({ lockExpiries: 1 }, '11x22') }
    expect(judgementOf({ findings: all(proof) })).toMatchObject({
      kind: 'guilty',
      verdict: { text: 'guilty: loses an update in 4 of 6 orders (a lock expires)', query: proof.query },
    })
    expect(told({ ...guilty, place: 'manyNodes' })).toBe(
      'guilty: loses an update on several nodes in 4 of 6 orders',
    )
    expect(told({ ...guilty, complete: false, schedules: 5000 })).toBe(
      'guilty: loses an update in 4 of 5,000 orders tried',
    )
    expect(told({ ...guilty, anomaly: 'overdraft', query: query({ overdraft: 'refused' }) })).toBe(
      'guilty: goes below zero in 4 of 6 orders (overdraft refused)',
    )
  })

  it.each([
    ['double-apply', 'guilty: books twice in 4 of 6 orders'],
    ['wrong-amount', 'guilty: books a wrong amount in 4 of 6 orders'],
    ['false-refusal', 'guilty: refuses what the balance covers in 4 of 6 orders'],
    ['refused-in-balance', 'guilty: refuses what is in the balance all the same in 4 of 6 orders'],
    ['hangs', 'guilty: hangs in 4 of 6 orders; a room gives up after 15 s'],
    ['wrong-result', 'guilty: ends with a wrong result that has no other name in 4 of 6 orders'],
  ] as const)('on %s is "%s"', (anomaly, text) => {
    expect(told({ ...guilty, anomaly })).toBe(text)
  })

  it('names the gravest anomaly first, and all others after it', () => {
    const { verdict, more } = judgementOf({
      findings: all(
        { ...guilty, anomaly: 'hangs', query: query({ crashes: 1 }) },
        { ...guilty, anomaly: 'starvation', query: query({ attempts: 1 }) },
        { ...guilty, anomaly: 'wrong-amount' },
      ),
    })
    expect(verdict.text).toMatch(/^guilty: books a wrong amount/)
    expect(more.map(({ text }) => text)).toEqual([
      'hangs in 4 of 6 orders (a node crashes); a room gives up after 15 s',
      'gives up in 4 of 6 orders (one attempt): no guilt, its player is told',
    ])
  })

  it('is clean when transactions give up, but names this, with the remarks of the explorer', () => {
    const remarks = ['Nothing was written in 2 of 6 orders: the script returned nothing.']
    const { kind, more } = judgementOf({ findings: all({ ...guilty, anomaly: 'starvation' }), remarks })
    expect(kind).toBe('clean')
    expect(more.map(({ text }) => text)).toEqual([
      'gives up in 4 of 6 orders: no guilt, its player is told',
      ...remarks,
    ])
  })

  it('is not guilty when every order of every scenario is safe, and lists the scenarios', () => {
    const tried = [
      { query: query(), schedules: 6, complete: true },
      { query: query({ nodes: 2, crashes: 1 }), schedules: 1200, complete: true },
    ]
    const clean = judgementOf({
      findings: MATRIX_ANOMALIES.flatMap((anomaly) =>
        PLACES.map((place) => finding({ anomaly, place, tried })),
      ),
    })
    expect(clean).toMatchObject({
      kind: 'clean',
      verdict: { text: 'not guilty: every order of 2 scenarios is safe' },
    })
    expect(clean.tried.map(({ text }) => text)).toEqual([
      '+50 and −150 on 100, one node: 6 orders',
      '+50 and −150 on 100, two nodes, a node crashes: 1,200 orders',
    ])
  })

  it('is open when transactions fail by a mistake of the strategy', () => {
    expect(judgementOf({ findings: all(), mistake: 'mine.ts:3: WroteNothing' })).toMatchObject({
      kind: 'open',
      verdict: { text: 'no order is unsafe, but its own mistake makes transactions fail' },
    })
  })

  it('is limited to what was tried when a case is untried', () => {
    const untried = ['account.time() with a clock that is set back']
    expect(judgementOf({ findings: all(), untried })).toMatchObject({
      verdict: { text: expect.stringMatching(/^not guilty in what was tried: /) },
      untried,
    })
  })

  it('is open when some orders were not run', () => {
    for (const sample of [
      { found: 'not-found', complete: false, schedules: 20_000, query: query({ attempts: 2 }) },
      { complete: false, schedules: 20_000, query: query({ attempts: 2 }) },
    ] as const)
      expect(judgementOf({ findings: all(sample) })).toMatchObject({
        kind: 'open',
        verdict: { text: 'not proven: nothing was found in 20,012 orders, and there are more' },
      })
  })

  it.each(['unproven', 'problem'] as const)('is never clean when the explorer broke off (%s)', (what) => {
    expect(judgementOf({ findings: all(), [what]: 'It throws.' })).toMatchObject({
      kind: 'open',
      verdict: { text: 'not proven, the explorer broke off: It throws.' },
    })
    const { kind, more } = judgementOf({ findings: [finding(guilty)], [what]: 'It throws.' })
    expect(kind).toBe('guilty')
    expect(more).toEqual([{ text: 'the explorer broke off: It throws.' }])
  })
})
