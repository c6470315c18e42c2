/** Short, so that players of a dead server process are back on another one within a second. */
const FIRST_MS = 300
const LONGEST_MS = 8000

/**
 * Milliseconds to wait before try `attempt` (0 is the first). Doubles up to `longest`, and half is random, so that a
 * room full of phones does not reconnect at once.
 */
export function backoff(
  attempt: number,
  longest: number = LONGEST_MS,
  random: () => number = Math.random,
): number {
  const ceiling = Math.min(longest, FIRST_MS * 2 ** attempt)
  return Math.round(ceiling / 2 + (ceiling / 2) * random())
}

/** Calls back when the network may be up again, or the page becomes visible. Returns a function that stops this. */
export function onPossiblyOnline(callback: () => void): () => void {
  const visible = () => document.visibilityState === 'visible' && callback()
  window.addEventListener('online', callback)
  document.addEventListener('visibilitychange', visible)
  return () => {
    window.removeEventListener('online', callback)
    document.removeEventListener('visibilitychange', visible)
  }
}
