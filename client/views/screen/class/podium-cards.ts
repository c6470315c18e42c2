import { luckOf } from '../../../../shared/rounds/results.ts'
import type { RoundRecord } from '../../../../shared/rounds/round-record.ts'
import type { Formats } from '../../../wording/class/formats.ts'
import type { WallTexts } from '../../../wording/class/wall/texts.ts'

export interface PodiumCard {
  of: 'luckiest' | 'robbed' | 'eraser' | 'prophet'
  label: string
  /** All who tie; empty when there is none. */
  players: readonly string[]
  figure: string
  small: string
}

/** The four places of honour, in words. */
export function podiumCards(
  record: RoundRecord,
  words: WallTexts,
  { number, signedMoney, money }: Formats,
): PodiumCard[] {
  const { podium, players } = record
  const cards = (['luckiest', 'robbed', 'eraser', 'prophet'] as const).map((of): PodiumCard => {
    const [first] = podium[of]
    const one = players.find(({ player }) => player === first)
    const card = { of, label: words.podium[of], players: podium[of] }
    if (first === undefined || !one) return { ...card, players: [], figure: '', small: '' }
    if (of === 'eraser') return { ...card, figure: number(one.erased), small: words.erased(one.erased) }
    if (of === 'prophet') return { ...card, ...prophecy(record, words, money) }
    const small = one.lost > 0 ? words.lostSome(one.lost, one.applied) : words.noneOfThemLost
    return { ...card, figure: signedMoney(luckOf(one)), small }
  })
  return cards
}

/** What the best prophets answered: the right choice, or the guess nearest to the balance. */
function prophecy(
  { answers: { first, second }, actual, right }: RoundRecord,
  words: WallTexts,
  money: Formats['money'],
): { figure: string; small: string } {
  const guesses = Object.keys(Object.keys(first).length > 0 ? first : second).map(Number)
  if (right !== undefined || actual === null || guesses.length === 0 || guesses.some(Number.isNaN))
    return { figure: '✓', small: words.choseRight }
  const nearest = guesses.reduce((best, one) =>
    Math.abs(one - actual) < Math.abs(best - actual) ? one : best,
  )
  return { figure: money(nearest), small: words.guessed(nearest, actual) }
}
