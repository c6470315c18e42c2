// Builds dist/ from the sources, and only when they are not the ones it was built from.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
const STAMP = join(ROOT, 'dist', '.built-from')
const SOURCES = [
  'server',
  'shared',
  'client',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'vite.config.ts',
]

/** Names, sizes and times of everything the build reads: changes by an edit, a pull, a checkout, a deleted file. */
function fingerprint() {
  const hash = createHash('sha1')
  const visit = (path) => {
    const stat = statSync(join(ROOT, path), { throwIfNoEntry: false })
    if (stat?.isDirectory()) for (const name of readdirSync(join(ROOT, path)).sort()) visit(`${path}/${name}`)
    else hash.update(`${path} ${stat?.size} ${stat?.mtimeMs}\n`)
  }
  for (const path of SOURCES) visit(path)
  return hash.digest('hex')
}

function run(what, args) {
  const bin = join(ROOT, 'node_modules', args[0])
  if (!existsSync(bin)) throw new Error(`${what}: ${args[0]} is not installed. Run: npm install`)
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args.slice(1)], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  if (status !== 0) process.stderr.write(`${stdout}${stderr}\n`)
  return status === 0
}

/** Everything it prints goes to stderr: stdout belongs to what is built. */
export function build({ force = false } = {}) {
  const before = fingerprint()
  if (!force && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === before) return
  // Without the sources that were there at packaging (a container image) the build that came along is used.
  if (!existsSync(join(ROOT, 'tsconfig.build.json')) && existsSync(STAMP)) return
  process.stderr.write('  building …\n')
  // Built aside and put in place whole: a server that runs, or another build, never sees half of it.
  const aside = join(ROOT, `dist.${process.pid}`)
  const replaced = `${aside}.replaced`
  try {
    mkdirSync(aside)
    // A type error is told but stops nobody from playing: what matters is that JavaScript came out.
    const typed = run('server', ['typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', aside])
    if (!existsSync(join(aside, 'server', 'main.js')))
      throw new Error('the server could not be built, see above')
    if (!typed) process.stderr.write('  The types do not fit (above); it runs all the same.\n')
    const page = ['vite/bin/vite.js', 'build', '--logLevel', 'warn', '--outDir', join(aside, 'client')]
    if (!run('page', page)) throw new Error('the page could not be built, see above')
    writeFileSync(join(aside, '.built-from'), before)
    // Two names that change, and nothing to delete in between: who starts meanwhile finds one or the other.
    if (existsSync(join(ROOT, 'dist'))) renameSync(join(ROOT, 'dist'), replaced)
    renameSync(aside, join(ROOT, 'dist'))
  } finally {
    for (const folder of [aside, replaced]) rmSync(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    build({ force: process.argv.includes('--force') })
  } catch (error) {
    process.stderr.write(`\n  ${error.message}\n\n`)
    process.exit(1)
  }
}
