import { Receipt, type Transaction, type Why } from '../../shared/journal.ts'
import {
  type Account,
  BalanceUnreadable,
  LockWaitUsedUp,
  type Step,
  type Strategy,
  WroteNothing,
} from '../account/account.ts'
import type { AccountKeys } from '../account/keys.ts'
import type { Locals } from '../account/locals.ts'
import { createLossyAccount } from '../account/lossy-account.ts'
import { createRecordedAccount } from '../account/recorded-account.ts'
import { DECIDE, DECIDED_AT, runScript } from '../account/scripts.ts'
import { NoAnswer, RefusedByRedis, type Wire } from '../account/wire.ts'
import type { Bulletin } from './bulletin.ts'
import { pause, Stopped } from './pause.ts'
import { createSeam } from './seam.ts'

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
  locals: Locals
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

/** What it takes to bring a transaction to its one outcome, whoever moves it on. */
export type Settling = Pick<
  Order,
  | 'strategy'
  | 'wire'
  | 'keys'
  | 'channel'
  | 'epoch'
  | 'tx'
  | 'stop'
  | 'now'
  | 'onDoubt'
  | 'onMistake'
  | 'fromVersion'
  | 'noOverdraft'
>

/** A strategy's mistake that harms nobody: the first stored outcome is in force, and that is `applied`. */
export class RefusedYetBooked extends Error {
  constructor(file?: string) {
    const what =
      "update answered 'rejected', but its booking is in the account: return what the write answered, or take it back"
    super(file === undefined ? what : `${file}: ${what}`)
    this.name = 'RefusedYetBooked'
  }
}

/** Milliseconds between two tries to settle a doubtful outcome, and how long it is tried. */
const DECIDE_EVERY_MS = 500
const DECIDE_FOR_MS = 120_000

/** Publishes best effort: a bulletin that gets lost is caught up with. */
export function publish({ wire, channel }: Pick<Order, 'wire' | 'channel'>, bulletin: Bulletin): void {
  void wire.command(['PUBLISH', channel, JSON.stringify(bulletin)]).catch(() => {})
}

/** Runs a transaction by its strategy, over real time, to exactly one outcome, the stored receipt. */
export function run(order: Order): Promise<Receipt> {
  const { tx, epoch } = order
  const recorded = createRecordedAccount({ ...order, takesBack: order.strategy.takesBack === true })
  const step = createSeam({
    ...order,
    attempts: () => recorded.attempts,
    onWait: (wait) => {
      const step = { ...wait, tx: tx.id, player: tx.player, amount: tx.amount }
      publish(order, { kind: 'step', epoch, step })
    },
  })
  const account = order.lostReplies > 0 ? createLossyAccount(recorded, order.lostReplies) : recorded
  return settle(order, account, step, () => recorded.attempts)
}

/** The same through any account and any seam: the explorer has its own. `attempts`: tries so far. */
export async function settle(
  order: Settling,
  account: Account<Receipt>,
  step: Step,
  attempts: () => number,
): Promise<Receipt> {
  const unapplied = (outcome: 'rejected' | 'gave-up' | 'failed', why: Why, tries = attempts()): Receipt => ({
    outcome,
    why,
    attempts: tries,
    at: order.now(),
    ...(outcome === 'rejected' && refusalOf(order)),
  })
  try {
    const answer = await order.strategy.update(account, order.tx, step)
    if (answer === 'rejected') return await refuse(order, unapplied('rejected', 'overdraft'))
    if (answer === 'conflict' || answer === 'gave-up')
      // The last attempt was refused; none is under way.
      return await decide(order, unapplied('gave-up', 'attempts-used-up', attempts() - 1))
    // The commit has stored this one; refusals are only stored here, and what is open is closed.
    if (answer.outcome === 'applied' && !answer.open) return answer
    if (answer.outcome === 'rejected') return await refuse(order, { ...answer, ...refusalOf(order) })
    return await decide(order, answer)
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

async function refuse(order: Settling, refusal: Receipt): Promise<Receipt> {
  const receipt = await decide(order, refusal)
  if (receipt.outcome === 'applied') order.onMistake(new RefusedYetBooked(order.strategy.file))
  return receipt
}

/** What a refusal is judged by; the version of its decision is put in where it is stored. */
const refusalOf = ({ fromVersion, noOverdraft }: Pick<Order, 'fromVersion' | 'noOverdraft'>) => ({
  fromVersion,
  toVersion: DECIDED_AT,
  ...(noOverdraft && { noOverdraft: true as const }),
})

/**
 * Stores `receipt` unless the transaction has one already, and answers the one in force. A commit that arrives later
 * finds it and writes nothing. Goes on trying while Redis is away, loads its data or is too busy; rejects after two
 * minutes.
 */
export async function decide(
  order: Pick<Order, 'wire' | 'keys' | 'channel' | 'epoch' | 'tx' | 'stop' | 'onDoubt'>,
  receipt: Receipt,
): Promise<Receipt> {
  const { wire, keys, channel, epoch, tx } = order
  const told =
    receipt.outcome === 'applied'
      ? undefined
      : ({
          kind: 'unapplied',
          epoch,
          unapplied: { ...receipt, tx: tx.id, player: tx.player, amount: tx.amount },
        } satisfies Bulletin)
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
          JSON.stringify(told ?? {}),
          told ? JSON.stringify(told.unapplied) : '',
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

function doubted(order: Settling, receipt: Receipt): Promise<Receipt> {
  order.onDoubt()
  return decide({ ...order, onDoubt: () => {} }, receipt)
}

/** Milliseconds between two looks at an open receipt, and how long its strategy is given to end. */
const OPEN_EVERY_MS = 200
const OPEN_FOR_MS = 30_000

/**
 * The outcome a transaction has already, if any. While that cannot be asked it is settled instead. An open one is waited
 * for: its strategy, on whatever node, may still take it back.
 */
export async function known(order: Order): Promise<Receipt | undefined> {
  const closeAt = Date.now() + OPEN_FOR_MS
  try {
    for (;;) {
      const text = await order.wire.command(['GET', order.keys.receipt(order.tx.player, order.tx.id)])
      if (text === null) return undefined
      const receipt = Receipt.parse(JSON.parse(String(text)))
      if (receipt.outcome !== 'applied' || !receipt.open) return receipt
      if (Date.now() > closeAt || order.stop.aborted) return await decide(order, receipt)
      await pause(OPEN_EVERY_MS, order.stop).catch(() => {})
    }
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    return doubted(order, { outcome: 'failed', why: 'no-answer', attempts: 0, at: order.now() })
  }
}
