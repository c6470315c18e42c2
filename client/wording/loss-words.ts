import type { Entry } from '../../shared/journal.ts'
import { money, signed } from '../../shared/money.ts'
import type { LostWrite } from '../store/lost-writes.ts'
import type { Room } from '../store/room.ts'
import { nameOf } from './room-words.ts'

/** Why an entry is gone, told to its owner: which player overwrote it, and what that player had read. */
export function lossText(room: Room, { entry, by }: LostWrite): string {
  const own = by.player === entry.player
  const who = own ? 'another one of yours' : nameOf(room, by.player)
  if (by.basis === 'nothing') return `${who} had read nothing, and overwrote everything`
  const read = money(by.seen)
  // A killer that built on a later version had read another branch, and no older balance.
  if (by.parent < entry.version)
    return `${who} had read ${read} before ${own ? 'this one' : 'you'} wrote ${money(entry.wrote)}, and wrote over it`
  return `${who} had read ${read}, where ${own ? 'this one' : 'yours'} was missing already, and wrote over it`
}

/** The stale read behind a loss, told to all players. */
export function lossCause(room: Room, { entry, by }: LostWrite): string {
  const who = nameOf(room, by.player)
  if (by.basis === 'nothing') return `${who} had read nothing`
  if (by.parent === entry.parent && by.seen === entry.seen) return `both had read ${money(by.seen)}`
  const what = entry.amount > 0 ? 'deposit' : 'withdrawal'
  if (by.parent < entry.version) return `${who} had read ${money(by.seen)} before the ${what} arrived`
  return `${who} had read ${money(by.seen)}, without the ${what}`
}

/** The balance a write read, and the one it wrote. */
export function readAndWrote(entry: Entry): string {
  if (entry.basis === 'nothing')
    return `wrote ${money(entry.wrote)} without having read anything; it erased all before it`
  return `read ${money(entry.seen)}, wrote ${money(entry.wrote)}`
}

export function overwrittenBy(room: Room, by: Entry): string {
  return `overwritten by ${nameOf(room, by.player)}'s ${signed(by.amount)}`
}
