import type { Played, Schedule } from '../../shared/proof/exploration.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import type { Strategy } from '../account/account.ts'
import type { Wire } from '../account/wire.ts'
import { followActs } from './chooser.ts'
import { inWords } from './in-words.ts'
import { judge } from './judge.ts'
import { play } from './play.ts'
import { createSandbox } from './sandbox.ts'
import { parseSchedule } from './schedule.ts'
import { stepRows } from './step-rows.ts'

export interface PlayOptions {
  wire: Wire
  strategy: { strategy: Strategy }
  scenario: Scenario
  /** Breaks it off. */
  signal?: AbortSignal
}

/**
 * Runs one interleaving on a real Redis and tells it step by step. Throws `ScheduleUnfit` when the schedule is not one
 * of this strategy in this scenario, `Unexplorable` when the strategy fails, `NoAnswer` when Redis goes away, and the
 * signal's reason. Leaves nothing behind.
 */
export async function playSchedule(options: PlayOptions, schedule: Schedule): Promise<Played> {
  const { wire, scenario, signal = new AbortController().signal } = options
  const { strategy } = options.strategy
  const chooser = followActs(parseSchedule(schedule))
  const sandbox = createSandbox(wire, scenario)
  try {
    await sandbox.open()
    const run = await play({ wire, sandbox, strategy, scenario, signal }, chooser)
    chooser.finish()
    const judgement = judge(scenario, run)
    const { ending, outcomes, ledger } = judgement
    return {
      ...ending,
      outcomes,
      steps: stepRows(run.performed, ledger),
      sentence: inWords(scenario, judgement),
    }
  } finally {
    await sandbox.remove()
  }
}
