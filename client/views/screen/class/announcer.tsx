import { useEffect, useState } from 'preact/hooks'
import { useThrottled } from '../../../hooks/use-throttled.ts'
import { language } from '../../../language.ts'
import { recordOfNow } from '../../../store/round-records.ts'
import { COMMON } from '../../../wording/class/common/words.ts'
import { FORMATS } from '../../../wording/class/formats.ts'
import { raceTold } from '../../../wording/class/wall/race-told.ts'
import { phaseSpeech, TIME_MARKS } from '../../../wording/class/wall/speech.ts'
import { WALL } from '../../../wording/class/wall/words.ts'
import { useSecondsLeft } from './class-clock.tsx'
import type { ClassProps } from './class-props.ts'

/** Milliseconds between two verdicts while the race is on. */
const VERDICT_MS = 8000

/** The one place from which a screen reader hears the projector: phases, the last seconds, balances and verdicts. */
export function Announcer({ state, view, room }: Pick<ClassProps, 'state' | 'view' | 'room'>) {
  const words = WALL[language.value]
  const common = COMMON[language.value]
  const [said, setSaid] = useState('')
  const seconds = useSecondsLeft(view, state.offset)
  const phase = phaseSpeech(view, recordOfNow(state, view), words)
  useEffect(() => setSaid(phase), [phase])

  const mark =
    view.phase !== 'countdown' && view.left === undefined && TIME_MARKS.find((one) => one === seconds)
  useEffect(() => {
    if (mark) setSaid(common.secondsLeft(mark))
  }, [mark])

  const { money } = FORMATS[language.value]
  const { expected, actual } = room.account
  const { headline, cause } = raceTold(room.account, words)
  const is = actual === null ? '?' : money(actual)
  const verdict = useThrottled(
    `${common.expected} ${money(expected)}, ${common.actual} ${is}. ${headline} ${cause}`,
    VERDICT_MS,
  )
  const racing = view.phase === 'running' && view.left === undefined
  useEffect(() => {
    // The first verdict of a race is not news.
    if (racing && room.account.version > 0) setSaid(verdict)
  }, [verdict])
  return (
    <p class="visually-hidden" aria-live="polite" lang={language.value}>
      {said}
    </p>
  )
}
