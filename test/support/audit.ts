import { readJournal } from '../../server/journal/journal.ts'
import { readUnapplied } from '../../server/journal/unapplied-list.ts'
import { accountKeys } from '../../server/redis/keys.ts'
import type { Wire } from '../../server/redis/wire.ts'
import type { AccountView } from '../../shared/account-view.ts'
import type { Entry } from '../../shared/journal.ts'
import { createLedger, type Ledger } from '../../shared/ledger.ts'
import { createLineage, type Lineage } from '../../shared/lineage.ts'
import { unpack } from '../../shared/packed-entry.ts'
import type { ServerMessage } from '../../shared/protocol.ts'

/** What Redis holds of one epoch of a room, folded from the whole journal and the unapplied transactions. */
export interface Books {
  ledger: Ledger
  balance: number
  expected: number
}

export async function booksOf(wire: Wire, code: string, epoch = 1, opening = 100): Promise<Books> {
  const keys = accountKeys(code, epoch)
  const ledger = createLedger(opening)
  for (;;) {
    const entries = await readJournal(wire, keys, ledger.lineage.head)
    if (entries.length === 0) break
    for (const entry of entries) ledger.append(entry)
  }
  for (const one of await readUnapplied(wire, keys)) ledger.unapplied(one)
  ledger.settle()
  const [balance, expected] = (await wire.command(['MGET', keys.balance, keys.expected])) as string[]
  return { ledger, balance: Number(balance), expected: Number(expected) }
}

/** A room as a client sees it that got only `log`. Throws where the log contradicts itself or the protocol. */
export function seenBy(log: readonly ServerMessage[]): {
  epoch: number
  account: AccountView
  lineage: Lineage<Entry>
} {
  let epoch = 0
  let account: AccountView | undefined
  let lineage = createLineage<Entry>()
  for (const message of log) {
    if (message.type !== 'snapshot' && message.type !== 'frame') continue
    const { from, entries } = message
    if (message.account.version !== from + entries.length)
      throw new Error(`version ${message.account.version} with ${entries.length} entries from ${from}`)
    if (message.type === 'snapshot') {
      if (message.epoch < epoch) throw new Error(`epoch ${message.epoch} after ${epoch}`)
      if (message.epoch === epoch && message.account.version < (account?.version ?? 0))
        throw new Error(`a snapshot of version ${message.account.version} after ${account?.version}`)
      lineage = createLineage<Entry>(from)
    } else {
      if (message.epoch !== epoch) throw new Error(`a frame of epoch ${message.epoch} in ${epoch}`)
      if (from < lineage.head) throw new Error(`a frame from ${from} after ${lineage.head}`)
      if (from > lineage.head) lineage = createLineage<Entry>(from)
    }
    for (const packed of entries) lineage.append(unpack(packed, message.at))
    lineage.settle()
    epoch = message.epoch
    account = message.account
  }
  if (!account) throw new Error('the log has no account')
  return { epoch, account, lineage }
}
