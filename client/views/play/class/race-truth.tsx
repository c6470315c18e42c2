import { describeDivergence } from '../../../../shared/divergence.ts'
import { useThrottled } from '../../../hooks/use-throttled.ts'
import { language } from '../../../language.ts'
import { SignMark, signOf } from '../../../parts/equals-sign.tsx'
import { emsOf, RollingNumber } from '../../../parts/rolling-number.tsx'
import type { Room } from '../../../store/room.ts'
import { COMMON } from '../../../wording/class/common/words.ts'
import { FORMATS } from '../../../wording/class/formats.ts'
import { PHONE } from '../../../wording/class/phone/words.ts'

/** Redrawn no faster, in milliseconds: digits that never rest cannot be read. */
const REDRAW_MS = 350
/** A screen reader hears the balances no more often. */
const TELL_MS = 4000

/** The two balances while a round runs, and what that means, in a few words. */
export function RaceTruth({ account: now, stale }: { account: Room['account']; stale: boolean }) {
  const texts = PHONE[language.value]
  const common = COMMON[language.value]
  const { money } = FORMATS[language.value]
  const account = useThrottled(now, REDRAW_MS)
  const { mood } = describeDivergence(account)
  const { expected, actual } = account
  const shown = { expected: money(expected), actual: actual === null ? '?' : money(actual) }
  const ems = Math.max(emsOf(shown.expected), emsOf(shown.actual), emsOf(money(0)) + 2)
  const sentence =
    mood === 'calm'
      ? texts.bankRight
      : mood === 'wrong'
        ? texts.bankWrong
        : actual === null
          ? texts.unreadable
          : actual < expected
            ? texts.vanished(expected - actual)
            : texts.appeared(actual - expected)
  const told = `${common.expected} ${shown.expected}, ${common.actual} ${shown.actual}. ${sentence}`
  const side = (which: 'expected' | 'actual') => (
    <div class="duel-side">
      <span class="label">{common[which]}</span>
      <span class={`figure ${which}`} data-figure={which} data-value={String(now[which])}>
        <RollingNumber text={shown[which]} />
      </span>
    </div>
  )
  return (
    <section
      class="duel"
      data-mood={mood}
      data-stale={stale}
      aria-label={`${common.expected}, ${common.actual}`}
    >
      <p class="visually-hidden" aria-live="polite">
        {useThrottled(told, TELL_MS)}
      </p>
      <div class="duel-figures" aria-hidden="true" style={{ '--ems': ems.toFixed(2) }}>
        {side('expected')}
        <SignMark sign={signOf(mood)} />
        {side('actual')}
      </div>
      <p class="sentence" aria-hidden="true" style={{ '--letters': sentence.length }}>
        <b>{sentence}</b>
      </p>
    </section>
  )
}
