import type { AccountView } from '../../../shared/account-view.ts'
import type { HistoryRow } from '../../../shared/history/history-row.ts'
import type { AppliedOperation } from '../../../shared/history/operation.ts'
import type { Entry } from '../../../shared/journal.ts'
import { createLedger, type Ledger } from '../../../shared/ledger.ts'
import type { LastAccount } from './sightings.ts'
import type { Fired } from './swarm-player.ts'

/** What the players of a swarm know of one epoch, and what the server has in its journal. */
export interface EpochToCheck {
  epoch: number
  opening: number
  rows: readonly HistoryRow[]
  /** The writes that the players saw, by version. */
  seen: ReadonlyMap<number, Entry>
  /** The account as each player was last told, if it was of this epoch. */
  accounts: readonly LastAccount[]
  /** The transactions that the server has taken in this epoch. */
  fired: readonly Fired[]
}

type AppliedRow = AppliedOperation & HistoryRow

/** What does not agree, as sentences; empty when all does. */
export function checkHistory({ epoch, opening, rows, seen, accounts, fired }: EpochToCheck): string[] {
  const applied = rows.filter((row): row is AppliedRow => row.outcome === 'applied')
  const gap = applied.findIndex(({ wroteVersion }, i) => wroteVersion !== i + 1)
  if (gap >= 0) return [`the journal of epoch ${epoch} has no version ${gap + 1}`]
  const problems: string[] = []
  for (const [version, entry] of seen) {
    const row = applied[version - 1]
    if (!row)
      problems.push(`players saw version ${version} of epoch ${epoch}, which the journal does not have`)
    else if (!isOf(row, entry))
      problems.push(`players saw another write as version ${version} of epoch ${epoch} than the journal has`)
  }
  const ledger = createLedger(opening)
  const byVersion = new Map<number, LastAccount[]>()
  for (const one of accounts)
    byVersion.set(one.account.version, [...(byVersion.get(one.account.version) ?? []), one])
  const compare = (version: number): void => {
    const told = byVersion.get(version)
    if (!told) return
    ledger.settle()
    for (const { nickname, account } of told)
      for (const what of disagreements(account, ledger))
        problems.push(`version ${version} of epoch ${epoch}, as ${nickname} was told: ${what}`)
    byVersion.delete(version)
  }
  compare(0)
  for (const row of applied) {
    ledger.append(entryOf(row))
    compare(row.wroteVersion)
  }
  for (const [version, [one]] of byVersion)
    problems.push(
      `${one?.nickname} was told of version ${version} of epoch ${epoch}, which the journal does not have`,
    )
  ledger.settle()
  return [...problems, ...fired.flatMap((one) => outcomeProblems(one, applied, ledger))]
}

const isOf = (row: AppliedRow, entry: Entry): boolean =>
  row.id === entry.tx &&
  row.player === entry.player &&
  row.amount === entry.amount &&
  row.seen === entry.seen &&
  row.seenVersion === entry.parent &&
  row.wrote === entry.wrote &&
  row.reverses === entry.reverses

/** The account by the journal differs from the account that a player was told. */
function disagreements(account: AccountView, { totals }: Ledger): string[] {
  const found: string[] = []
  const same = (what: string, told: number | null, by: number): void => {
    if (told !== by) found.push(`${what} is ${told}, and ${by} by the journal`)
  }
  same('the expected balance', account.expected, totals.expected)
  // Writes from outside after the newest write are not in the journal.
  same('the actual balance', account.actual, totals.wrote + account.outside - totals.outside)
  same('the number of applied transactions', account.applied, totals.applied)
  for (const kind of ['lostDeposits', 'lostWithdrawals', 'doubled', 'wrong', 'forgotten'] as const) {
    same(`the number of \`${kind}\``, account[kind].count, totals[kind].count)
    same(`the sum of \`${kind}\``, account[kind].sum, totals[kind].sum)
  }
  return found
}

function outcomeProblems(fired: Fired, applied: readonly AppliedRow[], ledger: Ledger): string[] {
  const { tx, player, amount, receipt } = fired
  const what = `transaction ${tx} (${amount})`
  if (!receipt) return [`${what} has no outcome`]
  const booking = ledger.booking(player, tx)
  if (receipt.outcome !== 'applied')
    return booking && !booking.takenBack
      ? [`${what} ended as ${receipt.outcome}, but it is in the journal`]
      : []
  const row = applied[receipt.entry.version - 1]
  return row && isOf(row, receipt.entry) && receipt.entry.amount === amount
    ? []
    : [
        `${what} ended as applied with version ${receipt.entry.version}, which is another write in the journal`,
      ]
}

/** The entry as far as the books need it: a history does not have the rest. */
const entryOf = (row: AppliedRow): Entry => ({
  ...{ version: row.wroteVersion, parent: row.seenVersion, tx: row.id, player: row.player },
  ...{ amount: row.amount, seen: row.seen, wrote: row.wrote, attempts: 1, node: '' },
  ...{ readAt: row.call, wroteAt: row.return, expected: 0 },
  ...(row.basis && { basis: row.basis }),
  ...(row.either !== undefined && { either: row.either }),
  ...(row.reverses !== undefined && { reverses: row.reverses }),
  ...(row.again && { again: row.again }),
  ...(row.noOverdraft && { noOverdraft: row.noOverdraft }),
})
