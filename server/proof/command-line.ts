import { PLAIN } from '../../shared/proof/plain.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'

/** The command that explores the scenario again; with a schedule, the one that plays it. */
export function commandLine(strategy: string, scenario: Scenario, schedule?: string): string {
  const { opening, transactions, nodes, overdraft, attempts, lostReplies, lockExpiries } = scenario
  const flags = [`--strategy ${strategy}`]
  for (const amount of transactions) flags.push(`--tx ${amount > 0 ? '+' : ''}${amount}`)
  if (opening !== PLAIN.opening) flags.push(`--opening ${opening}`)
  if (nodes !== PLAIN.nodes) flags.push(`--nodes ${nodes}`)
  if (overdraft !== PLAIN.overdraft) flags.push(`--overdraft ${overdraft}`)
  if (attempts !== PLAIN.attempts) flags.push(`--attempts ${attempts}`)
  if (lostReplies > 0) flags.push(`--lost-replies ${lostReplies}`)
  if (lockExpiries === 1) flags.push('--lock-ttl short')
  if (lockExpiries > 1) flags.push(`--lock-expiries ${lockExpiries}`)
  // An exclamation mark means something to a shell.
  if (schedule !== undefined) flags.push(`--schedule ${schedule.includes('!') ? `'${schedule}'` : schedule}`)
  return `npm run explore -- ${flags.join(' ')}`
}
