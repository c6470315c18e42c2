import { isUnsafe } from '../../shared/proof/anomaly.ts'
import { effectOf } from '../../shared/write-effect.ts'
import { bruteForce, lostBy, type Verdict } from './brute-force.ts'
import type { PlayedOrder } from './orders.ts'
import type { Program } from './program.ts'
import type { SimulatedWrite, Simulation, View } from './simulate.ts'

/** The explorer's verdict on an order differs from the known one. */
export class Disagrees extends Error {
  override readonly name = 'Disagrees'
}

/** Anomalies that the explorer must name exactly when they occur. */
const NAMES = [
  'lost-update',
  'overdraft',
  'double-apply',
  'wrong-amount',
  'false-refusal',
  'refused-in-balance',
  'hangs',
  'starvation',
  'wrote-nothing',
] as const

/** Compares the explorer's judgement of an order with the simulation. Throws `Disagrees`. */
export function compare(
  program: Program,
  known: Simulation,
  { run, judgement }: PlayedOrder,
): Record<View, Verdict> {
  const { ending, ledger } = judgement
  const crashed = crashedIn(program, run.schedule)
  const hung = known.transactions.some(({ process, ended }) => !ended && !crashed.has(process))
  const truth = bruteForce(program, known, 'truth', hung)
  const told = bruteForce(program, known, 'told', hung)

  same('writes', run.journal.length, known.writes.length)
  same('the balance', run.balance, String(known.balance))
  const by = lostBy(known, 'told')
  for (const [i, write] of known.writes.entries()) {
    const entry = run.journal[i]
    if (!entry) throw new Disagrees(`there is no entry ${i + 1}`)
    same(`the parent of version ${i + 1}`, entry.parent, write.source.told.version)
    same(`the other possible source of version ${i + 1}`, entry.either, write.either)
    same(`the version that version ${i + 1} takes back`, entry.reverses, write.reverses)
    same(`seen in version ${i + 1}`, entry.seen, write.source.told.balance)
    same(`the effect of version ${i + 1}`, effectOf(entry, program.scenario.opening), write.effect.told)
    knowsTheSource(write)
  }
  for (const [i, version] of by.entries())
    same(`the write that overwrote version ${i + 1}`, ledger.lineage.at(i + 1)?.lostBy, version)
  for (const { process, outcome } of known.transactions)
    if (outcome !== 'none')
      same(`the outcome of P${process}`, outcomeOf(judgement.outcomes, process), outcome)

  const isSafe = !ending.anomalies.some(isUnsafe)
  same('safe', isSafe, told.safe)
  for (const name of NAMES) same(name, ending.anomalies.includes(name), told.wrong.has(name))
  if (truth.safe !== told.safe) same('that the journal cannot tell', ending.either, true)
  if (ending.either && !known.writes.some(({ either }) => either !== undefined))
    throw new Disagrees('the explorer says that the journal cannot tell, but it can')
  return { truth, told }
}

/** The journal must name the true source, unless it marks two possible sources or the sum is wrong. */
function knowsTheSource({ version, source: { truth, told }, either, isRight }: SimulatedWrite): void {
  const known = truth.version === told.version || either === truth.version || !isRight
  if (!known)
    throw new Disagrees(`version ${version} was computed from ${truth.version}, not ${told.version}`)
}

const outcomeOf = (outcomes: PlayedOrder['judgement']['outcomes'], process: number): string | undefined =>
  outcomes.find((one) => one.process === process)?.outcome

function same(what: string, said: unknown, known: unknown): void {
  if (said !== known) throw new Disagrees(`${what}: the explorer says ${said}, but ${known} is right`)
}

/** The processes that a crash ended: those that began before it. P1 runs on A, P2 on B and so on, then from A again. */
function crashedIn({ scenario }: Program, schedule: string): Set<number> {
  const nodes = Math.min(scenario.nodes, scenario.transactions.length)
  const processes = scenario.transactions.map((_, i) => i + 1)
  return new Set(
    processes.filter((process) => {
      const crash = schedule.lastIndexOf(String.fromCharCode(65 + ((process - 1) % nodes)))
      return schedule.slice(0, Math.max(0, crash)).includes(String(process))
    }),
  )
}
