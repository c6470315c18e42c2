import type { Entry, Receipt } from '../../shared/journal.ts'
import { LIMITS } from '../../shared/limits.ts'
import type { Flip } from '../../shared/lineage.ts'
import type { Forgotten } from '../../shared/rewound.ts'
import { amountOf } from './taken-back.ts'

/** How many of one's own transactions are shown. Unsettled ones are kept beyond it. */
export const OWN_SHOWN = LIMITS.history

export interface OwnEntry {
  entry: Entry
  state: 'new' | 'live' | 'lost'
  /** The write that overwrote it, while it is lost. */
  by: Entry | null
  /** It was lost once. */
  cameBack: boolean
}

export type OwnPhase =
  | { is: 'sent' }
  /** The outcome is in doubt; the server is finding out. */
  | { is: 'checking' }
  | { is: 'applied' }
  | { is: 'unapplied'; receipt: Exclude<Receipt, { outcome: 'applied' }> }
  /** It was applied and Redis does not know it any more. */
  | { is: 'forgotten'; was: Forgotten }
  /** The server would not take it; certainly nothing was booked. */
  | { is: 'refused'; message: string }

/** One's own transaction, from the press of the button on. */
export interface Own {
  tx: string
  amount: number
  epoch: number
  phase: OwnPhase
  /** It was sent more than once, so a refusal speaks of one sending only. */
  resent: boolean
  /** This page has sent it. */
  fired?: true
  /** This page was told that it is applied; and how many replicas had confirmed it then, where somebody asks. */
  told?: { replicas?: number }
  /** The server says that there was no reason to refuse it. */
  falselyRefused?: true
  /** Its writes in the journal: none, one, or more after a blind retry or a take-back. Oldest first. */
  entries: readonly OwnEntry[]
}

export type Pending = Pick<Own, 'tx' | 'amount' | 'epoch'>

export const unsettled = (own: Own): boolean => own.phase.is === 'sent' || own.phase.is === 'checking'

/** Adds a transaction that is on its way; of one that is known already it is noted that it was sent again. */
export function send(list: readonly Own[], pending: Pending, resent = false): readonly Own[] {
  if (list.some((own) => own.tx === pending.tx))
    return list.map((own) => (own.tx === pending.tx ? { ...own, resent: true } : own))
  return capped([{ ...pending, phase: { is: 'sent' }, resent, fired: true, entries: [] }, ...list])
}

export function withPhase(list: readonly Own[], tx: string, phase: OwnPhase): readonly Own[] {
  return list.map((own) => (own.tx === tx ? { ...own, phase } : own))
}

/**
 * A refusal. `definite`: nothing of that sending took effect. It is the last word only on what was sent once and is
 * not in doubt; of anything else an earlier sending may have been applied.
 */
export function refuse(list: readonly Own[], tx: string, message: string, definite: boolean): readonly Own[] {
  const known = list.find((own) => own.tx === tx)
  if (!known || !unsettled(known)) return list
  const final = definite && !known.resent && known.phase.is === 'sent'
  return withPhase(list, tx, final ? { is: 'refused', message } : { is: 'checking' })
}

/** The stored outcome. It also tells of transactions that another tab, or this page before a reload, has sent. */
export function settle(list: readonly Own[], tx: string, epoch: number, receipt: Receipt): readonly Own[] {
  const known = list.find((own) => own.tx === tx)
  if (receipt.outcome === 'applied') {
    const { entry } = receipt
    if (known?.entries.some((one) => one.entry.version === entry.version))
      return withPhase(list, tx, { is: 'applied' })
    return withEntry(list, epoch, { entry, state: 'new', by: null, cameBack: false })
  }
  return known ? withPhase(list, tx, { is: 'unapplied', receipt }) : list
}

/** Notes that this page was told so. */
export function acknowledged(
  list: readonly Own[],
  { tx, receipt, replicas }: { tx: string; receipt: Receipt; replicas?: number | undefined },
): readonly Own[] {
  if (receipt.outcome !== 'applied') return list
  const told = replicas === undefined ? {} : { replicas }
  return list.map((own) => (own.tx === tx ? { ...own, told } : own))
}

/** Takes over what lineage found out about the writes of `player`. */
export function flipped(
  list: readonly Own[],
  player: string,
  epoch: number,
  flips: readonly Flip<Entry>[],
  at: (version: number) => Entry | undefined,
): readonly Own[] {
  let next = list
  for (const { node, was } of flips) {
    if (node.entry.player !== player) continue
    next = withEntry(next, epoch, {
      entry: node.entry,
      state: node.state,
      by: node.state === 'lost' ? (at(node.lostBy) ?? null) : null,
      cameBack: was === 'lost' && node.state === 'live',
    })
  }
  return next
}

/** Puts in what is known now of one write, in a transaction that may be new to this page. */
export function withEntry(list: readonly Own[], epoch: number, found: OwnEntry): readonly Own[] {
  const { tx, version } = found.entry
  const known = list.find((own) => own.tx === tx)
  const phase = phaseAfter(known?.phase, found.entry)
  if (!known) {
    const own: Own = { tx, amount: amountOf(found.entry), epoch, phase, resent: false, entries: [found] }
    return insert(list, own, version)
  }
  const before = known.entries.find((one) => one.entry.version === version)
  const cameBack = found.state === 'live' && (found.cameBack || before?.cameBack === true)
  const others = known.entries.filter((one) => one !== before)
  const entries = [...others, { ...found, cameBack }].sort((a, b) => a.entry.version - b.entry.version)
  return list.map((own) => (own === known ? { ...own, phase, entries } : own))
}

/** A write says that its transaction is applied, until one says that it was taken back. */
function phaseAfter(before: OwnPhase | undefined, entry: Entry): OwnPhase {
  const { reverses, attempts, version, wroteAt: at } = entry
  if (before?.is === 'unapplied' && before.receipt.why === 'taken-back') return before
  if (reverses === undefined) return { is: 'applied' }
  return {
    is: 'unapplied',
    receipt: { outcome: 'rejected', why: 'taken-back', attempts, at, toVersion: version },
  }
}

/** Redis has forgotten one of them, which may be new to this page. It stays in the list although its account may not. */
export function forgotten(list: readonly Own[], was: Forgotten): readonly Own[] {
  const { tx, amount, epoch, version } = was
  const own: Own = { tx, amount, epoch, phase: { is: 'forgotten', was }, resent: false, entries: [] }
  if (!list.some((one) => one.tx === tx)) return insert(list, own, version)
  return list.map((one) => (one.tx === tx ? { ...one, epoch, phase: own.phase, entries: [] } : one))
}

/** What is left of the list in a new account: only what is still under way. */
export function carriedOver(list: readonly Own[], epoch: number): readonly Own[] {
  return list.filter((own) => own.epoch === epoch || unsettled(own))
}

/** A transaction this page did not send goes where its write belongs among those it did. */
function insert(list: readonly Own[], own: Own, version: number): readonly Own[] {
  const older = list.findIndex((one) => bookedAt(one) < version)
  return capped(older === -1 ? [...list, own] : [...list.slice(0, older), own, ...list.slice(older)])
}

/** The version it was booked at first; beyond all when it was not. */
const bookedAt = ({ entries: [first], phase }: Own): number =>
  first?.entry.version ?? (phase.is === 'forgotten' ? phase.was.version : Number.POSITIVE_INFINITY)

const capped = (list: readonly Own[]): readonly Own[] =>
  list.length <= OWN_SHOWN ? list : list.filter((own, index) => index < OWN_SHOWN || unsettled(own))
