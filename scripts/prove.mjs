// npm run prove: makes up thousands of random strategies and compares each order of each with a brute force, and
// installs the package and the source folder in all ways. A word as argument chooses files: npm run prove -- installing
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from './build.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, runs: { type: 'string' } },
})
function whole(name, given) {
  const number = Number(given)
  if (Number.isSafeInteger(number) && number > 0) return number
  console.error(`--${name} has to be a whole number above zero, and not "${given}".`)
  process.exit(1)
}
const seed = whole('seed', values.seed ?? 1 + Math.floor(Math.random() * 1_000_000))
const runs = whole('runs', values.runs ?? 2000)

console.log(`npm run prove -- --seed ${seed} --runs ${runs}`)
console.log(`To repeat a batch of 100, use its own seed: npm run prove -- --seed N --runs 100`)
const { status } = spawnSync(
  process.execPath,
  [
    join(ROOT, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    join(ROOT, 'vitest.prove.config.ts'),
    ...positionals,
  ],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, PROVE_SEED: String(seed), PROVE_RUNS: String(runs) },
  },
)
process.exit(status ?? 1)
