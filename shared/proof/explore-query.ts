import type { Schedule } from './exploration.ts'
import { PLAIN } from './plain-scenario.ts'
import type { Scenario } from './scenario.ts'

/** The query of `/explore` and of its API: the transactions, and the settings that differ from the plain scenario. */
export function exploreQuery(strategy: string, scenario: Scenario, schedule?: Schedule): string {
  const query = new URLSearchParams({ strategy })
  for (const amount of scenario.transactions) query.append('tx', String(amount))
  const { opening, nodes, overdraft, attempts, lostReplies, lockExpiries, crashes } = scenario
  if (opening !== PLAIN.opening) query.set('opening', String(opening))
  if (nodes !== PLAIN.nodes) query.set('nodes', String(nodes))
  if (overdraft !== PLAIN.overdraft) query.set('overdraft', overdraft)
  if (attempts !== PLAIN.attempts) query.set('attempts', String(attempts))
  if (lostReplies !== PLAIN.lostReplies) query.set('lost-replies', String(lostReplies))
  if (lockExpiries !== PLAIN.lockExpiries) query.set('lock-expiries', String(lockExpiries))
  if (crashes !== PLAIN.crashes) query.set('crashes', String(crashes))
  if (schedule !== undefined) query.set('schedule', schedule)
  return query.toString()
}
