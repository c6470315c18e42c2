import type { ClassView } from '../../../../shared/rounds/class-messages.ts'
import { useNow } from '../../../hooks/use-now.ts'
import { clockText, secondsLeft } from '../../../store/class-time.ts'

/** How often the clock is read, in milliseconds: a second is never shown much too late. */
const TICK_MS = 100

/** The whole seconds that are left of the phase. */
export function useSecondsLeft(view: ClassView, offset: number): number | null {
  const runs = view.deadline !== undefined && view.left === undefined
  return secondsLeft(view, useNow(TICK_MS, runs) + offset)
}

/** The time that is left, large. A screen reader hears it elsewhere, and not every second. */
export function ClassClock({ view, offset }: { view: ClassView; offset: number }) {
  const seconds = useSecondsLeft(view, offset)
  if (seconds === null || view.phase === 'countdown') return null
  return (
    <span
      class="class-clock num"
      data-paused={view.left !== undefined}
      data-soon={seconds <= 10}
      role="timer"
      aria-live="off"
    >
      {clockText(seconds)}
    </span>
  )
}
