import { setMaxListeners } from 'node:events'
import type { Strategy } from '../../server/account/account.ts'
import { type JudgedRun, judgeRun } from '../../server/explorer/judge-run.ts'
import { type InterleavingRun, runInterleaving } from '../../server/explorer/run-interleaving.ts'
import { actsOf } from '../../server/explorer/schedule.ts'
import { followActs } from '../../server/explorer/scheduler.ts'
import { createScratchAccount, type ScratchAccount } from '../../server/explorer/scratch-account.ts'
import type { Wire } from '../../server/redis/wire.ts'
import type { Schedule } from '../../shared/proof/exploration.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'

export interface PlayedOrder {
  run: InterleavingRun
  judgement: JudgedRun
}

/** Orders that run at once, as many as in the explorer. */
const LANES = 16
/** Idle connections that the pool keeps for later leases. */
const LEASES = 32

/**
 * Plays the orders again, each with its own instance of the strategy, and answers the explorer's judgement of each.
 * `polls`: the commands that only ask again, as the explorer has found them.
 */
export async function playOrders(
  wire: Wire,
  scenario: Scenario,
  schedules: readonly Schedule[],
  polls: ReadonlySet<string>,
  strategyOf: (nth: number) => Strategy,
): Promise<PlayedOrder[]> {
  const played: PlayedOrder[] = []
  const { signal } = new AbortController()
  // Each running order adds a listener.
  setMaxListeners(0, signal)
  let next = 0
  const endless = new Set<string>()
  async function work(scratch: ScratchAccount): Promise<void> {
    await scratch.open()
    try {
      for (let i = next++; i < schedules.length; i = next++) {
        const scheduler = followActs(actsOf(schedules[i] as Schedule))
        const stage = { wire, scratch, strategy: strategyOf(i), scenario, signal }
        const run = await runInterleaving(
          { ...stage, polls: { known: polls, found: undefined, endless } },
          scheduler,
        )
        scheduler.finish()
        played[i] = { run, judgement: judgeRun(scenario, run) }
      }
    } finally {
      await scratch.remove()
    }
  }
  const many = Math.min(LANES, Math.floor(LEASES / scenario.transactions.length), schedules.length)
  const runs = Array.from({ length: many }, () => createScratchAccount(wire, scenario))
  const ends = await Promise.allSettled(runs.map(work))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  return played
}
