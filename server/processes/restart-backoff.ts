/** Deaths are counted for this long, in milliseconds. */
const COUNTED_MS = 10_000
const FIRST_MS = 500
const LONGEST_MS = 8000

/**
 * How long to wait before a dead worker is replaced, in milliseconds. 0 at first. When more than twice as many
 * workers died lately as there are, it looks like a loop: then the wait doubles with each death, up to eight seconds.
 */
export function createRestartBackoff(workers: number, now: () => number = Date.now): () => number {
  let deaths: number[] = []
  return () => {
    const at = now()
    deaths = [...deaths.filter((death) => at - death < COUNTED_MS), at]
    const tooMany = deaths.length - 2 * workers
    return tooMany <= 0 ? 0 : Math.min(LONGEST_MS, FIRST_MS * 2 ** (tooMany - 1))
  }
}
