/** Milliseconds as `1:05`. A second that has begun counts whole. */
export function clockText(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** When a screen reader is told the time: seconds before the end. */
const TOLD = [60, 30, 10]

/** The last of these moments that has passed, in seconds before the end; 0 before the first. */
export function toldSeconds(ms: number): number {
  return TOLD.findLast((seconds) => ms <= seconds * 1000) ?? 0
}
