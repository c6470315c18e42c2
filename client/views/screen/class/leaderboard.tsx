import type { ClassView } from '../../../../shared/rounds/class-messages.ts'
import { placeNumbers } from '../../../../shared/rounds/leaderboard.ts'
import { language } from '../../../language.ts'
import { FORMATS } from '../../../wording/class/formats.ts'
import { WALL } from '../../../wording/class/wall/words.ts'

/** Rows that fit beside the bar of luck. */
const ROWS = 5

/** Who leads over all rounds that count. */
export function Leaderboard({
  places,
  rows = ROWS,
}: {
  places: NonNullable<ClassView['leaderboard']>
  rows?: number
}) {
  const { leaderboard: words } = WALL[language.value]
  const { number, signedMoney } = FORMATS[language.value]
  if (places.length === 0) return null
  const numbers = placeNumbers(places)
  return (
    <table class="leaderboard">
      <caption class="label">{words.title}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{words.right}</th>
          <th scope="col">{words.luck}</th>
        </tr>
      </thead>
      <tbody>
        {places.slice(0, rows).map(({ player, nickname, luck, right }, index) => (
          <tr key={player}>
            <th scope="row">
              <span class="num place-number">{number(numbers[index] ?? 0)}</span> <bdi>{nickname}</bdi>
            </th>
            <td class="num">{number(right)}</td>
            <td class="num">{signedMoney(luck)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
