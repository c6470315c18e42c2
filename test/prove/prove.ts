import { explore } from '../../server/explorer/explore.ts'
import type { Wire } from '../../server/redis/wire.ts'
import type { Ending } from '../../shared/proof/exploration.ts'
import { compare, Disagrees } from './compare.ts'
import { compile } from './compile.ts'
import type { Log } from './log.ts'
import { playOrders } from './orders.ts'
import type { Program } from './program.ts'
import { simulate } from './simulate.ts'
import { sourceOf } from './source.ts'

/** Counts of the explored programs and orders: they show how much the comparison covers. */
export interface Seen {
  programs: number
  orders: number
  safe: number
  /** The number of orders with each anomaly. */
  wrong: Map<string, number>
  /** Orders in which the journal could not tell what a write was computed from. */
  either: number
  /** Orders among those in which the source decides whether the order is safe. */
  decided: number
  /** Orders that were left out because a wrong sum was by chance the right sum of another source. */
  coincidences: number
}
export const nothingSeen = (): Seen => ({
  ...{ programs: 0, orders: 0, safe: 0, wrong: new Map(), either: 0, decided: 0, coincidences: 0 },
})

const LIMIT = 300
const SAMPLES = 60

/** Explores the program and compares every order with its simulation. Throws with the program and the order. */
export async function prove(
  wire: Wire,
  program: Program,
  seed: number,
  seen: Seen = nothingSeen(),
): Promise<void> {
  const { scenario } = program
  const endings: Ending[] = []
  const polls = new Set<string>()
  const found = await explore({
    ...{ wire, scenario, limit: LIMIT, samples: SAMPLES, seed },
    strategy: { id: 'made-up', strategy: compile(program) },
    onProgress: (_, more) => void endings.push(...more),
    onRestart(command) {
      polls.add(command)
      endings.length = 0
    },
  })
  const fail = (why: string, schedule: string, log?: Log): never => {
    const events = log
      ? `\nWhat happened:\n${log.map((event) => `  ${JSON.stringify(event)}`).join('\n')}`
      : ''
    throw new Disagrees(
      `${why}\nin the order ${schedule} of ${JSON.stringify(scenario)} by\n${sourceOf(program)}${events}`,
    )
  }
  if (found.problem !== undefined) fail(found.problem, '(any)')
  const logs: Log[] = endings.map(() => [])
  const strategyOf = (nth: number) => compile(program, logs[nth])
  const schedules = endings.map(({ schedule }) => schedule)
  const played = await playOrders(wire, scenario, schedules, polls, strategyOf)
  for (const [i, order] of played.entries()) {
    const ending = endings[i] as Ending
    const log = logs[i] as Log
    try {
      if (JSON.stringify(order.judgement.ending) !== JSON.stringify(ending))
        throw new Disagrees('the order ends differently when it is played again')
      const known = simulate(program, log)
      seen.orders += 1
      if (known.coincidence) {
        seen.coincidences += 1
        continue
      }
      const { truth, told } = compare(program, known, order)
      const { safe, wrong } = truth
      if (known.writes.some(({ either }) => either !== undefined)) seen.either += 1
      if (safe !== told.safe) seen.decided += 1
      if (safe) seen.safe += 1
      for (const name of wrong) seen.wrong.set(name, (seen.wrong.get(name) ?? 0) + 1)
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error), ending.schedule, log)
    }
  }
  seen.programs += 1
}
