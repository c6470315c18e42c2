import type { Entry } from '../../shared/journal.ts'
import type { Outcome } from '../../shared/proof/exploration.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import { type Judgement, overdraws } from './judge.ts'

const units = (n: number): string => `${n < 0 ? '−' : ''}${Math.abs(n)}`
const signed = (n: number): string => (n > 0 ? `+${n}` : units(n))

const WHY_NOT: Record<string, string> = {
  'attempts-used-up': 'others were faster each time it tried',
  'lock-wait-used-up': 'it found the lock taken too often',
  overdraft: 'there is not enough in the account',
  'beyond-limits': 'the balance would be beyond the limits',
  'no-answer': 'no answer came, and nothing was booked',
}

/** What happened in an interleaving, in a sentence or a few: `P2's −150 is lost, overwritten by P1.` */
export function inWords(scenario: Scenario, { ending, outcomes, ledger }: Judgement): string {
  const entries = ledger.lineage.nodes()
  const sentences = outcomes.flatMap((outcome) => {
    const newest = entries.findLast(({ entry }) => entry.player === `P${outcome.process}`)
    const by = newest && ledger.lineage.at(newest.lostBy)?.entry.player
    return [...fateOf(outcome, by)]
  })
  if (scenario.overdraft === 'refused')
    sentences.push(
      ...entries
        .map(({ entry }) => entry)
        .filter(overdraws)
        .map(below),
    )
  if (sentences.length === 0) return 'Every transaction is in the balance, once.'
  if (ending.lost.length > 0 && ending.balance === ending.expected)
    sentences.push('Balance right, bank wrong.')
  return sentences.join(' ')
}

function fateOf({ process, amount, outcome, why = '', booked }: Outcome, by: string | undefined): string[] {
  const whose = `P${process}'s ${signed(amount)}`
  const reason = WHY_NOT[why] ?? why
  switch (outcome) {
    case 'applied':
      if (booked === 0) return [`${whose} is lost, overwritten by ${by === `P${process}` ? 'itself' : by}.`]
      if (booked === 1) return []
      return [`${whose} is in the balance ${booked === 2 ? 'twice' : `${booked} times`}.`]
    case 'gave-up':
      return [`P${process} gives up: ${reason}.`]
    case 'rejected':
      return [`${whose} is rejected: ${reason}.`]
    case 'failed':
      return [`${whose} is not applied: ${reason}.`]
  }
}

const below = ({ player, amount, wrote }: Entry): string =>
  `${player}'s ${signed(amount)} leaves ${units(wrote)}, below zero.`
