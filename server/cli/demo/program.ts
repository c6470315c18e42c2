import type { ClientKind } from '../../../shared/protocol.ts'
import type { Strategy } from '../../account/account.ts'
import type { Endpoint } from '../../engine/endpoint.ts'
import { createClock } from '../../redis/clock.ts'
import { connect } from '../../redis/connect.ts'
import type { Wire } from '../../redis/wire.ts'
import { bareRun } from './bare-run.ts'
import { recordedRun } from './recorded-run.ts'
import type { PlannedTransaction, RunResult } from './run-result.ts'
import type { RunSetup } from './run-setup.ts'

export interface RunPlan
  extends Pick<RunSetup, 'opening' | 'think' | 'noOverdraft' | 'lostReplies' | 'watcher' | 'stop'> {
  strategy: Strategy
  client: ClientKind
  transactions: readonly PlannedTransaction[]
  bare: boolean
}

/** The lesson's program with open connections. It can run any number of times, one run at a time. */
export interface Program {
  run(): Promise<RunResult>
  close(): Promise<void>
}

/** Opens one connection per transaction, and one for the account. Rejects when Redis cannot be reached. */
export async function openProgram(to: Endpoint | string, plan: RunPlan): Promise<Program> {
  const opened = await Promise.allSettled([null, ...plan.transactions].map(() => connect(plan.client, to)))
  const wires = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const closeWires = async (): Promise<void> => {
    await Promise.all(wires.map((wire) => wire.close()))
  }
  try {
    for (const one of opened) if (one.status === 'rejected') throw one.reason
    const [books, ...own] = wires as [Wire, ...Wire[]]
    const actors = plan.transactions.map((planned, i) => ({ ...planned, wire: own[i] as Wire }))
    const setup: RunSetup = { ...plan, books, actors }
    if (plan.bare) return { run: () => bareRun(setup), close: closeWires }
    const clock = await createClock(books)
    return {
      run: () => recordedRun(setup, clock),
      async close() {
        clock.stop()
        await closeWires()
      },
    }
  } catch (error) {
    await closeWires()
    throw error
  }
}
