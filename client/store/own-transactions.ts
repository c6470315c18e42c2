import type { Entry, Receipt } from '../../shared/journal.ts'
import { LIMITS } from '../../shared/limits.ts'
import type { Flip } from '../../shared/lineage.ts'
import type { Forgotten } from '../../shared/rewound.ts'
import { amountOf } from './taken-back.ts'

/** How many of the player's own transactions are shown. Unsettled ones are kept beyond it. */
export const OWN_SHOWN = LIMITS.history

export interface OwnEntry {
  entry: Entry
  state: 'new' | 'live' | 'lost'
  /** The write that overwrote it, while it is lost. */
  by: Entry | null
  /** It was lost before, and is in the balance now. */
  cameBack: boolean
}

export type OwnPhase =
  | { is: 'sent' }
  /** The outcome is in doubt; the server is finding out. */
  | { is: 'checking' }
  | { is: 'applied' }
  | { is: 'unapplied'; receipt: Exclude<Receipt, { outcome: 'applied' }> }
  /** It was applied, and Redis has forgotten it. */
  | { is: 'forgotten'; was: Forgotten }
  /** The server refused the message; certainly nothing was booked. */
  | { is: 'refused'; message: string }

/** A transaction of the page's own player, from the press of the button on. */
export interface OwnTransaction {
  tx: string
  amount: number
  epoch: number
  phase: OwnPhase
  /** It was sent more than once, so a refusal is about one sending only. */
  resent: boolean
  /** This page sent it. */
  fired?: true
  /** This page was told that it is applied. `replicas`: how many had confirmed it then, in a durable room. */
  acknowledged?: { replicas?: number }
  /** The server says that the refusal was false. */
  falselyRefused?: true
  /** Its writes in the journal: none, one, or more after a blind retry or a take-back. Oldest first. */
  entries: readonly OwnEntry[]
}

export type Pending = Pick<OwnTransaction, 'tx' | 'amount' | 'epoch'>

export const unsettled = (own: OwnTransaction): boolean =>
  own.phase.is === 'sent' || own.phase.is === 'checking'

/** Adds a transaction that is on its way, or marks a known one as sent again. */
export function addSent(
  list: readonly OwnTransaction[],
  pending: Pending,
  resent = false,
): readonly OwnTransaction[] {
  if (list.some((own) => own.tx === pending.tx))
    return list.map((own) => (own.tx === pending.tx ? { ...own, resent: true } : own))
  return capped([{ ...pending, phase: { is: 'sent' }, resent, fired: true, entries: [] }, ...list])
}

export function withPhase(
  list: readonly OwnTransaction[],
  tx: string,
  phase: OwnPhase,
): readonly OwnTransaction[] {
  return list.map((own) => (own.tx === tx ? { ...own, phase } : own))
}

/**
 * Notes a refusal. `definite`: that sending had no effect. It is final only for a transaction that was sent once and is
 * not in doubt; otherwise an earlier sending may have been applied, and the transaction is being checked.
 */
export function noteRefusal(
  list: readonly OwnTransaction[],
  tx: string,
  message: string,
  definite: boolean,
): readonly OwnTransaction[] {
  const known = list.find((own) => own.tx === tx)
  if (!known || !unsettled(known)) return list
  const final = definite && !known.resent && known.phase.is === 'sent'
  return withPhase(list, tx, final ? { is: 'refused', message } : { is: 'checking' })
}

/** Notes the stored outcome, also of a transaction that another tab, or this page before a reload, has sent. */
export function noteOutcome(
  list: readonly OwnTransaction[],
  tx: string,
  epoch: number,
  receipt: Receipt,
): readonly OwnTransaction[] {
  const known = list.find((own) => own.tx === tx)
  if (receipt.outcome === 'applied') {
    const { entry } = receipt
    if (known?.entries.some((one) => one.entry.version === entry.version))
      return withPhase(list, tx, { is: 'applied' })
    return withEntry(list, epoch, { entry, state: 'new', by: null, cameBack: false })
  }
  return known ? withPhase(list, tx, { is: 'unapplied', receipt }) : list
}

/** Notes that this page was told "applied". */
export function noteAcknowledged(
  list: readonly OwnTransaction[],
  { tx, receipt, replicas }: { tx: string; receipt: Receipt; replicas?: number | undefined },
): readonly OwnTransaction[] {
  if (receipt.outcome !== 'applied') return list
  const known = replicas === undefined ? {} : { replicas }
  return list.map((own) => (own.tx === tx ? { ...own, acknowledged: known } : own))
}

/** Applies the lineage's flips to the writes of `player`. */
export function applyFlip(
  list: readonly OwnTransaction[],
  player: string,
  epoch: number,
  flips: readonly Flip<Entry>[],
  at: (version: number) => Entry | undefined,
): readonly OwnTransaction[] {
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

/** Stores the state of one write; its transaction may be new to this page. */
export function withEntry(
  list: readonly OwnTransaction[],
  epoch: number,
  found: OwnEntry,
): readonly OwnTransaction[] {
  const { tx, version } = found.entry
  const known = list.find((own) => own.tx === tx)
  const phase = phaseAfter(known?.phase, found.entry)
  if (!known) {
    const own: OwnTransaction = {
      tx,
      amount: amountOf(found.entry),
      epoch,
      phase,
      resent: false,
      entries: [found],
    }
    return insert(list, own, version)
  }
  const before = known.entries.find((one) => one.entry.version === version)
  const cameBack = found.state === 'live' && (found.cameBack || before?.cameBack === true)
  const others = known.entries.filter((one) => one !== before)
  const entries = [...others, { ...found, cameBack }].sort((a, b) => a.entry.version - b.entry.version)
  return list.map((own) => (own === known ? { ...own, phase, entries } : own))
}

/** A write means that its transaction is applied, until a take-back. */
function phaseAfter(before: OwnPhase | undefined, entry: Entry): OwnPhase {
  const { reverses, attempts, version, wroteAt: at } = entry
  if (before?.is === 'unapplied' && before.receipt.why === 'taken-back') return before
  if (reverses === undefined) return { is: 'applied' }
  return {
    is: 'unapplied',
    receipt: { outcome: 'rejected', why: 'taken-back', attempts, at, toVersion: version },
  }
}

/** Marks a transaction that Redis has forgotten; it may be new to this page. It outlives its account. */
export function noteForgotten(list: readonly OwnTransaction[], was: Forgotten): readonly OwnTransaction[] {
  const { tx, amount, epoch, version } = was
  const own: OwnTransaction = {
    tx,
    amount,
    epoch,
    phase: { is: 'forgotten', was },
    resent: false,
    entries: [],
  }
  if (!list.some((one) => one.tx === tx)) return insert(list, own, version)
  return list.map((one) => (one.tx === tx ? { ...one, epoch, phase: own.phase, entries: [] } : one))
}

/** The list in a new account: of earlier accounts, only unsettled transactions stay. */
export function carriedOver(list: readonly OwnTransaction[], epoch: number): readonly OwnTransaction[] {
  return list.filter((own) => own.epoch === epoch || unsettled(own))
}

/** Inserts a transaction that this page did not send, in the order of versions. */
function insert(
  list: readonly OwnTransaction[],
  own: OwnTransaction,
  version: number,
): readonly OwnTransaction[] {
  const older = list.findIndex((one) => bookedAt(one) < version)
  return capped(older === -1 ? [...list, own] : [...list.slice(0, older), own, ...list.slice(older)])
}

/** The version of its first booking; infinity when there is none. */
const bookedAt = ({ entries: [first], phase }: OwnTransaction): number =>
  first?.entry.version ?? (phase.is === 'forgotten' ? phase.was.version : Number.POSITIVE_INFINITY)

const capped = (list: readonly OwnTransaction[]): readonly OwnTransaction[] =>
  list.length <= OWN_SHOWN ? list : list.filter((own, index) => index < OWN_SHOWN || unsettled(own))
