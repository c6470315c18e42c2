import { Receipt, type Transaction, Why } from '../../shared/journal.ts'
import type { Seen } from './account.ts'
import { type AccountKeys, segmentOf } from './keys.ts'
import type { Script } from './scripts.ts'
import type { Reply } from './wire.ts'

/** Where a transaction is booked and what its record says. */
export interface Record {
  keys: AccountKeys
  /** Key and pub/sub channel of the room. */
  room: string
  channel: string
  epoch: number
  tx: Transaction
  node: string
  /** Milliseconds on Redis' clock. */
  now(): number
  /** The newest version known here; only a hint for which journal segment comes next. */
  position(): number
}

/** How far a transaction has come: what its record tells beside the write itself. */
export interface Progress {
  conflicts: number
  /** When the account was last read, whether or not the write builds on that. */
  readAt: number | undefined
}

/** One write on its way: the script, what it was given, and what it builds on. */
export interface Write {
  script: Script
  args: readonly (string | number)[]
  seen?: Seen | undefined
  /** Books again although a receipt exists: what a blind retry does. */
  again?: boolean | undefined
}

/** Sends the script somehow and answers its reply, or `conflict` when a MULTI block was refused. */
export type Send = (
  script: Script,
  keys: readonly string[],
  args: readonly string[],
) => Promise<Reply | 'conflict'>

/** How often a commit may find that the journal has moved on past both segments it declared. */
const MOVES = 20

/** Writes and records in one script. Whoever calls counts the conflicts; nothing was written then. */
export async function commit(
  record: Record,
  progress: Progress,
  { script, args, seen, again }: Write,
  send: Send,
): Promise<Receipt | 'conflict'> {
  const { keys, tx } = record
  let met = Math.max(record.position(), seen?.version ?? 0)
  for (let tries = 0; tries < MOVES; tries++) {
    const segment = segmentOf(met + 1)
    const told = {
      tx: tx.id,
      player: tx.player,
      amount: tx.amount,
      attempts: progress.conflicts + 1,
      node: record.node,
      epoch: String(record.epoch),
      segment,
      channel: record.channel,
      ...(seen && { parent: seen.version, seen: seen.balance }),
      ...(progress.readAt !== undefined && { readAt: Math.round(progress.readAt) }),
      ...(again && { again: true }),
    }
    const reply = await send(
      script,
      [
        keys.balance,
        keys.version,
        keys.lock,
        keys.fence,
        keys.expected,
        record.room,
        keys.receipt(tx.player, tx.id),
        keys.journal(segment),
        keys.journal(segment + 1),
      ],
      [...args.map(String), JSON.stringify(told)],
    )
    if (reply === 'conflict') return reply
    const [kind, text] = reply as [string, string]
    if (kind === 'conflict') return kind
    if (kind === 'receipt') return Receipt.parse(JSON.parse(text))
    if (kind === 'refused') return refusal(record, progress, Why.parse(text))
    met = Number(text)
  }
  throw new Error('the journal moved on faster than this transaction could follow')
}

const refusal = ({ now }: Record, { conflicts }: Progress, why: Why): Receipt => ({
  outcome: why === 'beyond-limits' || why === 'overdraft' ? 'rejected' : 'failed',
  why,
  attempts: conflicts + 1,
  at: Math.round(now()),
})
