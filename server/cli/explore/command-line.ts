import { signed } from '../../../shared/money.ts'
import { PLAIN_SCENARIO } from '../../../shared/proof/plain-scenario.ts'
import type { Scenario } from '../../../shared/proof/scenario.ts'
import { shellCommand } from '../../start/started-as.ts'

export interface CommandLineExtras {
  /** Plays this schedule only. */
  schedule?: string
  /** The folder of the strategy, if it is a participant's own. */
  folder?: string | undefined
}

/** The shell command that explores the scenario. */
export function commandLine(
  strategy: string,
  scenario: Scenario,
  { schedule, folder }: CommandLineExtras = {},
): string {
  const { opening, transactions, nodes, overdraft, attempts, lostReplies, lockExpiries, crashes } = scenario
  const flags = [`--strategy ${strategy}`]
  for (const amount of transactions) flags.push(`--tx ${signed(amount, 'ascii')}`)
  if (opening !== PLAIN_SCENARIO.opening) flags.push(`--opening ${opening}`)
  if (nodes !== PLAIN_SCENARIO.nodes) flags.push(`--nodes ${nodes}`)
  if (overdraft !== PLAIN_SCENARIO.overdraft) flags.push(`--overdraft ${overdraft}`)
  if (attempts !== PLAIN_SCENARIO.attempts) flags.push(`--attempts ${attempts}`)
  if (lostReplies > 0) flags.push(`--lost-replies ${lostReplies}`)
  if (lockExpiries === 1) flags.push('--lock-ttl short')
  if (lockExpiries > 1) flags.push(`--lock-expiries ${lockExpiries}`)
  if (crashes > 0) flags.push(`--crashes ${crashes}`)
  if (folder !== undefined) flags.push(`--strategies ${quoted(folder)}`)
  if (schedule !== undefined) flags.push(`--schedule ${quoted(schedule)}`)
  return `${shellCommand('explore')} ${flags.join(' ')}`
}

/** Quotes the text for a shell, so that it stays one word. */
const quoted = (text: string): string =>
  /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
