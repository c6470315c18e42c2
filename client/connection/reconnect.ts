/** Short: when a server process dies its players are to be back on another one within a second. */
const FIRST_MS = 300
const LONGEST_MS = 8000

/** How long to wait before the `attempt`th try (0 is the first): doubling, and half of it by chance, so that a room full of phones does not come back at once. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt)
  return Math.round(ceiling / 2 + (ceiling / 2) * random())
}

/** Calls back when there is reason to believe that the network is there again, or somebody looks. */
export function onHope(callback: () => void): () => void {
  const visible = () => document.visibilityState === 'visible' && callback()
  window.addEventListener('online', callback)
  document.addEventListener('visibilitychange', visible)
  return () => {
    window.removeEventListener('online', callback)
    document.removeEventListener('visibilitychange', visible)
  }
}
