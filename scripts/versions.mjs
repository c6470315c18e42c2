// npm run versions: all tests with each Node that Bank Run is tried on. Arguments: other versions, then files of tests.
//   npm run versions -- 24 26 test/engine
import { spawnSync } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'
import { ROOT } from './build.mjs'
import { NODE_VERSIONS, nodeProgram } from './node-versions.mjs'

const args = process.argv.slice(2)
const named = args.filter((arg) => /^\d+(\.\d+)*$/.test(arg))
const files = args.filter((arg) => !named.includes(arg))
const results = []
for (const version of named.length > 0 ? named : NODE_VERSIONS) {
  const program = nodeProgram(version)
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' })
  console.log(`\nNode ${stdout.trim()}`)
  const { status } = spawnSync(program, [join(ROOT, 'scripts/test.mjs'), ...files], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${dirname(program)}${delimiter}${process.env.PATH}` },
  })
  results.push({ version: stdout.trim(), passed: status === 0 })
}
console.log('')
for (const { version, passed } of results) console.log(`Node ${version}: ${passed ? 'passed' : 'FAILED'}`)
process.exit(results.every(({ passed }) => passed) ? 0 : 1)
