import { type Receipt, Why } from '../../shared/journal.ts'
import { segmentOf } from '../redis/keys.ts'
import type { Script } from '../redis/script.ts'
import type { Reply } from '../redis/wire.ts'
import { ScriptFailed, type Seen, WroteNothing } from './account.ts'
import type { AccountContext, Execution } from './execution.ts'
import type { Progress } from './progress.ts'
import { parseReceipt } from './receipt.ts'

/** One write: the script, its arguments, and the reads it may build on. */
export interface Write {
  script: Script
  args: readonly (string | number)[]
  /** The read that the write was computed from. */
  seen?: Seen | undefined
  /** It may have been computed from any read of its transaction; the script finds out which. */
  fromReads?: boolean
  /** Books again although a receipt exists: what a blind retry does. */
  again?: boolean | undefined
  /** Takes the transaction's booking back. */
  takeBack?: boolean
}

/** Sends the script and answers its reply, or `conflict` when a MULTI block was refused. */
export type Send = (
  script: Script,
  keys: readonly string[],
  args: readonly string[],
) => Promise<Reply | 'conflict'>

/** How often a commit may find that the journal has moved on past both segments it declared. */
const MOVES = 20

/** Writes and records in one script. `conflict`: nothing was written. Throws `ReceiptDamaged`. */
export async function commit(
  { tx, context, policy }: Execution,
  progress: Progress,
  { script, args, seen, fromReads, again, takeBack }: Write,
  send: Send,
): Promise<Receipt | 'conflict'> {
  const { keys } = context
  const { reads } = progress
  const newest = seen?.version ?? (fromReads ? reads.last?.version : undefined)
  // A take-back belongs to the attempt that it takes back.
  const attempts = takeBack ? progress.written : progress.attempts
  const { conflicts } = progress
  let met = Math.max(context.position(), newest ?? 0)
  for (let tries = 0; tries < MOVES; tries++) {
    const segment = segmentOf(met + 1)
    const told = {
      tx: tx.id,
      player: tx.player,
      amount: tx.amount,
      attempts,
      node: context.node,
      epoch: String(context.epoch),
      segment,
      channel: context.channel,
      ...(seen && { parent: seen.version, seen: seen.balance }),
      ...(newest !== undefined && { newest }),
      ...(fromReads && reads.last && { reads: reads.newestFirst() }),
      ...(reads.last && { readAt: Math.round(reads.last.at) }),
      ...(again && { again: true }),
      ...(takeBack && { takeBack: true }),
      ...(policy.strategy.takesBack && { open: true, fromVersion: progress.fromVersion }),
      ...(policy.noOverdraft && { noOverdraft: true }),
      ...(conflicts !== attempts - 1 && { conflicts }),
    }
    const reply = await send(
      script,
      [
        keys.balance,
        keys.version,
        keys.lock,
        keys.fence,
        keys.expected,
        context.room,
        keys.receipt(tx.player, tx.id),
        keys.journal(segment),
        keys.journal(segment + 1),
        keys.unapplied,
      ],
      [...args.map(String), JSON.stringify(told)],
    )
    if (reply === 'conflict') return reply
    const [kind, text, detail, version] = reply as [string, string, string?, string?]
    if (kind === 'conflict') return kind
    if (kind === 'receipt') return parseReceipt(text)
    if (kind === 'refused') {
      const why = Why.parse(text)
      if (why === 'strategy-error') throw new ScriptFailed(detail ?? "Redis refused the strategy's script")
      if (why === 'wrote-nothing') throw new WroteNothing()
      const found = { balance: Number(detail), version: Number(version) }
      if (why === 'overdraft') reads.meet(found)
      return refusal(context, progress, why, found)
    }
    met = Number(text)
  }
  throw new Error('the journal moved on faster than this transaction could follow')
}

const refusal = (
  context: AccountContext,
  { attempts, conflicts }: Progress,
  why: Why,
  found: Pick<Seen, 'balance' | 'version'>,
): Receipt => ({
  outcome: why === 'beyond-limits' || why === 'overdraft' ? 'rejected' : 'failed',
  why,
  attempts,
  conflicts,
  at: Math.round(context.now()),
  // The balance that made the result too large, instead of the lowest one.
  ...(why === 'beyond-limits' && { met: found }),
})
