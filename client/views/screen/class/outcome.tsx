import type { RoundRecord } from '../../../../shared/rounds/round-record.ts'
import { language } from '../../../language.ts'
import { SignMark, signOf } from '../../../parts/equals-sign.tsx'
import { emsOf, RollingNumber } from '../../../parts/rolling-number.tsx'
import { COMMON } from '../../../wording/class/common/words.ts'
import { FORMATS } from '../../../wording/class/formats.ts'
import { WALL } from '../../../wording/class/wall/words.ts'

type Mood = Parameters<typeof signOf>[0]

/** The mood of a round that is over. */
export function moodOf({ actual, expected, lost }: Pick<RoundRecord, 'actual' | 'expected' | 'lost'>): Mood {
  if (actual === null) return 'unreadable'
  if (actual !== expected) return actual < expected ? 'vanished' : 'appeared'
  return lost > 0 ? 'wrong' : 'calm'
}

/** Expected and actual balance of a round that is over, and in a few words what became of the money. */
export function Outcome({ record }: { record: RoundRecord }) {
  const { expected, actual, lost } = record
  const { money } = FORMATS[language.value]
  const words = COMMON[language.value]
  const mood = moodOf(record)
  const headline = WALL[language.value].headline(actual === null ? null : actual - expected, lost)
  const [ought, is] = [money(expected), actual === null ? '?' : money(actual)]
  const ems = Math.max(emsOf(ought), emsOf(is), emsOf('$000'))
  return (
    <div class="duel wall-outcome" data-mood={mood}>
      <div class="duel-figures" style={{ '--ems': ems.toFixed(2) }}>
        <p class="duel-side">
          <span class="label">{words.expected}</span>
          <span class="figure expected" data-figure="expected" data-value={expected}>
            <RollingNumber text={ought} />
          </span>
        </p>
        <SignMark sign={signOf(mood)} />
        <p class="duel-side">
          <span class="label">{words.actual}</span>
          <span class="figure actual" data-figure="actual" data-value={String(actual)}>
            <RollingNumber text={is} />
          </span>
        </p>
      </div>
      <p class="sentence" style={{ '--letters': headline.length }}>
        <b>{headline}</b>
      </p>
    </div>
  )
}
