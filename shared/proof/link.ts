import type { Schedule } from './exploration.ts'
import type { Scenario } from './scenario.ts'

/** The query of `/explore` and of its API. What is as in the plain scenario is left out, but for the transactions. */
export function exploreQuery(strategy: string, scenario: Scenario, schedule?: Schedule): string {
  const query = new URLSearchParams({ strategy })
  for (const amount of scenario.transactions) query.append('tx', String(amount))
  const { opening, nodes, overdraft, attempts, lostReplies, lockExpiries } = scenario
  if (opening !== 100) query.set('opening', String(opening))
  if (nodes !== 1) query.set('nodes', String(nodes))
  if (overdraft !== 'allowed') query.set('overdraft', overdraft)
  if (attempts !== 12) query.set('attempts', String(attempts))
  if (lostReplies !== 0) query.set('lost-replies', String(lostReplies))
  if (lockExpiries !== 0) query.set('lock-expiries', String(lockExpiries))
  if (schedule !== undefined) query.set('schedule', schedule)
  return query.toString()
}
