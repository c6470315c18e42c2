import { count, money, signed, signedMoney } from '../../shared/money.ts'
import { brokenRule } from '../store/breaches.ts'
import { newestDoubled } from '../store/doubled-bookings.ts'
import { falseRefusals } from '../store/false-refusals.ts'
import type { Room } from '../store/room.ts'
import { effectIn, newestInBalance, newestWrong } from '../store/write-effects.ts'
import { insteadOf, noReasonText } from './effect-words.ts'
import { overwrittenBy, readAndWrote } from './loss-words.ts'
import { luckiest, nameOf, namesOf, OUTSIDE, often, surplus } from './room-words.ts'

/** Something that stands out in the room, shown on the projector: a heading, and a line with a figure in it. */
export interface Standout {
  of: 'outside' | 'breach' | 'wrong' | 'in-balance' | 'doubled' | 'falsely-refused' | 'luckiest'
  label: string
  before: string
  figure: string
  after: string
  small: string
}

/** What stands out in the room, gravest first; the luckiest player is last. */
export function standouts(room: Room): Standout[] {
  const all = [breach, wrong, inBalance, falselyRefused, doubled, outside, luckiestOf]
  return all.flatMap((standout) => standout(room) ?? [])
}

function outside({ account: { outside } }: Room): Standout | undefined {
  if (outside === 0) return undefined
  const line = { before: '', figure: signedMoney(outside), after: `by ${OUTSIDE}` }
  return { of: 'outside', label: 'Not one of us', ...line, small: '' }
}

function breach(room: Room): Standout | undefined {
  const broken = brokenRule(room)
  if (!broken) return undefined
  const before = `${nameOf(room, broken.player)} ${signed(broken.amount)} wrote`
  return {
    ...{ of: 'breach', label: 'The rule is broken', before, figure: money(broken.wrote) },
    ...{ after: '', small: '' },
  }
}

function doubled(room: Room): Standout | undefined {
  const found = newestDoubled(room)
  if (!found) return undefined
  const { entry, times } = found
  return {
    ...{ of: 'doubled', label: `Booked ${often(times)}`, before: nameOf(room, entry.player) },
    ...{ figure: signed(entry.amount), after: '', small: surplus(entry.amount, times) },
  }
}

function wrong(room: Room): Standout | undefined {
  const { wrong } = room.account
  if (wrong.count === 0) return undefined
  const inAll = `${count(wrong.count, 'wrong amount')}, ${signedMoney(wrong.sum)} in all`
  const newest = newestWrong(room)
  if (!newest) return { of: 'wrong', label: 'Wrong amount', ...unnamed(wrong.count, 'update'), small: inAll }
  const [figure = '', ...rest] = insteadOf(newest.amount, effectIn(room, newest)).split(' ')
  const before = `${nameOf(room, newest.player)} booked`
  const blind = newest.basis === 'nothing' ? readAndWrote(newest) : ''
  const small = wrong.count > 1 ? inAll : blind
  return { of: 'wrong', label: 'Wrong amount', before, figure, after: rest.join(' '), small }
}

function inBalance(room: Room): Standout | undefined {
  const { count: all, sum } = room.account.refusedInBalance
  if (all === 0) return undefined
  const label = 'Refused, yet in the balance'
  const inAll = `${count(all, 'transaction')}, ${signedMoney(sum)} in all`
  const newest = newestInBalance(room)
  if (!newest) return { of: 'in-balance', label, ...unnamed(all, 'transaction'), small: signedMoney(sum) }
  const { player, effect, lostBy } = newest
  const why = lostBy ? `its take-back was ${overwrittenBy(room, lostBy)}` : ''
  const line = { before: nameOf(room, player), figure: signedMoney(effect), after: '' }
  return { of: 'in-balance', label, ...line, small: all > 1 ? inAll : why }
}

function falselyRefused(room: Room): Standout | undefined {
  const { count: all } = room.account.falseRefusals
  const [newest] = falseRefusals(room)
  if (all === 0 && !newest) return undefined
  const label = 'Refused without a reason'
  if (!newest) return { of: 'falsely-refused', label, ...unnamed(all, 'transaction'), small: '' }
  const why = noReasonText(newest)
  return {
    ...{ of: 'falsely-refused', label, before: nameOf(room, newest.player), figure: signed(newest.amount) },
    ...{ after: '', small: all > 1 ? `${why}; ${count(all, 'refusal')} like that` : why },
  }
}

/** A count instead of a name: the page has not seen which player it was. */
const unnamed = (all: number, noun: string) => ({
  before: '',
  figure: String(all),
  after: all === 1 ? noun : `${noun}s`,
})

function luckiestOf(room: Room): Standout | undefined {
  const best = luckiest(room)
  if (!best) return undefined
  const { players, luck, lost } = best
  const [player = ''] = players
  const alone = players.length === 1
  return {
    ...{
      of: 'luckiest',
      label: 'Luckiest',
      before: namesOf(room, players),
      figure: signedMoney(luck),
      after: alone ? '' : 'each',
    },
    small: alone ? luckText(room, player) || (lost > 0 ? count(lost, 'lost transaction') : '') : '',
  }
}

/** The source of a player's gain, as far as this page has seen. */
function luckText(room: Room, player: string): string {
  if (newestDoubled(room)?.entry.player === player) return 'booked more than once'
  if (newestWrong(room, player)) return 'booked a wrong amount'
  return newestInBalance(room)?.player === player ? 'refused, yet in the balance' : ''
}
