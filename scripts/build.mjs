// Builds dist/ from the sources, if they have changed since the last build.
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
import { compress } from './compress.mjs'

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
  'scripts/compress.mjs',
]

/** A hash of names, sizes and times of all that the build reads: any edit, pull, checkout or deleted file changes it. */
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
    // A test runner sets it to "test", which makes a larger page with warnings for developers.
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status !== 0) process.stderr.write(`${stdout}${stderr}\n`)
  return status === 0
}

/** Builds if necessary. It prints to stderr only, because stdout belongs to the program that is started. */
export function build({ force = false } = {}) {
  const before = fingerprint()
  if (!force && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === before) return
  // A container image has dist/ without the sources; then that dist/ is used.
  if (!existsSync(join(ROOT, 'tsconfig.build.json')) && existsSync(STAMP)) return
  process.stderr.write('  building …\n')
  // Built in another folder and then renamed, so that a running server or another build never sees half of it.
  const aside = join(ROOT, `dist.${process.pid}`)
  const replaced = `${aside}.replaced`
  try {
    mkdirSync(aside)
    // A type error is reported but does not stop the start, because tsc still writes JavaScript.
    const typed = run('server', ['typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', aside])
    if (!existsSync(join(aside, 'server', 'main.js')))
      throw new Error('the server could not be built, see above')
    if (!typed) process.stderr.write('  There are type errors (above); it runs anyway.\n')
    const page = ['vite/bin/vite.js', 'build', '--logLevel', 'warn', '--outDir', join(aside, 'client')]
    if (!run('page', page)) throw new Error('the page could not be built, see above')
    compress(join(aside, 'client'))
    writeFileSync(join(aside, '.built-from'), before)
    // Two renames with no deletion in between, so a server that starts meanwhile finds the old or the new build.
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
