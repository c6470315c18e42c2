import type { StepView } from '../../shared/protocol.ts'

/**
 * A bar that fills while a transaction thinks: a CSS animation that starts at the elapsed time. The end of a wait for a
 * lock is unknown, so that bar does not fill. `now` is on the clock of Redis.
 */
export function ThinkBar({ step, now }: { step: StepView; now: number }) {
  const { point, at, until } = step
  if (point === 'blocked') return <div class="thought" data-point={point} />
  const lasts = Math.max(1, until - at)
  const elapsed = Math.min(lasts, Math.max(0, now - at))
  return (
    <div class="thought" data-point={point}>
      <i
        ref={(bar) => {
          if (!bar || bar.style.animationDuration) return
          bar.style.animationDuration = `${lasts}ms`
          bar.style.animationDelay = `${-elapsed}ms`
        }}
        style={{ '--done': elapsed / lasts }}
      />
    </div>
  )
}
