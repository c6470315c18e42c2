import { Receipt, type Transaction, type Why } from '../../shared/journal.ts'
import {
  type Account,
  BalanceUnreadable,
  LockWaitUsedUp,
  type Step,
  type Strategy,
  WroteNothing,
} from '../account/account.ts'
import { DECIDE, DECIDED_AT } from '../account/decide-script.ts'
import { createLossyAccount } from '../account/lossy-account.ts'
import type { Progress } from '../account/progress.ts'
import { createRecordedAccount } from '../account/recorded-account.ts'
import type { SharedResources } from '../account/shared-resources.ts'
import { pause, Stopped } from '../async/pause.ts'
import type { AccountKeys } from '../redis/keys.ts'
import { runScript } from '../redis/run-script.ts'
import { NoAnswer, RefusedByRedis, type Wire } from '../redis/wire.ts'
import { createRealTimeStep } from './real-time-step.ts'
import type { RoomEvent } from './room-event.ts'

/** One transaction as it is to be run. */
export interface Order {
  tx: Transaction
  strategy: Strategy
  wire: Wire
  keys: AccountKeys
  room: string
  channel: string
  epoch: number
  node: string
  now(): number
  position(): number
  floor: number
  fromVersion: number
  noOverdraft: boolean
  maxAttempts: number
  resources: SharedResources
  think: { thinkMs: number; jitterMs: number }
  /** Percent of the writes whose reply is lost on purpose. */
  lostReplies: number
  /** Ends every pause at once when the server stops. */
  stop: AbortSignal
  /** The outcome is in doubt and being settled. */
  onDoubt(): void
  /** The strategy itself failed; for the log. */
  onMistake(error: unknown): void
}

/** The fields that are needed to store an outcome. */
export type Deciding = Pick<Order, 'wire' | 'keys' | 'channel' | 'epoch' | 'tx' | 'stop' | 'now' | 'onDoubt'>
/** The fields that are needed to run a transaction to its one outcome. */
export type Settling = Deciding & Pick<Order, 'strategy' | 'onMistake' | 'fromVersion' | 'noOverdraft'>

type Applied = Extract<Receipt, { outcome: 'applied' }>
type NotApplied = Exclude<Receipt, Applied>

/** A strategy's harmless mistake: the first stored outcome, which is `applied`, stays in force. */
export class RefusedYetBooked extends Error {
  constructor(file?: string) {
    const what =
      "update answered 'rejected', but its booking is in the account: return the answer of the write, or take the booking back"
    super(file === undefined ? what : `${file}: ${what}`)
    this.name = 'RefusedYetBooked'
  }
}

/** Milliseconds between two tries to settle a doubtful outcome, and until the last try. */
const DECIDE_EVERY_MS = 500
const DECIDE_FOR_MS = 120_000

/** Publishes without a guarantee: nodes catch up after a lost event. */
export function publish({ wire, channel }: Pick<Order, 'wire' | 'channel'>, event: RoomEvent): void {
  void wire.command(['PUBLISH', channel, JSON.stringify(event)]).catch(() => {})
}

/** Runs a transaction in real time to its one outcome, the stored receipt. */
export function execute(order: Order): Promise<Receipt> {
  const { tx, epoch } = order
  const recorded = createRecordedAccount({ ...order, takesBack: order.strategy.takesBack === true })
  const step = createRealTimeStep({
    ...order,
    attempts: () => recorded.progress.attempts,
    onWait: (wait) => {
      const step = { ...wait, tx: tx.id, player: tx.player, amount: tx.amount }
      publish(order, { kind: 'step', epoch, step })
    },
  })
  const account = order.lostReplies > 0 ? createLossyAccount(recorded, order.lostReplies) : recorded
  return settle(order, account, step, recorded.progress)
}

/** The same with any account and any seam: the explorer has its own. */
export async function settle(
  order: Settling,
  account: Account<Receipt>,
  step: Step,
  progress: Progress,
): Promise<Receipt> {
  const unapplied = (outcome: NotApplied['outcome'], why: Why): NotApplied => ({
    ...{ outcome, why, attempts: progress.tried, conflicts: progress.conflicts, at: order.now() },
  })
  /** Adds the fields by which a refusal is judged. `DECIDE` puts in the version at which it is stored. */
  const refused = (receipt: NotApplied): NotApplied => ({
    ...receipt,
    ...{ fromVersion: order.fromVersion, toVersion: DECIDED_AT },
    ...(order.noOverdraft && { noOverdraft: true }),
    ...(progress.reads.lowest && !receipt.met && { met: progress.reads.lowest }),
  })
  try {
    const answer = await order.strategy.update(account, order.tx, step)
    if (answer === 'rejected') return await refuse(order, refused(unapplied('rejected', 'overdraft')))
    if (answer === 'conflict' || answer === 'gave-up')
      return await decide(order, unapplied('gave-up', 'attempts-used-up'))
    if (answer.outcome === 'applied') return answer.open ? close(order, answer) : answer
    // The commit script does not store this outcome.
    return answer.outcome === 'rejected' ? await refuse(order, refused(answer)) : await decide(order, answer)
  } catch (error) {
    if (error instanceof Stopped) return decide(order, unapplied('failed', 'server-stopping'))
    if (error instanceof LockWaitUsedUp) return decide(order, unapplied('gave-up', 'lock-wait-used-up'))
    if (error instanceof BalanceUnreadable) return decide(order, unapplied('failed', 'balance-not-a-number'))
    if (error instanceof NoAnswer) return doubted(order, unapplied('failed', 'no-answer'))
    if (error instanceof RefusedByRedis && error.passing)
      return decide(order, unapplied('failed', 'no-answer'))
    order.onMistake(error)
    if (error instanceof WroteNothing) return decide(order, unapplied('failed', 'wrote-nothing'))
    return decide(order, unapplied('failed', 'strategy-error'))
  }
}

/**
 * Closes an open receipt as applied, because its strategy or its node has ended. If Redis has no receipt any more, a
 * replica that had missed the write has taken over, and it is stored as failed.
 */
function close(order: Deciding, { entry }: Applied): Promise<Receipt> {
  const { attempts } = entry
  return decide(order, { outcome: 'failed', why: 'read-forgotten', attempts, at: order.now() })
}

/** Stores the strategy's refusal. If the strategy has booked, that stays: the first stored outcome is in force. */
async function refuse(order: Settling, refusal: NotApplied): Promise<Receipt> {
  const receipt = await decide(order, refusal)
  if (receipt.outcome === 'applied') order.onMistake(new RefusedYetBooked(order.strategy.file))
  return receipt
}

/**
 * Stores `receipt` unless the transaction has one already, and answers the one in force. A commit that arrives later
 * finds it and writes nothing. Retries while Redis is away, loads its data or is too busy; rejects after two minutes.
 */
export async function decide(order: Deciding, receipt: NotApplied): Promise<Receipt> {
  const { wire, keys, channel, epoch, tx } = order
  const unapplied = { ...receipt, tx: tx.id, player: tx.player, amount: tx.amount }
  const giveUpAt = Date.now() + DECIDE_FOR_MS
  for (let first = true; ; first = false) {
    try {
      const text = await runScript(
        (command) => wire.command(command),
        DECIDE,
        [keys.receipt(tx.player, tx.id), keys.unapplied, keys.version],
        [
          JSON.stringify(receipt),
          channel,
          JSON.stringify({ kind: 'unapplied', epoch, unapplied } satisfies RoomEvent),
          JSON.stringify(unapplied),
        ],
      )
      return Receipt.parse(JSON.parse(String(text)))
    } catch (error) {
      const passes = error instanceof NoAnswer || error instanceof RefusedByRedis
      if (!passes || Date.now() > giveUpAt || order.stop.aborted) throw error
      if (first) order.onDoubt()
      await pause(DECIDE_EVERY_MS, order.stop).catch(() => {})
    }
  }
}

function doubted(order: Deciding, receipt: NotApplied): Promise<Receipt> {
  order.onDoubt()
  return decide({ ...order, onDoubt: () => {} }, receipt)
}

/** Milliseconds between two reads of an open receipt, and until it is closed. */
const OPEN_EVERY_MS = 200
const OPEN_FOR_MS = 30_000

/**
 * The stored outcome of a transaction, if any. Without an answer from Redis the transaction is settled instead. For an
 * open receipt it waits: the strategy may still run on another node and take the booking back.
 */
export async function known(order: Order): Promise<Receipt | undefined> {
  const closeAt = Date.now() + OPEN_FOR_MS
  try {
    for (;;) {
      const text = await order.wire.command(['GET', order.keys.receipt(order.tx.player, order.tx.id)])
      if (text === null) return undefined
      const receipt = Receipt.parse(JSON.parse(String(text)))
      if (receipt.outcome !== 'applied' || !receipt.open) return receipt
      if (Date.now() > closeAt || order.stop.aborted) return await close(order, receipt)
      await pause(OPEN_EVERY_MS, order.stop).catch(() => {})
    }
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    return doubted(order, { outcome: 'failed', why: 'no-answer', attempts: 0, at: order.now() })
  }
}
