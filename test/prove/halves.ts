import { type Batch, batchesOf } from './made-up.ts'

/** `npm run prove` runs two files side by side; each has every other batch. */
export function halfOf(nth: 0 | 1): Batch[] {
  const { PROVE_SEED, PROVE_RUNS } = process.env
  if (!PROVE_SEED || !PROVE_RUNS)
    throw new Error('started by npm run prove, which says the seed and how many')
  return batchesOf(Number(PROVE_SEED), Number(PROVE_RUNS)).filter((_, i) => i % 2 === nth)
}
