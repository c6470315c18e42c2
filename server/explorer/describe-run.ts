import type { Entry } from '../../shared/journal.ts'
import { signed, units } from '../../shared/money.ts'
import type { ProcessOutcome } from '../../shared/proof/exploration.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import { effectOf } from '../../shared/write-effect.ts'
import { type JudgedRun, overdraws } from './judge-run.ts'

const WHY_NOT: Record<string, string> = {
  'attempts-used-up': 'others were faster each time it tried',
  'lock-wait-used-up': 'it found the lock taken too often',
  overdraft: 'its strategy says that there is not enough in the account',
  'taken-back': 'it took its booking back',
  'wrote-nothing': 'its script reported a booking but had not written the balance',
  'node-crashed': 'its node crashed before it had written',
  'round-over': 'the round was over',
  'beyond-limits': 'the balance would be beyond the limits',
  'no-answer': 'no answer came, and nothing was booked',
}

/** Describes an interleaving in one or more sentences: `P2's −150 is lost, overwritten by P1.` */
export function describeRun(scenario: Scenario, { ending, outcomes, ledger }: JudgedRun): string {
  const entries = ledger.lineage.nodes()
  const sentences = outcomes.flatMap((outcome) => {
    const newest = entries.findLast(({ entry }) => entry.player === `P${outcome.process}`)
    const by = newest && ledger.lineage.at(newest.lostBy)?.entry.player
    return [...fateOf(outcome, by)]
  })
  const isApplied = ({ player }: Entry): boolean =>
    outcomes.some(({ process, outcome }) => `P${process}` === player && outcome === 'applied')
  const written = entries.map(({ entry }) => entry)
  for (const { player, amount, ...entry } of written) {
    const effect = effectOf({ amount, ...entry }, scenario.opening)
    if (effect !== amount)
      sentences.push(`${player} booked ${signed(effect, 'plain')} instead of ${signed(amount, 'plain')}.`)
  }
  if (scenario.overdraft === 'refused')
    sentences.push(...written.filter((entry) => overdraws(entry) && isApplied(entry)).map(below))
  const refusedYetIn = outcomes.some(({ outcome, effect }) => outcome !== 'applied' && effect !== 0)
  if (ending.anomalies.includes('refused-in-balance') && !refusedYetIn)
    sentences.push("An update that answered 'rejected' had booked, and did not take the booking back.")
  if (ending.anomalies.includes('wrong-result'))
    sentences.push(`Wrong result: ${units(ending.balance, 'plain')}, which no serial order ends with.`)
  if (sentences.length === 0) return 'Every transaction is in the balance, once.'
  if (ending.lost.length > 0 && ending.balance === ending.expected)
    sentences.push('Balance right, bank wrong.')
  return sentences.join(' ')
}

function fateOf(one: ProcessOutcome, by: string | undefined): string[] {
  const { process, amount, outcome, why = '', booked, effect, untold, falselyRefused } = one
  const whose = `P${process}'s ${signed(amount, 'plain')}`
  const reason = WHY_NOT[why] ?? why
  switch (outcome) {
    case 'applied':
      if (booked === 0) return [`${whose} is lost, overwritten by ${by === `P${process}` ? 'itself' : by}.`]
      if (booked === 1 && untold) return [`${whose} is in the balance, and its player was never told.`]
      if (booked === 1) return []
      return [`${whose} is in the balance ${booked === 2 ? 'twice' : `${booked} times`}.`]
    case 'gave-up':
      return [`P${process} gives up: ${reason}.`]
    case 'rejected':
      return [
        `${whose} is rejected: ${reason}.`,
        ...(falselyRefused ? [`The balance covered it all the while: a false refusal.`] : []),
        ...(effect === 0
          ? []
          : [`P${process} is refused, yet ${signed(effect, 'plain')} of it is in the balance.`]),
      ]
    case 'failed':
      return [`${whose} is not applied: ${reason}.`]
    case 'hung':
      return [`P${process} hangs: nothing that the others do ends its wait.`]
    default:
      return outcome satisfies never
  }
}

const below = ({ player, amount, wrote }: Entry): string =>
  `${player}'s ${signed(amount, 'plain')} leaves ${units(wrote, 'plain')}, below zero.`
