import { nanoid } from 'nanoid'
import type { Strategy } from '../../server/account/account.ts'
import type { AccountContext, AccountPolicy, Execution } from '../../server/account/execution.ts'
import { createRecordedAccount } from '../../server/account/recorded-account.ts'
import { createSharedResources } from '../../server/account/shared-resources.ts'
import type { Endpoint } from '../../server/engine/endpoint.ts'
import { readJournal } from '../../server/journal/journal.ts'
import { connect } from '../../server/redis/connect.ts'
import { accountKeys, roomKeys } from '../../server/redis/keys.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { createRoom } from '../../server/room/room-store.ts'
import type { RunPolicy } from '../../server/transaction/run-policy.ts'
import type { Transaction } from '../../shared/journal.ts'
import { createLedger, type Ledger } from '../../shared/ledger.ts'
import { PACE } from '../../shared/pace.ts'
import type { ClientKind } from '../../shared/protocol.ts'

/** One room's account on a real engine, without a server around it. */
export interface Bank {
  wire: Wire
  code: string
  keys: ReturnType<typeof accountKeys>
  tx(player: string, amount: number): Transaction
  readonly context: AccountContext
  /** No overdraft rule, no think time and no lost reply, unless `policy` says so. */
  execution(tx: Transaction, strategy: Strategy, policy?: Partial<RunPolicy>): Execution<RunPolicy>
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
  const { room, channel } = roomKeys(code)
  const context: AccountContext = {
    wire,
    keys,
    room,
    channel,
    epoch: 1,
    node: 'A',
    now: () => Date.now(),
    position: () => 0,
    resources,
  }
  return {
    wire,
    code,
    keys,
    tx: (player, amount) => ({ id: nanoid(), player, amount }),
    context,
    execution: (tx, strategy, policy = {}) => ({
      tx,
      context,
      policy: {
        strategy,
        noOverdraft: false,
        maxAttempts: PACE.attempts,
        think: { thinkMs: 0, jitterMs: 0 },
        lostReplies: 0,
        stop: new AbortController().signal,
        onDoubt: () => {},
        onMistake: (error) => {
          throw error
        },
        ...policy,
      },
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

/** The account as a strategy sees it, with no strategy running. */
export const recorded = (
  { context }: Bank,
  tx: Transaction,
  strategy: AccountPolicy['strategy'] = { takesBack: false },
) =>
  createRecordedAccount({
    tx,
    context,
    policy: { strategy, noOverdraft: false, maxAttempts: PACE.attempts },
  })
