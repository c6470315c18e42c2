import type { Entry } from '../../shared/journal.ts'
import { money } from '../../shared/money.ts'
import { transactionKey } from '../../shared/transaction-key.ts'
import { bookingsOf } from '../store/doubled-bookings.ts'
import type { Room } from '../store/room.ts'
import { effectIn, isWrong, outsideIn, withdrawnBy } from '../store/write-effects.ts'
import { verdictOfNode, type WriteVerdict } from '../store/write-verdict.ts'
import { eitherText, insteadOf, noReasonText } from './effect-words.ts'
import { lossCause, overwrittenBy, readAndWrote } from './loss-words.ts'
import { breachText, nameOf, often, outsideText, surplus, unappliedText } from './room-words.ts'
import { inBalanceText, takenBackText } from './taken-back-words.ts'

/** How many items the feed shows. */
export const FEED_SHOWN = 60

/** One line of what happened in the room. Flat strings, so that an unchanged line is cheap to recognise. */
export interface FeedItem {
  key: string
  verdict: WriteVerdict | 'outside'
  who: string
  /** The signed amount; `null` for a write from outside. */
  amount: number | null
  what: string
  why: string
  /** The rule it broke; usually ''. */
  breach: string
  /** What the journal cannot tell; usually ''. */
  note: string
  at: number
}

type Item = Pick<FeedItem, 'verdict' | 'what' | 'why'>

/** The latest events, newest first. A booking and its take-back are one item, at the time of the take-back. */
export function feed(room: Room, limit = FEED_SHOWN): FeedItem[] {
  const nodes = room.lineage.nodes()
  const items: FeedItem[] = []
  const beyond = outsideNow(room)
  if (beyond) items.push(beyond)
  const oldest = nodes[nodes.length - limit]?.entry.wroteAt ?? 0
  const storied = new Set(
    nodes.flatMap(({ entry }) => (entry.reverses === undefined ? [] : [transactionKey(entry)])),
  )
  const unapplied = room.unapplied.filter((one) => one.at >= oldest && !storied.has(transactionKey(one)))
  for (let index = nodes.length - 1; index >= 0 && items.length < limit; index--) {
    const node = nodes[index]
    if (!node) break
    const { entry } = node
    while (unapplied[0] && unapplied[0].at > entry.wroteAt) {
      items.push(ended(room, unapplied[0]))
      unapplied.shift()
    }
    const by = node.state === 'lost' ? room.lineage.at(node.lostBy)?.entry : undefined
    if (entry.reverses !== undefined) items.push(takenBack(room, entry))
    else if (!storied.has(transactionKey(entry))) items.push(written(room, entry, verdictOfNode(node), by))
    const difference = outsideIn(room, entry)
    if (difference !== 0) items.push(outside(`o${entry.version}`, outsideText(difference), entry))
  }
  for (const one of unapplied) items.push(ended(room, one))
  return items.slice(0, limit)
}

function written(room: Room, entry: Entry, verdict: 'kept' | 'lost', by: Entry | undefined): FeedItem {
  const item = {
    key: `v${entry.version}`,
    who: nameOf(room, entry.player),
    amount: entry.amount,
    breach: room.breaches.versions.has(entry.version) ? breachText(entry) : '',
    note: eitherText(entry),
    at: entry.wroteAt,
  }
  if (verdict === 'lost' && by) {
    return { ...item, verdict, what: `lost, ${overwrittenBy(room, by)}`, why: lossCause(room, { entry, by }) }
  }
  const why = readAndWrote(entry)
  if (entry.again) return { ...item, ...bookedAgain(room, entry), why }
  if (isWrong(room, entry)) {
    const what = `booked ${insteadOf(entry.amount, effectIn(room, entry))}`
    return { ...item, verdict: 'wrong', what, why }
  }
  return { ...item, verdict, what: room.revived.has(entry.version) ? 'kept (came back)' : 'kept', why }
}

/** Doubled means in the balance more than once. The page cannot see bookings that have left the window. */
function bookedAgain(room: Room, entry: Entry): Pick<FeedItem, 'verdict' | 'what'> {
  const { live, whole } = bookingsOf(room, entry)
  if (live > 1) return { verdict: 'doubled', what: `booked ${often(live)}: ${surplus(entry.amount, live)}` }
  if (whole) return { verdict: 'kept', what: 'kept; the other booking is lost' }
  return { verdict: 'doubled', what: 'booked again by a blind retry' }
}

function takenBack(room: Room, back: Entry): FeedItem {
  const story = withdrawnBy(room, back)
  const { player, amount } = story
  const refusal = room.unapplied.find((one) => transactionKey(one) === transactionKey(back))
  const item = {
    ...{ key: `v${back.version}`, who: nameOf(room, player), amount, breach: '', note: '', at: back.wroteAt },
  }
  const left = inBalanceText(room, story)
  if (left) return { ...item, verdict: 'in-balance', what: `refused, yet ${left}`, why: takenBackText(story) }
  const why = takenBackText(story)
  if (refusal?.falselyRefused) {
    return {
      ...item,
      ...{ verdict: 'falsely-refused', what: 'refused without a reason, and taken back' },
      why: `${why}; ${noReasonText(refusal)}`,
    }
  }
  return { ...item, verdict: 'rejected', what: 'refused: taken back', why }
}

function ended(room: Room, one: Room['unapplied'][number]): FeedItem {
  const { player, amount, at } = one
  const falsely: Item = {
    ...{ verdict: 'falsely-refused', what: 'refused without a reason', why: noReasonText(one) },
  }
  const rightly: Item = { verdict: one.outcome, what: unappliedText(one), why: '' }
  return {
    ...{ key: `u${transactionKey(one)}`, who: nameOf(room, player), amount, breach: '', note: '', at },
    ...(one.falselyRefused ? falsely : rightly),
  }
}

function outside(key: string, what: string, entry: Entry): FeedItem {
  return {
    ...{ key, verdict: 'outside', who: '', amount: null, what, why: `found ${money(entry.seen)}` },
    ...{ breach: '', note: '', at: entry.readAt },
  }
}

/** A change from outside after the newest write, seen by `GET`. */
function outsideNow(room: Room): FeedItem | undefined {
  const { account, lineage } = room
  if (lineage.head !== account.version) return undefined
  const wrote = lineage.head === 0 ? account.opening : lineage.at(lineage.head)?.entry.wrote
  if (wrote === undefined || wrote === account.actual) return undefined
  const item = {
    ...({ key: 'now', verdict: 'outside', who: '', amount: null, breach: '', note: '' } as const),
    at: room.at,
  }
  if (account.actual === null)
    return { ...item, what: 'the balance was made something that is not a number', why: 'from outside' }
  return { ...item, what: outsideText(account.actual - wrote), why: `it says ${money(account.actual)} now` }
}
