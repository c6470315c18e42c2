import { describe, expect, it } from 'vitest'
import { grouped, judged, keepingTold, lessonQuery, marksOf } from '../../client/store/card-words.ts'
import type { Claims } from '../../shared/proof/claims.ts'
import type { Finding, StrategyCard } from '../../shared/strategy-card.ts'

const safe: Claims = {
  ...{ lostUpdate: 'never', overdraft: 'never', doubleApply: 'never', starvation: 'never' },
  because: 'nothing can happen',
} as const
const keeping = (lostUpdate: Claims['lostUpdate']) => keepingTold({ ...safe, lostUpdate })

describe('what a strategy claims of updates', () => {
  it.each([
    ['never', 'Keeps every update'],
    ['possible', 'Loses updates'],
    [{ oneNode: 'never', manyNodes: 'possible' }, 'Keeps them on one node only'],
    [{ oneNode: 'possible', manyNodes: 'never' }, 'Loses updates on one node'],
    [{ is: 'possible', in: { lockExpiries: 1 } }, 'Loses updates when a lock expires'],
    [{ is: 'never', in: { lockExpiries: 1 } }, 'Keeps every update, even when a lock expires'],
    [{ oneNode: 'possible', manyNodes: { is: 'possible', in: { attempts: 2 } } }, 'Loses updates'],
  ] as [Claims['lostUpdate'], string][])('%j is told as: %s', (claim, told) => {
    expect(keeping(claim).text).toBe(told)
  })

  it('decides where it is listed', () => {
    expect(keeping('possible').keeping).toBe('loses')
    expect(keeping({ oneNode: 'never', manyNodes: 'possible' }).keeping).toBe('one-node')
    expect(keeping({ is: 'never', in: {} }).keeping).toBe('keeps')
  })
})

it('what else can happen is marked, and said where it takes several nodes', () => {
  expect(marksOf(safe)).toEqual([])
  const claims: Claims = {
    ...safe,
    overdraft: 'possible',
    doubleApply: { is: 'possible', in: { lostReplies: 1 } },
    starvation: { oneNode: 'never', manyNodes: 'possible' },
  }
  expect(marksOf(claims).map(({ of }) => of)).toEqual(['overdraft', 'double-apply', 'starvation'])
  expect(marksOf(claims)[2]?.text).toMatch(/on several nodes$/)
})

describe('the verdict of the explorer', () => {
  const finding = (change: Partial<Finding>): Finding => ({
    ...{ anomaly: 'lost-update', place: 'oneNode', found: 'never', count: 0, schedules: 6, complete: true },
    query: `strategy=mine&${JSON.stringify(change)}`,
    ...change,
  })
  const told = (...findings: Finding[]) => judged({ findings }).text
  const guilty = { found: 'possible', count: 4 } as const

  it('is open until it has looked at updates on one node and on several', () => {
    expect(judged({})).toEqual({ kind: 'open', text: 'not proven yet' })
    expect(told(finding({}))).toBe('not proven yet')
    expect(told(finding({ anomaly: 'overdraft' }))).toBe('not proven yet')
  })

  it('is guilty with the number of orders, and leads to the evidence', () => {
    const proof = finding(guilty)
    expect(judged({ findings: [finding({ place: 'manyNodes' }), proof] })).toEqual({
      ...{ kind: 'guilty', text: 'guilty: loses an update in 4 of 6 orders' },
      query: proof.query,
    })
    expect(told(finding({}), finding({ ...guilty, place: 'manyNodes' }))).toBe(
      'guilty: loses an update on several nodes in 4 of 6 orders',
    )
    expect(told(finding({ ...guilty, complete: false, schedules: 5000 }))).toBe(
      'guilty: loses an update in 4 of 5,000 orders tried',
    )
  })

  it('names the lost update first, then what else is a fault; that others are faster is none', () => {
    const clean = [finding({}), finding({ place: 'manyNodes' })]
    const twice = finding({ ...guilty, anomaly: 'double-apply' })
    expect(told(...clean, finding({ ...guilty, anomaly: 'overdraft' }), twice)).toMatch(/books twice/)
    expect(told(twice, finding(guilty))).toMatch(/loses an update/)
    expect(told(...clean, finding({ ...guilty, anomaly: 'starvation' }))).toMatch(/^not guilty/)
  })

  it('says no more than was tried', () => {
    const sample = finding({ place: 'manyNodes', complete: false, schedules: 20_000 })
    expect(told(finding({}), sample)).toBe('no lost update in 20,000 orders tried')
  })
})

it('strategies are listed as a lesson has them, one’s own last', () => {
  const card = (id: string, change: Partial<StrategyCard>): StrategyCard => ({
    ...{ id, title: id, source: '', claims: safe },
    ...change,
  })
  const cards = [
    card('mine', { own: true, problem: 'it throws' }),
    card('lua', {}),
    card('naive', { claims: { ...safe, lostUpdate: 'possible' } }),
    card('theirs', { own: true }),
  ]
  expect(grouped(cards).map(({ title, cards }) => [title, ...cards.map(({ id }) => id)])).toEqual([
    ['Lose updates', 'naive'],
    ['Keep every update', 'lua'],
    ['Your own', 'mine', 'theirs'],
  ])
})

it('every order of the lesson can be looked at', () => {
  expect(lessonQuery('my own')).toBe('strategy=my+own&tx=50&tx=-150')
})

it('says why nothing is proven when the explorer broke off', () => {
  expect(judged({ unproven: 'It hangs.' })).toEqual({
    kind: 'open',
    text: 'not proven, the explorer broke off: It hangs.',
  })
})
