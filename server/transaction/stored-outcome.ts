import type { Receipt } from '../../shared/journal.ts'
import { DECIDE } from '../account/decide-script.ts'
import type { Execution } from '../account/execution.ts'
import { parseReceipt } from '../account/receipt.ts'
import { pause } from '../async/pause.ts'
import { runScript } from '../redis/run-script.ts'
import { NoAnswer, RefusedByRedis } from '../redis/wire.ts'
import type { RoomEvent } from './room-event.ts'
import type { SettlePolicy } from './run-policy.ts'

export type Applied = Extract<Receipt, { outcome: 'applied' }>
export type NotApplied = Exclude<Receipt, Applied>

/** Milliseconds between two tries to settle a doubtful outcome, and until the last try. */
const DECIDE_EVERY_MS = 500
const DECIDE_FOR_MS = 120_000

/**
 * Stores `receipt` unless the transaction has one already, and answers the one in force. A commit that arrives later
 * finds it and writes nothing. Retries while Redis is away, loads its data or is too busy; rejects after two minutes.
 * Throws `ReceiptDamaged`.
 */
export function decide(execution: Execution<SettlePolicy>, receipt: NotApplied): Promise<Receipt> {
  return store(execution, receipt, () => execution.policy.onDoubt())
}

/** The same for an outcome that is in doubt already: it is reported first. */
export function decideInDoubt(execution: Execution<SettlePolicy>, receipt: NotApplied): Promise<Receipt> {
  execution.policy.onDoubt()
  return store(execution, receipt, () => {})
}

async function store(
  { tx, context, policy }: Execution<SettlePolicy>,
  receipt: NotApplied,
  onDoubt: () => void,
): Promise<Receipt> {
  const { wire, keys, channel, epoch } = context
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
      return parseReceipt(String(text))
    } catch (error) {
      const passes = error instanceof NoAnswer || error instanceof RefusedByRedis
      if (!passes || Date.now() > giveUpAt || policy.stop.aborted) throw error
      if (first) onDoubt()
      await pause(DECIDE_EVERY_MS, policy.stop).catch(() => {})
    }
  }
}

/**
 * Closes an open receipt as applied, because its strategy or its node has ended. If Redis has no receipt any more, a
 * replica that had missed the write has taken over, and it is stored as failed.
 */
export function close(execution: Execution<SettlePolicy>, { entry }: Applied): Promise<Receipt> {
  const { attempts } = entry
  const at = execution.context.now()
  return decide(execution, { outcome: 'failed', why: 'read-forgotten', attempts, at })
}

/** Milliseconds between two reads of an open receipt, and until it is closed. */
const OPEN_EVERY_MS = 200
const OPEN_FOR_MS = 30_000

/**
 * The stored outcome of a transaction, if any. Without an answer from Redis the transaction is settled instead. For an
 * open receipt it waits: the strategy may still run on another node and take the booking back. Throws `ReceiptDamaged`.
 */
export async function known(execution: Execution<SettlePolicy>): Promise<Receipt | undefined> {
  const { tx, context, policy } = execution
  const { wire, keys } = context
  const closeAt = Date.now() + OPEN_FOR_MS
  try {
    for (;;) {
      const text = await wire.command(['GET', keys.receipt(tx.player, tx.id)])
      if (text === null) return undefined
      const receipt = parseReceipt(String(text))
      if (receipt.outcome !== 'applied' || !receipt.open) return receipt
      if (Date.now() > closeAt || policy.stop.aborted) return await close(execution, receipt)
      await pause(OPEN_EVERY_MS, policy.stop).catch(() => {})
    }
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    const at = context.now()
    return decideInDoubt(execution, { outcome: 'failed', why: 'no-answer', attempts: 0, at })
  }
}
