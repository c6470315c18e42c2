import type { Program } from './program.ts'
import type { SimulatedTransaction, SimulatedWrite, Simulation, View } from './simulate.ts'

/** The verdict on one order: whether it is safe, and why not. */
export interface Verdict {
  safe: boolean
  /** The anomalies of the order, by the explorer's names. */
  wrong: ReadonlySet<string>
}

/**
 * Whether the order is safe, by trying every serial order of the applied transactions: the final balance must be made
 * of exactly their writes, each with its own amount, in an order that respects real time.
 */
export function bruteForce(
  { scenario }: Program,
  simulation: Simulation,
  view: View,
  hung: boolean,
): Verdict {
  const { writes, transactions } = simulation
  const refusesOverdraft = scenario.overdraft === 'refused'
  const applied = transactions.filter(({ outcome }) => outcome === 'applied')
  const isApplied = (process: number): boolean => applied.some((one) => one.process === process)
  const writeOf = (version: number): SimulatedWrite => writes[version - 1] as SimulatedWrite
  const surviving = (writes.at(-1)?.chain[view] ?? []).map(writeOf)
  const of = (process: number): SimulatedWrite[] => surviving.filter((write) => write.process === process)
  const effects = (some: readonly SimulatedWrite[]): number =>
    some.reduce((sum, { effect }) => sum + effect[view], 0)
  /** The balance of a version, counting only transactions that end as applied. */
  const balanceOf = (version: number): number =>
    scenario.opening +
    effects((writes[version - 1]?.chain[view] ?? []).map(writeOf).filter(({ process }) => isApplied(process)))

  const booked = surviving
    .filter(({ process }) => isApplied(process))
    .map((write) => `${write.process}: ${write.effect[view]}`)
  const isSerial = permutations(applied).some(
    (order) =>
      respectsTime(order) &&
      order.map(({ process, amount }) => `${process}: ${amount}`).join() === booked.join(),
  )
  const overdrawn = writes.some(
    ({ process, wrote }) =>
      refusesOverdraft && wrote < 0 && isApplied(process) && (transactions[process - 1]?.amount ?? 0) < 0,
  )
  function isFalselyRefused({ outcome, amount, began, decided }: SimulatedTransaction): boolean {
    if (outcome !== 'rejected') return false
    if (!refusesOverdraft || amount > 0) return true
    const from = began?.version ?? 0
    const versions = Array.from({ length: (decided?.version ?? from) - from + 1 }, (_, i) => from + i)
    return versions.every((version) => balanceOf(version) + amount >= 0)
  }
  const others = transactions.filter(({ outcome }) => outcome !== 'applied')
  const inBalance = others.some(({ process }) => effects(of(process)) !== 0)
  const falselyRefused = transactions.some(isFalselyRefused)

  const wrong = new Set<string>()
  if (applied.some(({ process }) => of(process).length === 0)) wrong.add('lost-update')
  if (applied.some(({ process }) => of(process).length > 1)) wrong.add('double-apply')
  const isWrong = (write: SimulatedWrite) => write.effect[view] !== amountOf(write)
  if (surviving.some((write) => isApplied(write.process) && isWrong(write))) wrong.add('wrong-amount')
  if (overdrawn) wrong.add('overdraft')
  if (falselyRefused) wrong.add('false-refusal')
  const toldOtherwise = transactions.filter(({ refusedYetBooked }) => refusedYetBooked)
  if (inBalance || toldOtherwise.some(({ process }) => of(process).length > 0))
    wrong.add('refused-in-balance')
  if (hung) wrong.add('hangs')
  if (transactions.some(({ outcome }) => outcome === 'gave-up')) wrong.add('starvation')
  if (transactions.some(({ wroteNothing }) => wroteNothing)) wrong.add('wrote-nothing')

  function amountOf({ process, reverses }: SimulatedWrite): number {
    const amount = transactions[process - 1]?.amount ?? 0
    return reverses === undefined ? amount : -amount
  }
  const isFair = !inBalance && !falselyRefused && toldOtherwise.length === 0
  const safe = isSerial && isFair && !overdrawn && !hung
  return { safe, wrong }
}

/** A transaction that began after another was decided comes after it. */
const respectsTime = (order: readonly SimulatedTransaction[]): boolean =>
  order.every((late, i) =>
    order
      .slice(i + 1)
      .every((early) => (early.decided?.at ?? Number.POSITIVE_INFINITY) > (late.began?.at ?? 0)),
  )

export function permutations<T>(all: readonly T[]): T[][] {
  if (all.length === 0) return [[]]
  return all.flatMap((first, i) =>
    permutations([...all.slice(0, i), ...all.slice(i + 1)]).map((rest) => [first, ...rest]),
  )
}

/** For each version, the write that overwrote it last; 0 for a version that survives. */
export function lostBy({ writes }: Simulation, view: View): number[] {
  const last = writes.at(-1)?.chain[view] ?? []
  return writes.map(({ version }) => {
    if (last.includes(version)) return 0
    const by = writes.findLast(
      (write) =>
        !write.chain[view].includes(version) && writes[write.version - 2]?.chain[view].includes(version),
    )
    return by?.version ?? 0
  })
}
