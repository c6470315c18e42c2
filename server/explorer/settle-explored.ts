import type { Receipt } from '../../shared/journal.ts'
import { type Account, type Mutex, type Step, type Strategy, WroteNothing } from '../account/account.ts'
import type { Execution } from '../account/execution.ts'
import { type Around, createInterceptedAccount } from '../account/intercepted-account.ts'
import { createRecordedAccount } from '../account/recorded-account.ts'
import { RefusedYetBooked, settle } from '../transaction/execute.ts'
import type { SettlePolicy } from '../transaction/run-policy.ts'
import { ownWithoutClock, withoutClock } from './key-watch.ts'
import type { RunContext, ServerNode } from './run-context.ts'
import { EPOCH, txOf } from './scratch-account.ts'

/** What is known about a transaction's run besides its receipt. */
export interface TransactionFacts {
  /** How many acts came before its begin and before its end; absent if it did not begin or end. */
  beganAt?: number
  endedAt?: number
  crashed?: true
  /** It waits for an event that never comes. */
  hung?: true
  /** The reply to its booking was lost, so only the receipt told the outcome. */
  untold?: true
  /** Its strategy answered that it had booked nothing, but it is booked. */
  refusedYetBooked?: true
  /** Its script reported a booking but wrote nothing: the message for the author. */
  wroteNothing?: string
}

/** The time on the clock of Redis when an interleaving begins; each command takes a millisecond. */
const BEGIN_MS = 1_700_000_000_000

export interface ExploredTransaction {
  number: number
  node: ServerNode
  facts: TransactionFacts
  /** Makes every command wait for the schedule. */
  around: Around
  acquire: Mutex['acquire']
  step: Step
  /** Resolves when all its commands have been answered. */
  drained(): Promise<void>
  /** Whether it was stopped, so that its errors are not the strategy's fault. */
  isCutOff(): boolean
}

/** Runs a transaction as a room does, except that the schedule controls clocks, pauses and the order of commands. */
export function settleExplored(context: RunContext, explored: ExploredTransaction): Promise<Receipt> {
  const { number, node, facts, around, acquire, step } = explored
  const { scenario, scratch, keys } = context
  /** Waits also for commands that the strategy has sent without awaiting them: they arrive before it is settled. */
  const update: Strategy['update'] = async (...given) => {
    try {
      return await node.strategy.update(...given)
    } finally {
      await explored.drained()
    }
  }
  const execution: Execution<SettlePolicy> = {
    tx: txOf(number, scenario.transactions[number - 1] ?? 0),
    context: {
      wire: node.wire,
      keys: scratch.keys,
      room: scratch.room,
      channel: scratch.channel,
      epoch: EPOCH,
      node: node.name,
      now: Date.now,
      position: () => keys.version,
      resources: node.resources,
    },
    policy: {
      strategy: { ...node.strategy, update },
      noOverdraft: scenario.overdraft === 'refused',
      maxAttempts: scenario.attempts,
      stop: context.signal,
      onDoubt: () => {
        facts.untold = true
      },
      onMistake(error) {
        if (explored.isCutOff()) return
        if (error instanceof WroteNothing) facts.wroteNothing = error.message
        else if (error instanceof RefusedYetBooked) facts.refusedYetBooked = true
        else context.onMistake(number, error)
      },
    },
  }
  const recorded = createRecordedAccount(execution)
  const steady = {
    ...recorded,
    lock: withoutClock(recorded.lock, () => keys),
    key: (name: string) => {
      const key = recorded.key(name)
      scratch.uses(name)
      return ownWithoutClock(key)
    },
    time: async () => BEGIN_MS + context.performed.length,
  }
  const account: Account<Receipt> = {
    ...createInterceptedAccount(steady, around),
    mutex: { acquire },
  }
  return settle(execution, account, step, recorded.progress)
}
