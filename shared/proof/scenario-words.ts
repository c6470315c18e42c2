import { signed, units } from '../money.ts'
import type { Anomaly } from './anomaly.ts'
import { ASSUMES } from './anomaly-words.ts'
import { PLAIN_SCENARIO } from './plain-scenario.ts'
import type { Scenario } from './scenario.ts'

const often = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`)
const nodesText = (n: number): string => (n === 1 ? 'one node' : n === 2 ? 'two nodes' : `${n} nodes`)
const attemptsText = (n: number): string => (n === 1 ? 'one attempt' : `${n} attempts`)
const overdraftText = ({ overdraft }: Scenario): string => `overdraft ${overdraft}`

/** `+50 and −150 on 100` */
export function transactionsText({ transactions, opening }: Scenario): string {
  const amounts = transactions.map((amount) => signed(amount, 'plain'))
  const last = amounts.pop() ?? ''
  return `${amounts.length > 0 ? `${amounts.join(', ')} and ` : ''}${last} on ${units(opening, 'plain')}`
}

/** Every setting, also those that are off: a complete search is complete for exactly these. */
export function settingsText(scenario: Scenario): string[] {
  const { nodes, attempts, lostReplies, lockExpiries, crashes } = scenario
  return [
    transactionsText(scenario),
    nodesText(nodes),
    attemptsText(attempts),
    lostReplies === 0 ? 'no lost reply' : `a reply lost ${often(lostReplies)} at most`,
    lockExpiries === 0 ? 'no lock expires' : `a lock expires ${often(lockExpiries)} at most`,
    crashes === 0 ? 'no node crashes' : `a node crashes ${often(crashes)} at most`,
    overdraftText(scenario),
  ]
}

/** The settings that differ from the plain scenario, without transactions and nodes; each fits behind `when`. */
export function conditionsText(scenario: Scenario): string[] {
  const { attempts, lostReplies, lockExpiries, crashes, overdraft } = scenario
  const times = (n: number) => (n === 1 ? '' : ` ${often(n)}`)
  return [
    overdraft === PLAIN_SCENARIO.overdraft ? '' : overdraftText(scenario),
    lockExpiries === 0 ? '' : `a lock expires${times(lockExpiries)}`,
    lostReplies === 0 ? '' : `a reply gets lost${times(lostReplies)}`,
    crashes === 0 ? '' : `a node crashes${times(crashes)}`,
    attempts === PLAIN_SCENARIO.attempts ? '' : attemptsText(attempts),
  ].filter(Boolean)
}

/** The conditions that the anomaly's column of the matrix does not assume. */
export const conditionsBeyond = (anomaly: Anomaly, scenario: Scenario): string[] => [
  ...(scenario.transactions.length > 2 ? [`${COUNTS[scenario.transactions.length]} transactions`] : []),
  ...conditionsText(scenario).filter((condition) => condition !== assumed(anomaly)),
]

const COUNTS = ['no', 'one', 'two', 'three', 'four', 'five', 'six']
const assumed = (anomaly: Anomaly): string => (ASSUMES as Partial<Record<Anomaly, string>>)[anomaly] ?? ''

/** A scenario in one line: `−60 and −60 on 100, two nodes, overdraft refused`. */
export const scenarioText = (scenario: Scenario): string =>
  [transactionsText(scenario), nodesText(scenario.nodes), ...conditionsText(scenario)].join(', ')

/** Sentences that go with a complete search. `polls`, `expires`: from the exploration. */
export function completeText(
  scenario: Scenario,
  { polls, expires }: { polls?: true; expires: boolean },
): string[] {
  return [
    `Complete for ${settingsText(scenario).join(', ')}.`,
    polls ? 'A command that only asked again was counted once.' : '',
    noExpiryText(scenario, expires),
  ].filter(Boolean)
}

/** A scenario may ask for an expiry although no lock can expire; then this sentence, else ''. */
export const noExpiryText = ({ lockExpiries }: Scenario, expires: boolean): string =>
  lockExpiries > 0 && !expires ? 'No lock with a TTL was taken, so none can expire.' : ''
