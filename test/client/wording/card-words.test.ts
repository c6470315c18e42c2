import { describe, expect, it } from 'vitest'
import {
  boardQuery,
  evidenceQuery,
  grouped,
  keepingText,
  lessonQuery,
  marksOf,
  marksShort,
} from '../../../client/wording/card-words.ts'
import { Claims } from '../../../shared/proof/claims.ts'
import type { Finding, StrategyCard } from '../../../shared/strategy-card.ts'

const safe = Claims.parse({
  ...{ lostUpdate: 'never', overdraft: 'never', doubleApply: 'never', starvation: 'never' },
  because: 'nothing can happen',
})
const keeping = (lostUpdate: Claims['lostUpdate']) => keepingText({ ...safe, lostUpdate })

describe('the claim of a strategy about updates', () => {
  it.each([
    ['never', 'Keeps every update'],
    ['possible', 'Loses updates'],
    [{ oneNode: 'never', manyNodes: 'possible' }, 'Keeps them on one node only'],
    [{ oneNode: 'possible', manyNodes: 'never' }, 'Loses updates on one node'],
  ] as [Claims['lostUpdate'], string][])('%j is told as: %s', (claim, told) => {
    expect(keeping(claim).text).toBe(told)
  })

  it('decides where the strategy is listed', () => {
    expect(keeping('possible').keeping).toBe('loses')
    expect(keeping({ oneNode: 'never', manyNodes: 'possible' }).keeping).toBe('one-node')
    expect(keeping('never').keeping).toBe('keeps')
  })
})

it('a card has a mark for every other possible anomaly, and says when it needs several nodes', () => {
  expect(marksOf(safe)).toEqual([])
  const claims: Claims = {
    ...safe,
    overdraft: 'possible',
    doubleApply: 'possible',
    wrongAmount: 'possible',
    falseRefusal: 'possible',
    refusedInBalance: 'possible',
    hangs: 'possible',
    starvation: { oneNode: 'never', manyNodes: 'possible' },
  }
  const of = [
    ...['overdraft', 'double-apply', 'wrong-amount', 'false-refusal', 'refused-in-balance', 'hangs'],
    'starvation',
  ]
  expect(marksOf(claims).map((mark) => mark.of)).toEqual(of)
  expect(marksOf(claims).at(-1)).toMatchObject({
    text: expect.stringMatching(/on several nodes$/),
    place: 'manyNodes',
  })
  const card = { id: 'it', title: '' }
  expect(marksShort([{ ...card, claims }, { ...card }]).map((mark) => mark.of)).toEqual(of)
  expect(marksShort([{ ...card, claims: safe }])).toEqual([])
})

it('strategies that lose updates are listed first, a participant’s own last', () => {
  const card = (id: string, change: Partial<StrategyCard>): StrategyCard => ({
    ...{ id, title: id, claims: safe },
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

it('every strategy has a link to all orders of the lesson', () => {
  expect(lessonQuery('my own')).toBe('strategy=my+own&tx=50&tx=-150')
})

describe('a claim', () => {
  const card = (claims: Partial<Claims>, findings?: Finding[]): StrategyCard => ({
    ...{ id: 'lock', title: '', claims: { ...safe, ...claims } },
    ...(findings && { findings }),
  })
  const finding: Finding = {
    ...{ anomaly: 'lost-update', place: 'manyNodes', found: 'possible', count: 4, schedules: 6 },
    ...{ complete: true, query: 'strategy=lock&tx=50&tx=-150&nodes=2&schedule=1212' },
  }
  const loses = card({ lostUpdate: { oneNode: 'never', manyNodes: 'possible' } })

  it('links to the evidence that was found, and otherwise asks the server for it', () => {
    expect(evidenceQuery(loses, 'lost-update', 'manyNodes')).toBe(
      'strategy=lock&shows=lost-update&place=manyNodes',
    )
    const found = card(loses.claims ?? {}, [finding])
    expect(evidenceQuery(found, 'lost-update', 'manyNodes')).toBe(finding.query)
    expect(evidenceQuery(found, 'overdraft', 'manyNodes')).toContain('shows=overdraft')
  })

  it('of lost updates links to a board that shows a loss', () => {
    expect(boardQuery(loses)).toBe('strategy=lock&shows=lost-update&place=manyNodes&order=none')
    expect(boardQuery(card(loses.claims ?? {}, [finding]))).toBe('strategy=lock&tx=50&tx=-150&nodes=2')
    expect(boardQuery(card({}))).toBe(lessonQuery('lock'))
  })
})
