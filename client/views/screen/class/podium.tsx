import type { ClassView } from '../../../../shared/rounds/class-messages.ts'
import type { RoundRecord } from '../../../../shared/rounds/round-record.ts'
import { language } from '../../../language.ts'
import { COMMON } from '../../../wording/class/common/words.ts'
import { FORMATS } from '../../../wording/class/formats.ts'
import { WALL } from '../../../wording/class/wall/words.ts'
import { Leaderboard } from './leaderboard.tsx'
import { LuckBar } from './luck-bar.tsx'
import { podiumCards } from './podium-cards.ts'
import { recordNames } from './record-names.ts'

/** Names of a tie that a card shows. */
const NAMES = 2

/** The places of honour, all luck in one bar, and the leaderboard. */
export function Podium({ record, view }: { record: RoundRecord; view: ClassView }) {
  const words = WALL[language.value]
  const nameOf = recordNames(record, COMMON[language.value])
  return (
    <div class="podium">
      <ul class="podium-cards">
        {podiumCards(record, words, FORMATS[language.value]).map(({ of, label, players, figure, small }) => (
          <li key={of} data-of={of}>
            <h2 class="label">{label}</h2>
            <p class="podium-names" data-none={players.length === 0}>
              {players.length === 0 && words.podium.none}
              {players.slice(0, NAMES).map((player) => (
                <bdi key={player}>{nameOf(player)}</bdi>
              ))}
            </p>
            {players.length > NAMES && <p>{words.more(players.length - NAMES)}</p>}
            <p class="num podium-figure">{figure}</p>
            <p class="podium-small">{small}</p>
          </li>
        ))}
      </ul>
      <div class="podium-sums">
        <LuckBar record={record} />
        <Leaderboard places={view.leaderboard ?? []} />
      </div>
    </div>
  )
}
