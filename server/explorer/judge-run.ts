import type { Entry, Receipt, Why } from '../../shared/journal.ts'
import { createLedger, type Ledger } from '../../shared/ledger.ts'
import { ANOMALIES, type Anomaly, isUnsafe } from '../../shared/proof/anomaly.ts'
import type { Ending, ProcessOutcome } from '../../shared/proof/exploration.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import { isFalseRefusal } from '../../shared/refusal.ts'
import { effectOf } from '../../shared/write-effect.ts'
import type { InterleavingRun } from './run-interleaving.ts'
import { txOf } from './scratch-account.ts'
import { Unexplorable } from './unexplorable.ts'

/** What an interleaving's journal, receipts and balance say about it. */
export interface JudgedRun {
  ending: Ending
  outcomes: ProcessOutcome[]
  ledger: Ledger
}

/** Reasons that only a write past the account's commands can cause. */
const MEDDLED: ReadonlySet<Why> = new Set(['account-reset', 'record-damaged', 'balance-not-a-number'])

/** Judges a run. Throws `Unexplorable` when another client wrote into the account, or the strategy failed. */
export function judgeRun(scenario: Scenario, run: InterleavingRun): JudgedRun {
  const judgement = judged(scenario, run, run.journal)
  const { ending } = judgement
  const others = otherJournals(run.journal).map((journal) => judged(scenario, run, journal).ending)
  const decided = others.some(({ anomalies }) => anomalies.join() !== ending.anomalies.join())
  return decided ? { ...judgement, ending: { ...ending, either: true } } : judgement
}

/** Copies of the journal with the other possible parent: one for each entry marked `either`, and one for all. */
function otherJournals(journal: readonly Entry[]): Entry[][] {
  const undecided = journal.filter(({ either }) => either !== undefined)
  const flipped = (those: readonly Entry[]): Entry[] =>
    journal.map((entry) =>
      entry.either !== undefined && those.includes(entry) ? { ...entry, parent: entry.either } : entry,
    )
  const each = undecided.map((entry) => flipped([entry]))
  return undecided.length > 1 ? [...each, flipped(undecided)] : each
}

function judged(scenario: Scenario, run: InterleavingRun, journal: readonly Entry[]): JudgedRun {
  const ledger = createLedger(scenario.opening)
  for (const entry of journal) ledger.append(entry)
  ledger.settle()
  const { totals } = ledger
  if (run.balance !== String(totals.wrote) || totals.outside !== 0) throw meddled()
  const outcomes = scenario.transactions.map((amount, i) => outcomeOf(scenario, ledger, run, i + 1, amount))
  const lost = outcomes.filter(({ outcome, booked }) => outcome === 'applied' && booked === 0)
  const found = new Set(anomaliesOf(scenario, run, ledger, outcomes))
  if (![...found].some(isUnsafe) && !addsUp(scenario, run, outcomes, ledger)) found.add('wrong-result')
  const unapplied = outcomes.flatMap(({ process, outcome }) =>
    outcome === 'applied' ? [] : [{ process, outcome }],
  )
  const ending: Ending = {
    schedule: run.schedule,
    anomalies: ANOMALIES.filter((anomaly) => found.has(anomaly)),
    balance: totals.wrote,
    expected: totals.expected,
    lost: lost.map(({ process }) => process),
    ...(unapplied.length > 0 && { unapplied }),
  }
  return { ending, outcomes, ledger }
}

function* anomaliesOf(
  { overdraft, opening }: Scenario,
  { facts }: InterleavingRun,
  { lineage }: Ledger,
  outcomes: readonly ProcessOutcome[],
): Generator<Anomaly> {
  const isApplied = ({ player }: Entry): boolean =>
    outcomes.some(({ process, outcome }) => `P${process}` === player && outcome === 'applied')
  if (outcomes.some(({ outcome, booked }) => outcome === 'applied' && booked === 0)) yield 'lost-update'
  const booked = lineage.nodes().filter(({ entry }) => isApplied(entry))
  if (overdraft === 'refused' && booked.some(({ entry }) => overdraws(entry))) yield 'overdraft'
  if (outcomes.some(({ outcome, booked }) => outcome === 'applied' && booked > 1)) yield 'double-apply'
  // A wrong write that its own transaction then overwrote or took back has no effect in the end.
  const isWrong = (entry: Entry): boolean => effectOf(entry, opening) !== entry.amount
  if (booked.some(({ entry, state }) => state === 'live' && isWrong(entry))) yield 'wrong-amount'
  if (outcomes.some(({ falselyRefused }) => falselyRefused)) yield 'false-refusal'
  const isRefusedInBalance = ({ outcome, effect, booked, process }: ProcessOutcome): boolean =>
    outcome === 'applied' ? facts[process - 1]?.refusedYetBooked === true && booked > 0 : effect !== 0
  if (outcomes.some(isRefusedInBalance)) yield 'refused-in-balance'
  if (facts.some(({ hung }) => hung)) yield 'hangs'
  if (outcomes.some(({ outcome }) => outcome === 'gave-up')) yield 'starvation'
  if (outcomes.some(({ why }) => why === 'wrote-nothing')) yield 'wrote-nothing'
}

/** Whether a withdrawal wrote a balance below zero. A later overwrite does not matter: the money was paid out. */
export const overdraws = ({ amount, wrote, reverses }: Entry): boolean =>
  amount < 0 && wrote < 0 && reverses === undefined

/** The remaining conditions of a safe run, so that no unexplained result is called safe. */
function addsUp(
  scenario: Scenario,
  run: InterleavingRun,
  outcomes: readonly ProcessOutcome[],
  ledger: Ledger,
): boolean {
  const applied = outcomes.filter(({ outcome }) => outcome === 'applied')
  const sum = applied.reduce((total, { amount }) => total + amount, scenario.opening)
  const once = applied.every(({ booked, effect, amount }) => booked === 1 && effect === amount)
  /** The position of its surviving entry in the serial order. */
  const place = ({ process }: ProcessOutcome): number =>
    ledger.lineage.nodes().findLast(({ entry, state }) => state === 'live' && entry.player === `P${process}`)
      ?.entry.version ?? 0
  const inTime = applied.every((one) =>
    applied.every((other) => {
      const ended = run.facts[one.process - 1]?.endedAt
      const began = run.facts[other.process - 1]?.beganAt
      const isBefore = ended !== undefined && began !== undefined && ended <= began && one !== other
      return !isBefore || place(one) < place(other)
    }),
  )
  return once && inTime && sum === ledger.totals.wrote && sum === ledger.totals.expected
}

function outcomeOf(
  scenario: Scenario,
  ledger: Ledger,
  { receipts, facts }: InterleavingRun,
  process: number,
  amount: number,
): ProcessOutcome {
  const { player, id } = txOf(process, amount)
  const own = facts[process - 1] ?? {}
  const booking = ledger.booking(player, id)
  const identity = {
    process,
    node: String.fromCharCode(65 + ((process - 1) % scenario.nodes)),
    amount,
    booked: booking?.live ?? 0,
    effect: booking?.effect ?? 0,
  }
  const receipt = receipts[process - 1]
  if (!receipt && own.crashed) return { ...identity, outcome: 'failed', why: 'node-crashed' }
  if (!receipt && own.hung) return { ...identity, outcome: 'hung' }
  if (!receipt) throw meddled()
  const why = whyNot(receipt)
  if (why === 'strategy-error') throw new Unexplorable(`P${process} failed: Redis refused its script.`)
  if (why && MEDDLED.has(why)) throw meddled()
  // Without a lost reply of the schedule, a missing answer is Redis' fault.
  if (why === 'no-answer' && scenario.lostReplies === 0)
    throw new Unexplorable(`P${process} got no answer: Redis cannot take writes now.`)
  const untold = receipt.outcome === 'applied' && (own.untold || own.crashed || own.hung)
  const isFalse = receipt.outcome === 'rejected' && isFalseRefusal({ ...receipt, amount }, ledger.balanceAt)
  return {
    ...identity,
    outcome: receipt.outcome,
    ...(why && { why }),
    ...(untold && { untold }),
    ...(isFalse && { falselyRefused: true }),
  }
}

const whyNot = (receipt: Receipt): Why | undefined =>
  receipt.outcome === 'applied' ? undefined : receipt.why

const meddled = (): Unexplorable =>
  new Unexplorable(
    "Another client wrote into the explored account, or the strategy wrote to it without the account's commands. Run it again.",
  )
