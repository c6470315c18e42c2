import { money, signed, signedMoney } from '../../shared/money.ts'
import type { Room } from '../store/room.ts'
import type { Withdrawn } from '../store/write-effects.ts'
import { overwrittenBy } from './loss-words.ts'

/** What happened to a transaction that was taken back, without the subject. */
export function takenBackText({ first, back }: Withdrawn): string {
  const left = `took it back and left ${money(back.wrote)}`
  return first ? `wrote ${money(first.wrote)}, ${left}` : left
}

/** What a refused transaction left in the balance, and why; '' when nothing. */
export function inBalanceText(room: Room, { effect, lostBy }: Withdrawn): string {
  if (effect === 0) return ''
  const why = lostBy ? `: its take-back was ${overwrittenBy(room, lostBy)}` : ''
  return `${signedMoney(effect)} is in the balance${why}`
}

/** Labels of a take-back's bar on the timeline, longest first. */
export const backLabels = (amount: number, wrote: string): string[] => [
  `takes ${signed(amount)} back → ${wrote}`,
  `takes ${signed(amount)} back`,
  'back',
]
