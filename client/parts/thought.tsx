import type { StepView } from '../../shared/protocol.ts'

/**
 * Fills while a transaction thinks; a CSS animation that starts where the clock says. Nobody knows how long a lock is
 * waited for, so that does not fill. `now` is on the clock of Redis.
 */
export function Thought({ step, now }: { step: StepView; now: number }) {
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
