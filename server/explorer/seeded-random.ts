/** A random generator: numbers from 0 (inclusive) to 1 (exclusive), always the same for the same seeds (mulberry32). */
export function seededRandom(...seeds: readonly number[]): () => number {
  let state = 0
  for (const seed of seeds) {
    state = (state ^ seed) >>> 0
    // Mixes the bits, so that similar seeds give unrelated numbers.
    state = Math.imul(state ^ (state >>> 16), 0x85ebca6b) >>> 0
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35) >>> 0
    state = (state ^ (state >>> 16)) >>> 0
  }
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
