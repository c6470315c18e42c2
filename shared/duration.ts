const WORDS = new Map([
  [500, 'half a second'],
  [1000, 'a second'],
  [60_000, 'a minute'],
  [120_000, 'two minutes'],
  [3_600_000, 'an hour'],
  [86_400_000, 'a day'],
])

/** Milliseconds in the middle of a sentence: `half a second`, `a day`, and what has no word of its own as `1.5 seconds`. */
export const duration = (ms: number): string => WORDS.get(ms) ?? `${ms / 1000} seconds`
