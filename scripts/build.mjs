// Builds dist/ from the sources, if they have changed since the last build.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compress } from './compress.mjs'
import { replaceFolder } from './replace-folder.mjs'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
const DIST = join(ROOT, 'dist')
const STAMP = join(DIST, '.built-from')
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
/** The folder belongs to another user, or is on a read-only or full disk. */
const CANNOT_WRITE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'])

/** A hash of the names and contents of all that the build reads. A copy of the folder has the same. */
function fingerprint() {
  const hash = createHash('sha1')
  const visit = (path) => {
    const stat = statSync(join(ROOT, path), { throwIfNoEntry: false })
    if (stat?.isDirectory()) for (const name of readdirSync(join(ROOT, path)).sort()) visit(`${path}/${name}`)
    else hash.update(`${path} ${stat?.size}\n`).update(stat ? readFileSync(join(ROOT, path)) : '')
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
  const built = existsSync(STAMP)
  // A container image has dist/ without the sources; then that dist/ is used.
  if (built && !force && !existsSync(join(ROOT, 'tsconfig.build.json'))) return
  try {
    const before = fingerprint()
    if (!force && built && readFileSync(STAMP, 'utf8') === before) return
    if (/[#?]/.test(ROOT))
      throw new Error(`The page cannot be built in a folder with # or ? in its path. Rename it: ${ROOT}`)
    // Built in another folder and then renamed, so that a running server or another build never sees half of it.
    const fresh = join(ROOT, `dist.${process.pid}`)
    // Left by a build with this process id that was killed.
    remove(fresh)
    mkdirSync(fresh)
    process.stderr.write('  building …\n')
    buildInto(fresh, before)
  } catch (error) {
    const reason = reasonOf(error)
    if (!reason) throw error
    if (force || !built) throw new Error(`${reason} Bank Run cannot be built here.`)
    const date = statSync(STAMP).mtime.toISOString().slice(0, 10)
    process.stderr.write(
      `  ${reason} So it is not built again from its sources; the build of ${date} is started as it is.\n`,
    )
  }
}

function buildInto(fresh, stamp) {
  const aside = `${fresh}.replaced`
  try {
    // A type error is reported but does not stop the start, because tsc still writes JavaScript.
    const typed = run('server', ['typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', fresh])
    if (!existsSync(join(fresh, 'server', 'main.js')))
      throw new Error('the server could not be built, see above')
    if (!typed) process.stderr.write('  There are type errors (above); it runs anyway.\n')
    const page = ['vite/bin/vite.js', 'build', '--logLevel', 'warn', '--outDir', join(fresh, 'client')]
    if (!run('page', page)) throw new Error('the page could not be built, see above')
    compress(join(fresh, 'client'))
    writeFileSync(join(fresh, '.built-from'), stamp)
    replaceFolder({ fresh, old: DIST, aside })
  } finally {
    remove(fresh, aside)
    // Left by builds that were killed.
    remove(...abandoned())
  }
}

/** Best effort: on Windows a file may still be in use, and the next build removes it. */
function remove(...folders) {
  for (const folder of folders) {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 2 })
    } catch {}
  }
}

/** The folders of builds whose process has ended. */
function abandoned() {
  return readdirSync(ROOT).flatMap((name) => {
    const [, pid] = /^dist\.(\d+)(\.replaced)?$/.exec(name) ?? []
    return pid && !isRunning(Number(pid)) ? [join(ROOT, name)] : []
  })
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Why nothing can be built here, as a sentence; `undefined` for any other error. */
function reasonOf({ code, syscall, path, message }) {
  if (code === 'IN_USE') return `${message} End it, then start again.`
  if (!CANNOT_WRITE.has(code)) return undefined
  const reads = syscall === 'open' || syscall === 'scandir' || syscall === 'stat'
  return `This folder cannot be ${reads ? 'read' : 'written'} by this user (${code}, ${syscall} ${path}).`
}

// The real path: the folder may be reached through a link.
if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    build({ force: process.argv.includes('--force') })
  } catch (error) {
    process.stderr.write(`\n  ${error.message}\n\n`)
    process.exit(1)
  }
}
