import type { Receipt } from '../../shared/journal.ts'
import { LIMITS } from '../../shared/limits.ts'
import { type Account, type Mutex, type Step, type Strategy, WroteNothing } from '../account/account.ts'
import { type Around, createInterceptedAccount } from '../account/intercepted-account.ts'
import { createRecordedAccount } from '../account/recorded-account.ts'
import { RefusedYetBooked, settle } from '../transaction/execute.ts'
import { ownWithoutClock, withoutClock } from './key-watch.ts'
import type { RunContext, ServerNode } from './run-context.ts'
import { EPOCH, txOf } from './scratch-account.ts'

/** What else is known of how a transaction went, beside its receipt. */
export interface Course {
  /** How many acts there had been when it began, and when it ended; absent when it did not. */
  beganAt?: number
  endedAt?: number
  crashed?: true
  /** It waits for what never comes. */
  hung?: true
  /** The reply to its booking was lost, so only the receipt told what became of it. */
  untold?: true
  /** It answered that it had done nothing, and it is booked. */
  refusedYetBooked?: true
  /** Its script answered a booking and wrote nothing: what the author is told. */
  wroteNothing?: string
}

/** What the clock of Redis says when an interleaving begins; a millisecond for each command after that. */
const BEGIN_MS = 1_700_000_000_000

export interface Explored {
  number: number
  node: ServerNode
  course: Course
  /** Around every command: it waits for the schedule. */
  around: Around
  acquire: Mutex['acquire']
  step: Step
  /** Resolves when all its commands have been answered. */
  drained(): Promise<void>
  /** What it does from now on is no fault of its strategy. */
  isCutOff(): boolean
}

/** Runs a transaction as a room does, but for clocks, pauses and the order of commands, which are the schedule's. */
export function settleExplored(context: RunContext, explored: Explored): Promise<Receipt> {
  const { number, node, course, around, acquire, step } = explored
  const { scenario, scratch, keys } = context
  const { room, channel } = scratch
  const noOverdraft = scenario.overdraft === 'refused'
  /** What its strategy has sent and does not wait for is on its way all the same, and arrives before it is settled. */
  const update: Strategy['update'] = async (...given) => {
    try {
      return await node.strategy.update(...given)
    } finally {
      await explored.drained()
    }
  }
  const order = {
    tx: txOf(number, scenario.transactions[number - 1] ?? 0),
    strategy: { ...node.strategy, update },
    wire: node.wire,
    keys: scratch.keys,
    room,
    channel,
    epoch: EPOCH,
    node: node.name,
    resources: node.resources,
    stop: context.signal,
    now: Date.now,
    position: () => 0,
    floor: noOverdraft ? 0 : -LIMITS.balance,
    fromVersion: keys.version,
    noOverdraft,
    takesBack: node.strategy.takesBack === true,
    maxAttempts: scenario.attempts,
    onDoubt: () => {
      course.untold = true
    },
    onMistake(error: unknown) {
      if (explored.isCutOff()) return
      if (error instanceof WroteNothing) course.wroteNothing = error.message
      else if (error instanceof RefusedYetBooked) course.refusedYetBooked = true
      else context.mistaken(number, error)
    },
  }
  const recorded = createRecordedAccount(order)
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
  return settle(order, account, step, recorded.progress)
}
