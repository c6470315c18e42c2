import type { RoundRecord } from '../../../../shared/rounds/round-record.ts'
import { language } from '../../../language.ts'
import { FORMATS } from '../../../wording/class/formats.ts'
import { WALL } from '../../../wording/class/wall/words.ts'

/** The rounds of this lesson side by side: the strategy of each, or on how many servers it ran, and what it was wrong by. */
export function RoundsBeside({ records }: { records: readonly RoundRecord[] }) {
  const words = WALL[language.value]
  if (records.length < 2) return null
  const [first] = records
  const sameMethod = records.every(({ settings }) => settings.strategy === first?.settings.strategy)
  const byNodes = sameMethod && records.some(({ nodes }) => nodes !== first?.nodes)
  return (
    <ul class="rounds-beside">
      {records.map(({ round, settings, nodes, actual, expected, lost }) => {
        const wrong = actual !== expected
        return (
          <li key={round} data-wrong={wrong || lost > 0}>
            <span>{words.roundBeside(round, byNodes ? words.servers(nodes) : settings.strategy)}</span>{' '}
            <b class="num">
              {actual === null ? '?' : FORMATS[language.value].signedMoney(actual - expected)}
            </b>{' '}
            {!wrong && <span>{lost > 0 ? words.headline(0, lost) : words.allRight}</span>}
          </li>
        )
      })}
    </ul>
  )
}
