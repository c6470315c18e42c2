import type { Played, Schedule } from '../../shared/proof/exploration.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import type { Strategy } from '../account/account.ts'
import type { Wire } from '../redis/wire.ts'
import { inWords } from './describe-run.ts'
import { judge } from './judge.ts'
import type { Stage } from './process-group.ts'
import { play, type Run } from './run-interleaving.ts'
import { LOST, parseSchedule } from './schedule.ts'
import { type Chooser, followActs } from './scheduler.ts'
import { createSandbox } from './scratch-account.ts'
import { stepRows } from './step-rows.ts'
import { PollFound, ScheduleUnfit } from './unexplorable.ts'

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
  const acts = parseSchedule(schedule)
  const sandbox = createSandbox(wire, scenario)
  try {
    await sandbox.open()
    const run = await playKnowingPolls({ wire, sandbox, strategy, scenario, signal }, acts)
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

/** Which commands only ask again is found out on the way, and then it is begun again. */
async function playKnowingPolls(stage: Omit<Stage, 'polls'>, acts: readonly string[]): Promise<Run> {
  const known = new Set<string>()
  const begin = async (chooser: Chooser): Promise<Run> => {
    try {
      return await play({ ...stage, polls: { known, found: undefined, endless: new Set() } }, chooser)
    } catch (error) {
      await stage.sandbox.turn()
      throw error
    }
  }
  for (;;) {
    try {
      const chooser = followActs(acts)
      const run = await begin(chooser)
      chooser.finish()
      return run
    } catch (error) {
      // It may end where one waits for ever: that shows only when it is let ask for longer than the schedule goes.
      const cause = error instanceof ScheduleUnfit ? await begin(followOn(acts)).catch(itself) : error
      if (!(cause instanceof PollFound)) throw error
      known.add(cause.command)
    }
  }
}

const itself = (error: unknown): unknown => error

/** The acts, and then whatever transaction can go on. */
function followOn(acts: readonly string[]): Chooser {
  const chooser = followActs(acts)
  let taken = 0
  return {
    pick(options, after) {
      if (taken < acts.length || options.includes(LOST)) {
        if (!options.includes(LOST)) taken += 1
        return chooser.pick(options, after)
      }
      return options.find((act) => /^\d$/.test(act)) ?? options[0] ?? ''
    },
  }
}
