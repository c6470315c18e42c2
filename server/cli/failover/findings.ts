import type { AccountView } from '../../../shared/account-view.ts'
import type { Rewound } from '../../../shared/rewound.ts'
import { transactionKey } from '../../../shared/transaction-key.ts'
import { readWholeJournal } from '../../journal/journal.ts'
import { accountKeys } from '../../redis/keys.ts'
import type { Wire } from '../../redis/wire.ts'
import { loadForgotten } from '../../rollback/forgotten-store.ts'
import type { Fired, ScriptedPlayer } from './scripted-player.ts'

/** The result: what is gone by the players' notes and the journal, and what the room itself says about it. */
export interface Findings {
  /** The number of versions in the new history. */
  version: number
  /** Acknowledged, but not in the journal; oldest first. */
  gone: Fired[]
  /** What the room says; `undefined` when it says nothing. */
  reported: Rewound | undefined
  /** The room names exactly these, to every player. */
  exact: boolean
  /** The account as the room showed it before the failover, and as it shows it now. */
  before: AccountView
  account: AccountView
}

/** The room is never reset, so its account is in the first epoch. */
const EPOCH = 1

export async function findForgottenTransactions(
  wire: Wire,
  code: string,
  players: readonly ScriptedPlayer[],
): Promise<Findings> {
  const keys = accountKeys(code, EPOCH)
  const journal = await readWholeJournal(wire, keys)
  const { forgotten } = await loadForgotten(wire, keys)
  const booked = new Set(journal.map(transactionKey))
  const acknowledged = players
    .flatMap(({ settled }) => settled)
    .filter(({ outcome }) => outcome === 'applied')
  const gone = acknowledged
    .filter((one) => !booked.has(transactionKey(one)))
    .sort((a, b) => a.settledAt - b.settledAt)
  const ids = new Set(gone.map(transactionKey))
  const stored = forgotten.length === ids.size && forgotten.every((one) => ids.has(transactionKey(one)))
  return {
    version: journal.length,
    gone,
    reported: players[0]?.rewound?.report,
    exact: stored && players.every(({ rewound }) => reportsExactly(rewound?.report, ids)),
    before: (players[0]?.before ?? players[0]?.account) as AccountView,
    account: players[0]?.account as AccountView,
  }
}

function reportsExactly(report: Rewound | undefined, ids: ReadonlySet<string>): boolean {
  if (!report) return ids.size === 0
  const named = [...report.forgotten, ...report.yours]
  return (
    report.deposits.count + report.withdrawals.count === ids.size &&
    named.every((one) => ids.has(transactionKey(one)))
  )
}
