import { DEFAULTS, LIMITS } from '../../shared/limits.ts'
import { BOUNDS, MOST_TRANSACTIONS } from '../../shared/proof/bounds.ts'
import type { Schedule } from '../../shared/proof/exploration.ts'
import { exploreQuery } from '../../shared/proof/explore-query.ts'
import { PLAIN_SCENARIO } from '../../shared/proof/plain-scenario.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'

/** The strategy, scenario and order that an address asks for. */
export interface ExploreLink {
  strategy: string
  scenario: Scenario
  schedule?: Schedule
  /** The query for the server, without the schedule. */
  query: string
}

/**
 * Reads the query of `/explore`. An invalid value is shown as in the plain scenario, but sent to the server unchanged,
 * which answers what is wrong with it.
 */
export function readLink(search: string): ExploreLink {
  const params = new URLSearchParams(search)
  let sensible = true
  const whole = (text: string | null, [least, most]: readonly [number, number], otherwise: number) => {
    if (text === null) return otherwise
    // A plus typed into the address arrives as a space.
    const value = Number(text.replace(/^[ +]/, ''))
    if (/^[ +-]?\d+$/.test(text) && value >= least && value <= most) return value
    sensible = false
    return otherwise
  }

  const amounts = params.getAll('tx').map((text) => whole(text, [-LIMITS.amount, LIMITS.amount], 0))
  const usable = amounts.filter((amount) => amount !== 0).slice(0, MOST_TRANSACTIONS)
  if (usable.length !== amounts.length) sensible = false
  const overdraft = params.get('overdraft') ?? PLAIN_SCENARIO.overdraft
  const refused = overdraft === 'refused'
  if (!refused && overdraft !== 'allowed') sensible = false

  const scenario: Scenario = {
    opening: whole(params.get('opening'), [-LIMITS.opening, LIMITS.opening], PLAIN_SCENARIO.opening),
    transactions: usable.length > 0 ? usable : PLAIN_SCENARIO.transactions,
    nodes: whole(params.get('nodes'), BOUNDS.nodes, PLAIN_SCENARIO.nodes),
    overdraft: refused ? 'refused' : 'allowed',
    attempts: whole(params.get('attempts'), BOUNDS.attempts, PLAIN_SCENARIO.attempts),
    lostReplies: whole(params.get('lost-replies'), BOUNDS.lostReplies, PLAIN_SCENARIO.lostReplies),
    lockExpiries: whole(params.get('lock-expiries'), BOUNDS.lockExpiries, PLAIN_SCENARIO.lockExpiries),
    crashes: whole(params.get('crashes'), BOUNDS.crashes, PLAIN_SCENARIO.crashes),
  }
  const strategy = params.get('strategy') || DEFAULTS.strategy
  const schedule = params.get('schedule')?.replace(/\s/g, '')
  params.delete('schedule')
  const query = sensible ? exploreQuery(strategy, scenario) : params.toString()
  return schedule ? { strategy, scenario, schedule, query } : { strategy, scenario, query }
}
