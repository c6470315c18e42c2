/** Deaths are counted for this long, in milliseconds. */
const COUNTED_MS = 10_000
const FIRST_MS = 500
const LONGEST_MS = 8000

/**
 * How long to wait before the place of a dead worker is taken, in milliseconds: not at all, unless so many have died
 * lately, twice as many as there are, that it looks like a loop. Then doubling, up to eight seconds.
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
