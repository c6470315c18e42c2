import { setMaxListeners } from 'node:events'
import type { Ending } from '../../shared/proof/exploration.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import type { Strategy } from '../account/account.ts'
import type { Wire } from '../redis/wire.ts'
import { judgeRun } from './judge-run.ts'
import type { ProcessGroupOptions } from './process-group.ts'
import { type InterleavingRun, runInterleaving } from './run-interleaving.ts'
import type { Scheduler } from './scheduler.ts'
import { createScratchAccount } from './scratch-account.ts'

/** How many interleavings run in parallel, so that each round trip to Redis carries many commands. */
const MOST = 16
/** Connections that a wire keeps for later leases; more would be opened and closed each time. */
const LEASES = 32

/** Acts that are not commands of the strategy. */
const NO_VERBS: ReadonlySet<string> = new Set(['EXPIRY', 'CRASH', 'WAIT'])

/** Runs several interleavings in parallel, each in an account of its own. */
export interface ParallelRuns {
  /** Runs one interleaving for each scheduler and reports them in that order. Rejects at once when one fails. */
  run<C extends Scheduler>(
    schedulers: readonly C[],
    onEnding?: (ending: Ending, scheduler: C) => void,
  ): Promise<void>
  /** What the strategy has used so far. */
  readonly traits: {
    readonly verbs: ReadonlySet<string>
    readonly expires: boolean
    readonly polled: boolean
    readonly wroteNothing: string | undefined
  }
  /** Waits for the running interleavings and cleans up Redis. */
  close(): Promise<void>
}

export interface ParallelRunsOptions {
  wire: Wire
  strategy: Strategy
  scenario: Scenario
  /** Aborts all interleavings. */
  signal: AbortSignal
  /** The commands that are known to be polls. */
  polls: ReadonlySet<string>
}

export function createParallelRuns({
  wire,
  strategy,
  scenario,
  signal,
  polls,
}: ParallelRunsOptions): ParallelRuns {
  const broken = new AbortController()
  const any = AbortSignal.any([signal, broken.signal])
  // Each running interleaving adds a listener.
  setMaxListeners(0, any)
  const setups: ProcessGroupOptions[] = []
  /** One at first, which shows whether each transaction needs a connection of its own. */
  let most = 1
  const mostLeasing = Math.max(1, Math.floor(LEASES / scenario.transactions.length))
  let running: Promise<unknown> = Promise.resolve()
  const verbs = new Set<string>()
  const endless = new Set<string>()
  let expires = false
  let polled = false
  let wroteNothing: string | undefined
  function note(run: InterleavingRun): void {
    for (const { call } of run.performed) if (!NO_VERBS.has(call.verb)) verbs.add(call.verb)
    expires ||= run.anyTtl
    polled ||= run.polled
    wroteNothing ??= run.facts.find((one) => one.wroteNothing !== undefined)?.wroteNothing
  }

  async function open(): Promise<ProcessGroupOptions> {
    const scratch = createScratchAccount(wire, scenario)
    const setup: ProcessGroupOptions = {
      ...{ wire, scratch, strategy, scenario },
      signal: any,
      polls: { known: polls, found: undefined, endless },
    }
    setups.push(setup)
    await scratch.open()
    return setup
  }
  return {
    get traits() {
      return { verbs, expires, polled, wroteNothing }
    },
    async run(schedulers, onEnding) {
      const endings: Ending[] = []
      let next = 0
      let reported = 0
      async function work(lane: number): Promise<void> {
        if (next === schedulers.length) return
        const setup = setups[lane] ?? (await open())
        for (let i = next++; i < schedulers.length; i = next++) {
          const run = await runInterleaving(setup, schedulers[i] as (typeof schedulers)[number])
          note(run)
          if (most === 1) most = run.leased ? mostLeasing : MOST
          endings[i] = judgeRun(scenario, run).ending
          for (; endings[reported]; reported++)
            onEnding?.(endings[reported] as Ending, schedulers[reported] as (typeof schedulers)[number])
        }
      }
      const works = Array.from({ length: Math.min(most, schedulers.length) }, (_, lane) => work(lane))
      running = Promise.allSettled(works)
      try {
        await Promise.all(works)
      } catch (error) {
        broken.abort(error)
        throw error
      }
    },
    async close() {
      broken.abort()
      await running
      await Promise.all(setups.map(({ scratch }) => scratch.remove()))
    },
  }
}
