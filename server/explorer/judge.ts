import type { Entry, Receipt, Why } from '../../shared/journal.ts'
import { createLedger, type Ledger } from '../../shared/ledger.ts'
import type { Anomaly } from '../../shared/proof/anomaly.ts'
import type { Ending, Outcome } from '../../shared/proof/exploration.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import type { Run } from './play.ts'
import { txOf } from './sandbox.ts'
import { Unexplorable } from './unexplorable.ts'

/** An interleaving as its journal, its receipts and its balance tell it. */
export interface Judgement {
  ending: Ending
  outcomes: Outcome[]
  ledger: Ledger
}

/** No transaction ends like this by the scenario alone. */
const MEDDLED: ReadonlySet<Why> = new Set(['account-reset', 'record-damaged', 'balance-not-a-number'])

/** Throws `Unexplorable` when somebody else wrote, or the strategy failed. */
export function judge(scenario: Scenario, run: Run): Judgement {
  const ledger = createLedger(scenario.opening)
  for (const entry of run.journal) ledger.append(entry)
  ledger.settle()
  const { totals } = ledger
  if (run.balance !== String(totals.wrote) || totals.outside !== 0) throw meddled()
  const outcomes = scenario.transactions.map((amount, i) => outcomeOf(scenario, ledger, run, i + 1, amount))
  const lost = outcomes.filter(({ outcome, booked }) => outcome === 'applied' && booked === 0)
  const anomalies: Anomaly[] = []
  if (lost.length > 0) anomalies.push('lost-update')
  if (scenario.overdraft === 'refused' && run.journal.some(overdraws)) anomalies.push('overdraft')
  if (outcomes.some(({ booked }) => booked > 1)) anomalies.push('double-apply')
  if (outcomes.some(({ outcome }) => outcome === 'gave-up')) anomalies.push('starvation')
  const ending: Ending = {
    schedule: run.schedule,
    anomalies,
    balance: totals.wrote,
    expected: totals.expected,
    lost: lost.map(({ process }) => process),
  }
  return { ending, outcomes, ledger }
}

/** A withdrawal left less than nothing. Whether that is overwritten later makes no difference: it was paid out. */
export const overdraws = ({ amount, wrote }: Entry): boolean => amount < 0 && wrote < 0

function outcomeOf(
  scenario: Scenario,
  ledger: Ledger,
  { receipts }: Run,
  process: number,
  amount: number,
): Outcome {
  const receipt = receipts[process - 1]
  if (!receipt) throw meddled()
  const { player, id } = txOf(process, amount)
  const why = whyNot(receipt)
  if (why === 'strategy-error') throw new Unexplorable(`P${process} failed: Redis refused its script.`)
  if (why && MEDDLED.has(why)) throw meddled()
  // Only a reply that the schedule lost leaves a transaction without an answer.
  if (why === 'no-answer' && scenario.lostReplies === 0)
    throw new Unexplorable(`P${process} got no answer: Redis cannot take writes now.`)
  return {
    process,
    node: String.fromCharCode(65 + ((process - 1) % scenario.nodes)),
    amount,
    outcome: receipt.outcome,
    ...(why && { why }),
    booked: ledger.booking(player, id)?.live ?? 0,
  }
}

const whyNot = (receipt: Receipt): Why | undefined =>
  receipt.outcome === 'applied' ? undefined : receipt.why

const meddled = (): Unexplorable =>
  new Unexplorable(
    'Somebody else wrote into the account that is explored, or the strategy wrote past its own commands. Run it again.',
  )
