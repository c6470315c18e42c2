import { type Batch, batchesOf } from './made-up.ts'

/** `npm run prove` runs two files side by side: one has the batches with odd seeds, the other those with even seeds. */
export function batchesWith(parity: 'odd' | 'even'): Batch[] {
  const { PROVE_SEED, PROVE_RUNS } = process.env
  if (!PROVE_SEED || !PROVE_RUNS)
    throw new Error('PROVE_SEED and PROVE_RUNS are not set: start this with npm run prove')
  const all = batchesOf(Number(PROVE_SEED), Number(PROVE_RUNS))
  return all.filter(({ seed }) => (seed % 2 === 1) === (parity === 'odd'))
}
