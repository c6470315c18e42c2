// npm run prove: the proofs that take too long for npm test: every claim on each engine with each client, thousands of
// made-up strategies against a brute force, the suites that npm test runs on one engine, on each, and every way to
// install. A word chooses files: npm run prove -- test/installing
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from './build.mjs'

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string' }, runs: { type: 'string' } },
  allowPositionals: true,
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
console.log(`To repeat a batch of 100, use its own seed: npm run prove -- --seed N --runs 100 test/prove`)
const { status } = spawnSync(
  process.execPath,
  [
    join(ROOT, 'node_modules/vitest/vitest.mjs'),
    ...['run', '--config', join(ROOT, 'vitest.prove.config.ts')],
    ...positionals,
  ],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, PROVE_SEED: String(seed), PROVE_RUNS: String(runs) },
  },
)
process.exit(status ?? 1)
