import type { Receipt, Why } from '../../shared/journal.ts'
import {
  type Account,
  BalanceUnreadable,
  LockWaitUsedUp,
  type Step,
  WroteNothing,
} from '../account/account.ts'
import { DECIDED_AT } from '../account/decide-script.ts'
import type { AccountContext, Execution } from '../account/execution.ts'
import { createLossyAccount } from '../account/lossy-account.ts'
import type { Progress } from '../account/progress.ts'
import { createRecordedAccount } from '../account/recorded-account.ts'
import { Stopped } from '../async/pause.ts'
import { NoAnswer, RefusedByRedis } from '../redis/wire.ts'
import { createRealTimeStep } from './real-time-step.ts'
import type { RoomEvent } from './room-event.ts'
import type { RunPolicy, SettlePolicy } from './run-policy.ts'
import { close, decide, decideInDoubt, type NotApplied } from './stored-outcome.ts'

/** A strategy's harmless mistake: the first stored outcome, which is `applied`, stays in force. */
export class RefusedYetBooked extends Error {
  constructor(file?: string) {
    const what =
      "update answered 'rejected', but its booking is in the account: return the answer of the write, or take the booking back"
    super(file === undefined ? what : `${file}: ${what}`)
    this.name = 'RefusedYetBooked'
  }
}

/** Publishes without a guarantee: nodes catch up after a lost event. */
function publish({ wire, channel }: AccountContext, event: RoomEvent): void {
  void wire.command(['PUBLISH', channel, JSON.stringify(event)]).catch(() => {})
}

/** Runs a transaction in real time to its one outcome, the stored receipt. */
export function execute(execution: Execution<RunPolicy>): Promise<Receipt> {
  const { tx, context, policy } = execution
  const recorded = createRecordedAccount(execution)
  const step = createRealTimeStep({
    think: policy.think,
    stop: policy.over ?? policy.stop,
    now: () => context.now(),
    attempts: () => recorded.progress.attempts,
    onWait: (wait) => {
      const step = { ...wait, tx: tx.id, player: tx.player, amount: tx.amount }
      publish(context, { kind: 'step', epoch: context.epoch, step })
    },
  })
  const account = policy.lostReplies > 0 ? createLossyAccount(recorded, policy.lostReplies) : recorded
  return settle(execution, account, step, recorded.progress)
}

/** The same with any account and any seam: the explorer has its own. */
export async function settle(
  execution: Execution<SettlePolicy>,
  account: Account<Receipt>,
  step: Step,
  progress: Progress,
): Promise<Receipt> {
  const { tx, context, policy } = execution
  const unapplied = (outcome: NotApplied['outcome'], why: Why): NotApplied => ({
    ...{ outcome, why, attempts: progress.tried, conflicts: progress.conflicts, at: context.now() },
  })
  /** Adds the fields by which a refusal is judged. `DECIDE` puts in the version at which it is stored. */
  const refused = (receipt: NotApplied): NotApplied => ({
    ...receipt,
    ...{ fromVersion: progress.fromVersion, toVersion: DECIDED_AT },
    ...(policy.noOverdraft && { noOverdraft: true }),
    ...(progress.reads.lowest && !receipt.met && { met: progress.reads.lowest }),
  })
  try {
    const answer = await policy.strategy.update(account, tx, step)
    if (answer === 'rejected') return await refuse(execution, refused(unapplied('rejected', 'overdraft')))
    if (answer === 'conflict' || answer === 'gave-up')
      return await decide(execution, unapplied('gave-up', 'attempts-used-up'))
    if (answer.outcome === 'applied') return answer.open ? close(execution, answer) : answer
    // The commit script does not store this outcome.
    return answer.outcome === 'rejected'
      ? await refuse(execution, refused(answer))
      : await decide(execution, answer)
  } catch (error) {
    if (error instanceof Stopped)
      return decide(execution, unapplied('failed', policy.stop.aborted ? 'server-stopping' : 'round-over'))
    if (error instanceof LockWaitUsedUp) return decide(execution, unapplied('gave-up', 'lock-wait-used-up'))
    if (error instanceof BalanceUnreadable)
      return decide(execution, unapplied('failed', 'balance-not-a-number'))
    if (error instanceof NoAnswer) return decideInDoubt(execution, unapplied('failed', 'no-answer'))
    if (error instanceof RefusedByRedis && error.passing)
      return decide(execution, unapplied('failed', 'no-answer'))
    policy.onMistake(error)
    if (error instanceof WroteNothing) return decide(execution, unapplied('failed', 'wrote-nothing'))
    return decide(execution, unapplied('failed', 'strategy-error'))
  }
}

/** Stores the strategy's refusal. If the strategy has booked, that stays: the first stored outcome is in force. */
async function refuse(execution: Execution<SettlePolicy>, refusal: NotApplied): Promise<Receipt> {
  const receipt = await decide(execution, refusal)
  const { policy } = execution
  if (receipt.outcome === 'applied') policy.onMistake(new RefusedYetBooked(policy.strategy.file))
  return receipt
}
