import { Receipt, type Transaction, Why } from '../../shared/journal.ts'
import { type Account, BalanceUnreadable, type LeasedAccount, type Seen, type Verbs } from './account.ts'
import { type AccountKeys, segmentOf } from './keys.ts'
import { commitScript, evalCommand, INCRBY, runScript, type Script, SET } from './scripts.ts'
import type { Command, Lease, Reply, Wire } from './wire.ts'

/** Where a transaction is booked and what its record says. */
export interface Booking {
  wire: Wire
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
  /** Books again although a receipt exists: what a blind retry does. */
  again?: true
}

export interface RecordedAccount extends Account<Receipt> {
  /** Tries so far: one, and one more for each conflict. */
  readonly attempts: number
}

type Send = (command: Command) => Promise<Reply>
type Commit = (script: Script, args: number[], seen?: Seen) => Promise<Receipt | 'conflict'>

const scripts = new Map<string, Script>()
function compiled(write: string): Script {
  const known = scripts.get(write) ?? commitScript(write)
  scripts.set(write, known)
  return known
}

/** How often a commit may find that the journal has moved on past both segments it declared. */
const MOVES = 20

/** The account for one transaction, every write of which is recorded by the commit script. */
export function createRecordedAccount(booking: Booking): RecordedAccount {
  const { wire, keys, tx } = booking
  let conflicts = 0
  /** When the account was last read, whether or not the write builds on that. */
  let readAt: number | undefined
  const counted = <T>(answer: T | 'conflict'): T | 'conflict' => {
    if (answer === 'conflict') conflicts += 1
    return answer
  }

  /** `run` sends the script somehow and answers its reply, or `conflict` when a MULTI block was refused. */
  async function commit(
    run: (script: Script, keys: string[], args: string[]) => Promise<Reply | 'conflict'>,
    script: Script,
    args: number[],
    seen?: Seen,
  ): Promise<Receipt | 'conflict'> {
    let met = Math.max(booking.position(), seen?.version ?? 0)
    for (let tries = 0; tries < MOVES; tries++) {
      const segment = segmentOf(met + 1)
      const record = {
        tx: tx.id,
        player: tx.player,
        amount: tx.amount,
        attempts: conflicts + 1,
        node: booking.node,
        epoch: String(booking.epoch),
        segment,
        channel: booking.channel,
        ...(seen && { parent: seen.version, seen: seen.balance }),
        ...(readAt !== undefined && { readAt: Math.round(readAt) }),
        ...(booking.again && { again: true }),
      }
      const reply = await run(
        script,
        [
          keys.balance,
          keys.version,
          keys.lock,
          keys.fence,
          keys.expected,
          booking.room,
          keys.receipt(tx.player, tx.id),
          keys.journal(segment),
          keys.journal(segment + 1),
        ],
        [...args.map(String), JSON.stringify(record)],
      )
      if (reply === 'conflict') return counted(reply)
      const [kind, text] = reply as [string, string]
      if (kind === 'conflict') return counted('conflict')
      if (kind === 'receipt') return Receipt.parse(JSON.parse(text))
      if (kind === 'refused') return refusal(Why.parse(text))
      met = Number(text)
    }
    throw new Error('the journal moved on faster than this transaction could follow')
  }

  const refusal = (why: Why): Receipt => ({
    outcome: why === 'beyond-limits' || why === 'overdraft' ? 'rejected' : 'failed',
    why,
    attempts: conflicts + 1,
    at: Math.round(booking.now()),
  })

  async function get(send: Send): Promise<Seen> {
    const [balance, version] = (await send(['MGET', keys.balance, keys.version])) as [
      string | null,
      string | null,
    ]
    if (balance === null || !/^(0|-?[1-9]\d{0,15})$/.test(balance)) throw new BalanceUnreadable(balance)
    readAt = booking.now()
    return { balance: Number(balance), version: Number(version), at: readAt }
  }

  const verbs = (send: Send, commit: Commit): Verbs<Receipt> => ({
    get: () => get(send),
    set: (balance, seen) => commit(compiled(SET), [balance], seen),
    incrBy: (amount) => commit(compiled(INCRBY), [amount]),
    eval: (script, ...args) => commit(compiled(script), args),
  })
  const plain = (send: Send): Verbs<Receipt> =>
    verbs(send, (script, args, seen) =>
      commit((script, keys, args) => runScript(send, script, keys, args), script, args, seen),
    )

  function leased(lease: Lease): LeasedAccount<Receipt> {
    let watching = false
    const block: Commit = (script, args, seen) =>
      commit(
        async (script, keys, args) => {
          const replies = await lease.multi([evalCommand(script, keys, args)])
          if (replies === 'conflict') return replies
          // EXEC has dropped the watch, so a second block for the next segment would be unprotected.
          const moved = Array.isArray(replies[0]) && replies[0][0] === 'moved'
          return watching && moved ? 'conflict' : (replies[0] ?? null)
        },
        script,
        args,
        seen,
      )
    return {
      ...plain((command) => lease.command(command)),
      watch: () => {
        watching = true
        return lease.watch([keys.balance, keys.version])
      },
      multi: () => ({
        set: (balance, seen) => ({ exec: () => block(compiled(SET), [balance], seen) }),
        incrBy: (amount) => ({ exec: () => block(compiled(INCRBY), [amount]) }),
      }),
    }
  }

  return {
    ...plain((command) => wire.command(command)),
    get attempts() {
      return conflicts + 1
    },
    async lease(work) {
      const lease = await wire.lease()
      try {
        return await work(leased(lease))
      } finally {
        await lease.release()
      }
    },
  }
}
