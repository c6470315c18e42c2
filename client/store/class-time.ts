import type { ClassView } from '../../shared/rounds/class-messages.ts'

/**
 * Whole seconds of the phase that are left, on the clock of Redis; null when it has no end. The last second is 1 until
 * it is over.
 */
export function secondsLeft(view: Pick<ClassView, 'deadline' | 'left'>, now: number): number | null {
  // Paused with nothing left: the phase has no limit.
  const ms =
    view.left === 0 ? null : (view.left ?? (view.deadline === undefined ? null : view.deadline - now))
  return ms === null ? null : Math.max(0, Math.ceil(ms / 1000))
}

/** `75` as `1:15`. */
export function clockText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
