import { setMaxListeners } from 'node:events'
import type { Ending } from '../../shared/proof/exploration.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import type { Strategy } from '../account/account.ts'
import type { Wire } from '../redis/wire.ts'
import { judge } from './judge.ts'
import type { Stage } from './process-group.ts'
import { play, type Run } from './run-interleaving.ts'
import type { Chooser } from './scheduler.ts'
import { createSandbox } from './scratch-account.ts'

/** Side by side, so that each trip to Redis carries the commands of many. */
const MOST = 16
/** Connections that a wire keeps for the next lease; more would be opened and closed again and again. */
const LEASES = 32

/** Acts that are no commands of the strategy. */
const NO_VERBS: ReadonlySet<string> = new Set(['EXPIRY', 'CRASH', 'WAIT'])

/** Where interleavings are run, several at a time, each in a sandbox of its own. */
export interface Lanes {
  /** One interleaving for each chooser, told in that order. Rejects at once when one of them fails. */
  run<C extends Chooser>(
    choosers: readonly C[],
    onEnding?: (ending: Ending, chooser: C) => void,
  ): Promise<void>
  /** What the strategy was seen to use. */
  readonly traits: {
    readonly verbs: ReadonlySet<string>
    readonly expires: boolean
    readonly polled: boolean
    readonly wroteNothing: string | undefined
  }
  /** Waits for those under way and leaves nothing in Redis. */
  close(): Promise<void>
}

export interface LanesOptions {
  wire: Wire
  strategy: Strategy
  scenario: Scenario
  /** Breaks everything off. */
  signal: AbortSignal
  /** Commands that only ask again, as far as they are known. */
  polls: ReadonlySet<string>
}

export function createLanes({ wire, strategy, scenario, signal, polls }: LanesOptions): Lanes {
  const broken = new AbortController()
  const any = AbortSignal.any([signal, broken.signal])
  // Each interleaving under way listens.
  setMaxListeners(0, any)
  const stages: Stage[] = []
  /** One, until that has shown whether each transaction needs a connection of its own. */
  let most = 1
  const mostLeasing = Math.max(1, Math.floor(LEASES / scenario.transactions.length))
  let underWay: Promise<unknown> = Promise.resolve()
  const verbs = new Set<string>()
  const endless = new Set<string>()
  let expires = false
  let polled = false
  let wroteNothing: string | undefined
  function note(run: Run): void {
    for (const { call } of run.performed) if (!NO_VERBS.has(call.verb)) verbs.add(call.verb)
    expires ||= run.anyTtl
    polled ||= run.polled
    wroteNothing ??= run.courses.find((course) => course.wroteNothing !== undefined)?.wroteNothing
  }

  async function open(): Promise<Stage> {
    const sandbox = createSandbox(wire, scenario)
    const stage: Stage = {
      ...{ wire, sandbox, strategy, scenario },
      signal: any,
      polls: { known: polls, found: undefined, endless },
    }
    stages.push(stage)
    await sandbox.open()
    return stage
  }
  return {
    get traits() {
      return { verbs, expires, polled, wroteNothing }
    },
    async run(choosers, onEnding) {
      const endings: Ending[] = []
      let next = 0
      let told = 0
      async function work(lane: number): Promise<void> {
        if (next === choosers.length) return
        const stage = stages[lane] ?? (await open())
        for (let i = next++; i < choosers.length; i = next++) {
          const run = await play(stage, choosers[i] as (typeof choosers)[number])
          note(run)
          if (most === 1) most = run.leased ? mostLeasing : MOST
          endings[i] = judge(scenario, run).ending
          for (; endings[told]; told++)
            onEnding?.(endings[told] as Ending, choosers[told] as (typeof choosers)[number])
        }
      }
      const works = Array.from({ length: Math.min(most, choosers.length) }, (_, lane) => work(lane))
      underWay = Promise.allSettled(works)
      try {
        await Promise.all(works)
      } catch (error) {
        broken.abort(error)
        throw error
      }
    },
    async close() {
      broken.abort()
      await underWay
      await Promise.all(stages.map(({ sandbox }) => sandbox.remove()))
    },
  }
}
