import { nanoid } from 'nanoid'
import type { Strategy } from '../../server/account/account.ts'
import { type Booking, createRecordedAccount } from '../../server/account/recorded-account.ts'
import { createSharedResources } from '../../server/account/shared-resources.ts'
import type { Endpoint } from '../../server/engine/endpoint.ts'
import { readJournal } from '../../server/journal/journal.ts'
import { connect } from '../../server/redis/connect.ts'
import { accountKeys, roomKeys } from '../../server/redis/keys.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { createRoom } from '../../server/room/room-store.ts'
import type { Order } from '../../server/transaction/execute.ts'
import type { Transaction } from '../../shared/journal.ts'
import { createLedger, type Ledger } from '../../shared/ledger.ts'
import { LIMITS } from '../../shared/limits.ts'
import { PACE } from '../../shared/pace.ts'
import type { ClientKind } from '../../shared/protocol.ts'

/** One room's account on a real engine, without a server around it. */
export interface Bank {
  wire: Wire
  code: string
  keys: ReturnType<typeof accountKeys>
  tx(player: string, amount: number): Transaction
  booking(tx: Transaction, change?: Partial<Booking>): Booking
  order(tx: Transaction, strategy: Strategy, change?: Partial<Order>): Order
  /** The whole journal, folded and settled. */
  ledger(): Promise<Ledger>
  balance(): Promise<string | null>
  close(): Promise<void>
}

export async function openBank(client: ClientKind, to: Endpoint | string, opening = 100): Promise<Bank> {
  const wire = await connect(client, to)
  const { code } = await createRoom(wire, opening)
  const keys = accountKeys(code, 1)
  const resources = createSharedResources(wire, keys.balance)
  const booking = (tx: Transaction, change: Partial<Booking> = {}): Booking => ({
    wire,
    keys,
    ...roomKeys(code),
    epoch: 1,
    tx,
    node: 'A',
    now: () => Date.now(),
    position: () => 0,
    floor: -LIMITS.balance,
    fromVersion: 0,
    noOverdraft: false,
    takesBack: false,
    maxAttempts: PACE.attempts,
    resources,
    ...change,
  })
  return {
    wire,
    code,
    keys,
    tx: (player, amount) => ({ id: nanoid(), player, amount }),
    booking,
    order: (tx, strategy, change = {}) => ({
      ...booking(tx),
      strategy,
      lostReplies: 0,
      think: { thinkMs: 0, jitterMs: 0 },
      stop: new AbortController().signal,
      onDoubt: () => {},
      onMistake: (error) => {
        throw error
      },
      ...change,
    }),
    async ledger() {
      const ledger = createLedger(opening)
      for (;;) {
        const entries = await readJournal(wire, keys, ledger.lineage.head)
        if (entries.length === 0) break
        for (const entry of entries) ledger.append(entry)
      }
      ledger.settle()
      return ledger
    },
    balance: async () => (await wire.command(['GET', keys.balance])) as string | null,
    close: () => wire.close(),
  }
}

export const recorded = (bank: Bank, tx: Transaction, change?: Partial<Booking>) =>
  createRecordedAccount(bank.booking(tx, change))
