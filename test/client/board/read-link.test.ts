import { describe, expect, it } from 'vitest'
import { readLink } from '../../../client/board/read-link.ts'
import { explorePath, routeOf } from '../../../client/router/route.ts'
import { exploreQuery } from '../../../shared/proof/explore-query.ts'
import { PLAIN_SCENARIO } from '../../../shared/proof/plain-scenario.ts'
import { Scenario } from '../../../shared/proof/scenario.ts'

const FAULTY: Scenario = {
  opening: -20,
  transactions: [50, -60, 10],
  nodes: 3,
  overdraft: 'refused',
  attempts: 2,
  lostReplies: 1,
  lockExpiries: 2,
  crashes: 1,
}

describe('the address of a board', () => {
  it.each([
    ['the plain scenario', 'naive', PLAIN_SCENARIO, undefined],
    ['a scenario with every setting changed', 'lock-unowned', FAULTY, undefined],
    ['one interleaving', 'watch', FAULTY, '12!x2~1Ay'],
  ])('holds %s and is read back as it was written', (_, strategy, scenario, schedule) => {
    const link = readLink(`?${exploreQuery(strategy, scenario, schedule)}`)
    expect(link).toEqual({
      strategy,
      scenario,
      query: exploreQuery(strategy, scenario),
      ...(schedule && { schedule }),
    })
  })

  it('is the lesson when it is empty', () => {
    expect(readLink('')).toEqual({
      strategy: 'naive',
      scenario: PLAIN_SCENARIO,
      query: exploreQuery('naive', PLAIN_SCENARIO),
    })
  })

  it('is read the same when it was typed by hand', () => {
    const { scenario, schedule, query } = readLink('?strategy=naive&tx=+50&tx=-150&schedule=1 2 2 1')
    expect(scenario.transactions).toEqual([50, -150])
    expect(schedule).toBe('1221')
    expect(query).toBe(exploreQuery('naive', PLAIN_SCENARIO))
  })

  it.each([
    ['an amount that is not a number', 'strategy=naive&tx=abc', [50, -150]],
    ['an amount of zero', 'strategy=naive&tx=50&tx=0', [50]],
    ['too many transactions', `strategy=naive${'&tx=1'.repeat(7)}`, [1, 1, 1, 1, 1, 1]],
    ['too many nodes', 'strategy=naive&tx=50&nodes=7', [50]],
    ['too many crashes', 'strategy=naive&tx=50&crashes=3', [50]],
    ['an unknown rule', 'strategy=naive&tx=50&overdraft=perhaps', [50]],
  ])('with %s is sent unchanged, and the page shows the nearest valid scenario', (_, query, transactions) => {
    const link = readLink(`?${query}&schedule=12`)
    expect(new URLSearchParams(link.query).toString()).toBe(new URLSearchParams(query).toString())
    expect(link.scenario).toEqual({ ...PLAIN_SCENARIO, transactions })
    expect(Scenario.safeParse(link.scenario).success).toBe(true)
  })

  it('leads to the board', () => {
    const [path] = explorePath(exploreQuery('naive', PLAIN_SCENARIO)).split('?')
    expect(routeOf(path ?? '')).toEqual({ page: 'explore' })
  })
})
