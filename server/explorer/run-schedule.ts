import type { Played, Schedule } from '../../shared/proof/exploration.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import type { Strategy } from '../account/account.ts'
import type { Wire } from '../redis/wire.ts'
import { describeRun } from './describe-run.ts'
import { judgeRun } from './judge-run.ts'
import type { ProcessGroupOptions } from './process-group.ts'
import { type InterleavingRun, runInterleaving } from './run-interleaving.ts'
import { LOST_SUFFIX, parseSchedule } from './schedule.ts'
import { followActs, type Scheduler } from './scheduler.ts'
import { createScratchAccount } from './scratch-account.ts'
import { stepRows } from './step-rows.ts'
import { InvalidSchedule, PollFound } from './unexplorable.ts'

export interface RunScheduleOptions {
  wire: Wire
  strategy: { strategy: Strategy }
  scenario: Scenario
  /** Aborts the run. */
  signal?: AbortSignal
}

/**
 * Runs one interleaving on a real Redis and describes it step by step. Throws `ScheduleUnfit` when this strategy does not
 * allow the schedule in this scenario, `Unexplorable` when the strategy fails, `NoAnswer` when Redis does not answer, or
 * the signal's reason. Cleans up Redis.
 */
export async function runSchedule(options: RunScheduleOptions, schedule: Schedule): Promise<Played> {
  const { wire, scenario, signal = new AbortController().signal } = options
  const { strategy } = options.strategy
  const acts = parseSchedule(schedule)
  const scratch = createScratchAccount(wire, scenario)
  try {
    await scratch.open()
    const run = await runKnowingPolls({ wire, scratch, strategy, scenario, signal }, acts)
    const judgement = judgeRun(scenario, run)
    const { ending, outcomes, ledger } = judgement
    return {
      ...ending,
      outcomes,
      steps: stepRows(run.performed, ledger),
      sentence: describeRun(scenario, judgement),
    }
  } finally {
    await scratch.remove()
  }
}

/** Finds out during the run which commands are polls, and starts again after each find. */
async function runKnowingPolls(
  setup: Omit<ProcessGroupOptions, 'polls'>,
  acts: readonly string[],
): Promise<InterleavingRun> {
  const known = new Set<string>()
  const begin = async (scheduler: Scheduler): Promise<InterleavingRun> => {
    try {
      return await runInterleaving(
        { ...setup, polls: { known, found: undefined, endless: new Set() } },
        scheduler,
      )
    } catch (error) {
      await setup.scratch.collect()
      throw error
    }
  }
  for (;;) {
    try {
      const scheduler = followActs(acts)
      const run = await begin(scheduler)
      scheduler.finish()
      return run
    } catch (error) {
      // The schedule may end at an endless poll, which shows only if the polling goes on past the schedule's end.
      const cause = error instanceof InvalidSchedule ? await begin(followOn(acts)).catch(itself) : error
      if (!(cause instanceof PollFound)) throw error
      known.add(cause.command)
    }
  }
}

const itself = (error: unknown): unknown => error

/** Plays the acts, and then any transaction that can go on. */
function followOn(acts: readonly string[]): Scheduler {
  const scheduler = followActs(acts)
  let taken = 0
  return {
    pick(options, after) {
      if (taken < acts.length || options.includes(LOST_SUFFIX)) {
        if (!options.includes(LOST_SUFFIX)) taken += 1
        return scheduler.pick(options, after)
      }
      return options.find((act) => /^\d$/.test(act)) ?? options[0] ?? ''
    },
  }
}
