import { type Batch, batchesOf } from './made-up.ts'

/** `npm run prove` runs two files side by side: one has the batches with an odd seed, the other those with an even one. */
export function batchesWith(parity: 'odd' | 'even'): Batch[] {
  const { PROVE_SEED, PROVE_RUNS } = process.env
  if (!PROVE_SEED || !PROVE_RUNS)
    throw new Error('started by npm run prove, which says the seed and how many')
  const all = batchesOf(Number(PROVE_SEED), Number(PROVE_RUNS))
  return all.filter(({ seed }) => (seed % 2 === 1) === (parity === 'odd'))
}
