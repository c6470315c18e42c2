import type { RoundRecord } from '../../../../shared/rounds/round-record.ts'
import { language } from '../../../language.ts'
import { COMMON } from '../../../wording/class/common/words.ts'
import { FORMATS } from '../../../wording/class/formats.ts'
import { WALL } from '../../../wording/class/wall/words.ts'
import { type LuckPart, luckParts } from './luck-parts.ts'
import { recordNames } from './record-names.ts'

/** A part narrower than this share of the bar has no room for its label. */
const NARROW = 0.055

/** All luck of the round in one bar, and the sum that it makes: what the bank is wrong by. */
export function LuckBar({ record }: { record: RoundRecord }) {
  const { money, signed, signedMoney, list } = FORMATS[language.value]
  const words = WALL[language.value]
  const nameOf = recordNames(record, COMMON[language.value])
  const parts = luckParts(record)
  const { actual, expected } = record
  if (actual === null) return null
  if (parts.length === 0) return <p class="luck-none">{words.noLuck}</p>
  const all = parts.reduce((sum, { luck }) => sum + Math.abs(luck), 0)
  const total = (sign: number): number =>
    parts.reduce((sum, { luck }) => (Math.sign(luck) === sign ? sum + luck : sum), 0)
  const labelOf = (part: LuckPart): string =>
    part.of === 'player'
      ? nameOf(part.player)
      : part.of === 'more'
        ? words.morePeople(part.count)
        : words.luck[part.of]
  const beside = (['bots', 'removed', 'outside', 'rest'] as const).flatMap((of) => {
    const theirs = parts.filter((part) => part.of === of)
    const luck = theirs.reduce((sum, part) => sum + part.luck, 0)
    return theirs.length > 0 ? [`${words.luck[of]} ${signedMoney(luck)}`] : []
  })
  return (
    <section class="luck">
      <h2 class="label">{words.luck.title}</h2>
      <ul class="luck-bar">
        {parts.map((part, index) => (
          <li
            key={index}
            data-of={part.of}
            data-sign={Math.sign(part.luck)}
            style={{ flexGrow: Math.abs(part.luck) }}
          >
            <span class={Math.abs(part.luck) / all < NARROW ? 'visually-hidden' : undefined}>
              <bdi>{labelOf(part)}</bdi> <span class="num">{signed(part.luck)}</span>
            </span>
          </li>
        ))}
      </ul>
      <p class="luck-sum">
        {words.sum(
          signedMoney(total(1)),
          signedMoney(total(-1)),
          signedMoney(actual - expected),
          money(expected),
          money(actual),
        )}
      </p>
      {beside.length > 0 && <p class="luck-beside">{words.luck.beside(list(beside))}</p>}
    </section>
  )
}
