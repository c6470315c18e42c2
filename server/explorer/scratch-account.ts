import { nanoid } from 'nanoid'
import { Entry, type Receipt } from '../../shared/journal.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import { parseReceipt } from '../account/receipt.ts'
import { type AccountKeys, accountKeys, KEPT_SECONDS, roomKeys } from '../redis/keys.ts'
import { runScript } from '../redis/run-script.ts'
import { script } from '../redis/script.ts'
import type { Wire } from '../redis/wire.ts'

/** `turn` resets the account within the same epoch. */
export const EPOCH = 1

/** What one interleaving has left in Redis. */
export interface ScratchResult {
  /** The answer of `GET`. */
  balance: string | null
  journal: Entry[]
  /** In the order P1, P2 and so on. */
  receipts: (Receipt | undefined)[]
}

/** A room without players, whose account is reset to its opening after each interleaving. */
export interface ScratchAccount {
  readonly keys: AccountKeys
  readonly channel: string
  readonly room: string
  /** Creates the room and its account. Call it first. */
  open(): Promise<void>
  /** Notes one of the strategy's own keys, which must be removed later. */
  uses(name: string): void
  /** Reads what the interleaving has left and resets the account, in one script. */
  collect(): Promise<ScratchResult>
  /** Removes all its keys from Redis. */
  remove(): Promise<void>
}

/** The transaction of process `number`, the same in every interleaving. */
export const txOf = (number: number, amount: number) => ({
  id: `explorer-transaction${number}`,
  player: `P${number}`,
  amount,
})

/**
 * KEYS: 1 balance, 2 version, 3 expected, 4 the journal's first segment, 5 its second, 6 lock, 7 fence, 8 unapplied
 * transactions, then the receipts. ARGV: the opening, TTL. Returns the journal, then the balance and each receipt.
 */
const TURN = script(`
local texts = redis.call('MGET', KEYS[1], unpack(KEYS, 9))
local journal = redis.call('LRANGE', KEYS[4], '0', '-1')
redis.call('DEL', unpack(KEYS, 4))
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
redis.call('SET', KEYS[2], '0', 'EX', ARGV[2])
redis.call('SET', KEYS[3], ARGV[1], 'EX', ARGV[2])
return {journal, unpack(texts)}
`)

/** Its code is random, and of a form that no real room's code has. */
export function createScratchAccount(wire: Wire, { opening, transactions }: Scenario): ScratchAccount {
  const code = `explore-${nanoid(10)}`
  const keys = accountKeys(code, EPOCH)
  const { room, channel } = roomKeys(code)
  const receipts = transactions.map((amount, i) => {
    const { player, id } = txOf(i + 1, amount)
    return keys.receipt(player, id)
  })
  const records = [keys.balance, keys.version, keys.expected, keys.journal(0), keys.journal(1)]
  const all = [...records, keys.lock, keys.fence, keys.unapplied, ...receipts]
  const used = new Set<string>()
  const args = [String(opening), String(KEPT_SECONDS)]
  return {
    keys,
    channel,
    room,
    async open() {
      await wire.command(['HSET', room, 'epoch', String(EPOCH)])
      await wire.command(['EXPIRE', room, args[1] ?? ''])
      await this.collect()
    },
    uses: (name) => void used.add(keys.own(name)),
    async collect() {
      if (used.size > 0) await wire.command(['DEL', ...used])
      const found = await runScript((command) => wire.command(command), TURN, all, args)
      const [journal, balance, ...texts] = found as [string[], ...(string | null)[]]
      return {
        balance: balance ?? null,
        journal: journal.map((text) => Entry.parse(JSON.parse(text))),
        receipts: texts.map((text) => (text === null ? undefined : parseReceipt(text))),
      }
    },
    async remove() {
      await wire.command(['DEL', room, ...all, ...used])
    },
  }
}
