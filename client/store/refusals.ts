import type { AccountView } from '../../shared/account-view.ts'
import { effectOf } from '../../shared/effect.ts'
import type { Entry, Receipt } from '../../shared/journal.ts'
import { LIMITS } from '../../shared/limits.ts'
import type { Lineage } from '../../shared/lineage.ts'
import type { Unapplied } from '../../shared/protocol.ts'
import { isFalseRefusal } from '../../shared/refusal.ts'
import { isTakenBack, type TakenBack, transactionId } from './taken-back.ts'

/** Refusals by the overdraft rule, and whether each was false, as far as that is known. */
export type Judged = ReadonlyMap<string, boolean>

export const NOT_JUDGED: Judged = new Map()

/** A server that has the whole journal may say it itself. */
type Told = Unapplied & { falselyRefused?: boolean | undefined }
type Ended = Pick<Unapplied, 'outcome' | 'why'>
interface Seen {
  lineage: Lineage<Entry>
  takenBack: TakenBack
  account: AccountView
}
interface Known {
  unapplied: readonly Unapplied[]
  judged: Judged
}

export const isByTheRule = ({ outcome, why }: Ended): boolean =>
  outcome === 'rejected' && (why === 'overdraft' || why === 'taken-back')

/** What is known of refusals after the server has spoken. What was judged once stays so when its versions leave the window. */
export function judgedAfter(before: Judged, room: Seen & Pick<Known, 'unapplied'>): Judged {
  const fresh = room.unapplied.filter(isByTheRule)
  if (fresh.length === 0) return before
  const judged = new Map(before)
  for (const one of fresh as Told[]) {
    const id = transactionId(one)
    const isFalse = one.falselyRefused ?? judge(room, one, before.get(id))
    if (isFalse !== undefined) judged.set(id, isFalse)
  }
  for (const id of judged.keys()) {
    if (judged.size <= LIMITS.window) break
    judged.delete(id)
  }
  return judged
}

/** A take-back that came later changes what the balances before it were made of. */
function judge(room: Seen, one: Unapplied, before: boolean | undefined): boolean | undefined {
  if (before !== undefined && room.takenBack.size === 0) return before
  return isFalseRefusal(one, (version) => balanceAt(room, version)) ?? before
}

/**
 * What the version's write left, without what was taken back later; `undefined` when that cannot be told from the
 * entries this page holds.
 */
function balanceAt({ lineage, takenBack, account }: Seen, version: number): number | undefined {
  if (version === 0) return account.opening
  let node = lineage.at(version)
  if (!node) return undefined
  let balance = node.entry.wrote
  const all = lineage.base === 0
  if (takenBack.size === 0 && (all || account.refusedInBalance.count === 0)) return balance
  while (node) {
    const { entry } = node
    if (isTakenBack({ takenBack }, entry)) balance -= effectOf(entry, account.opening)
    if (entry.parent === 0) return balance
    node = lineage.at(entry.parent)
  }
  // Beyond the window there may be a booking that was taken back here.
  const reachesBack = lineage.nodes().some(({ entry }) => (entry.reverses ?? lineage.head) <= lineage.base)
  return reachesBack || account.refusedInBalance.count > 0 ? undefined : balance
}

type Refused = Exclude<Receipt, { outcome: 'applied' }> & Pick<Unapplied, 'tx' | 'player' | 'amount'>

/**
 * Whether a refusal was false; `undefined` when it is not known. `soon`: the entries it is judged by are still on their
 * way.
 */
export function judgement(
  room: Seen & Pick<Known, 'judged'>,
  one: Refused,
): { isFalse: boolean | undefined; soon: boolean } {
  if (!isByTheRule(one)) return { isFalse: false, soon: false }
  const isFalse = room.judged.get(transactionId(one))
  const soon = one.toVersion !== undefined && one.toVersion > room.lineage.head
  return { isFalse: isFalse ?? isFalseRefusal(one, (version) => balanceAt(room, version)), soon }
}

/** The false refusals this page can name, newest first. */
export function falseRefusals(room: Known): Unapplied[] {
  return room.unapplied.filter((one) => isByTheRule(one) && room.judged.get(transactionId(one)) === true)
}

/** The account with no fewer false refusals than this page knows of. */
export function counted(room: Known & Pick<Seen, 'account'>): AccountView {
  const known = falseRefusals(room)
  if (known.length <= room.account.falseRefusals.count) return room.account
  const sum = known.reduce((total, { amount }) => total + amount, 0)
  return { ...room.account, falseRefusals: { count: known.length, sum } }
}

/** Whether every false refusal of the account is known here, and is of a withdrawal that the balance covered. */
export function onlyCovered(room: Known & Pick<Seen, 'account'>): boolean {
  const known = falseRefusals(room)
  return (
    known.length >= room.account.falseRefusals.count &&
    known.every(({ amount, noOverdraft }) => amount < 0 && noOverdraft === true)
  )
}
