import type { Schedule } from './exploration.ts'
import { PLAIN_SCENARIO } from './plain-scenario.ts'
import type { Scenario } from './scenario.ts'

/** The query of `/explore` and of its API: the transactions, and the settings that differ from the plain scenario. */
export function exploreQuery(strategy: string, scenario: Scenario, schedule?: Schedule): string {
  const query = new URLSearchParams({ strategy })
  for (const amount of scenario.transactions) query.append('tx', String(amount))
  const { opening, nodes, overdraft, attempts, lostReplies, lockExpiries, crashes } = scenario
  if (opening !== PLAIN_SCENARIO.opening) query.set('opening', String(opening))
  if (nodes !== PLAIN_SCENARIO.nodes) query.set('nodes', String(nodes))
  if (overdraft !== PLAIN_SCENARIO.overdraft) query.set('overdraft', overdraft)
  if (attempts !== PLAIN_SCENARIO.attempts) query.set('attempts', String(attempts))
  if (lostReplies !== PLAIN_SCENARIO.lostReplies) query.set('lost-replies', String(lostReplies))
  if (lockExpiries !== PLAIN_SCENARIO.lockExpiries) query.set('lock-expiries', String(lockExpiries))
  if (crashes !== PLAIN_SCENARIO.crashes) query.set('crashes', String(crashes))
  if (schedule !== undefined) query.set('schedule', schedule)
  return query.toString()
}
