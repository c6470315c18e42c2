import { execFile, execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findOnPath } from '../../server/engine/find-on-path.ts'
import { copySources, PROJECT, temporaryFolder } from '../support/source-copy.ts'

/** A user without rights, that every Linux has. */
const NOBODY = 65534
const isRoot = process.getuid?.() === 0
/** Root may write everywhere, so it has to become another user. */
const others = isRoot ? (findOnPath('setpriv') ?? '') : undefined
const possible = process.platform !== 'win32' && others !== ''

/** The packages that are needed at run time, where every user can read them. */
function copyPackages(to: string): void {
  const lock = execFileSync(
    process.execPath,
    [
      '-p',
      `Object.entries(require('./package-lock.json').packages).filter(([path, { dev }]) => path && !dev).map(([path]) => path).join()`,
    ],
    { cwd: PROJECT, encoding: 'utf8' },
  )
  for (const path of lock.trim().split(','))
    if (existsSync(join(PROJECT, path))) cpSync(join(PROJECT, path), join(to, path), { recursive: true })
}

describe.skipIf(!possible && !process.env.CI)('a built folder in a place that this user cannot write', () => {
  const folder = temporaryFolder()
  const place = join(folder.path, 'place')
  const open = (): void => chmodSync(place, 0o755)
  const close = (): void => chmodSync(place, 0o555)
  beforeAll(() => {
    chmodSync(folder.path, 0o755)
    mkdirSync(place)
    copySources(place, ['dist'])
    copyPackages(place)
    close()
  })
  afterAll(() => {
    open()
    folder.remove()
  })

  /** Runs a script of ours in that folder as that user. */
  async function run(script: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const as = others ? [others, `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : []
    const [program = '', ...all] = [...as, process.execPath, join(place, 'scripts', script), ...args]
    return new Promise((resolve) => {
      execFile(program, all, { env: { ...process.env, HOME: '/' } }, (error, out, err) =>
        resolve({ code: Number(error?.code ?? 0), out, err }),
      )
    })
  }
  const changeSources = (): void => appendFileSync(join(place, 'shared', 'pace.ts'), '\n// changed\n')

  it('starts without a word when the sources are those it was built from, although all times are new', async () => {
    const { code, out, err } = await run('demo.mjs', '--engine', 'embedded', '--delay', '0', '--jitter', '0')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('ending balance of')
  })

  it('starts what is there, and says so, when the sources have changed', async () => {
    changeSources()
    const { code, out, err } = await run('demo.mjs', '--engine', 'embedded', '--delay', '0', '--jitter', '0')
    expect(code).toBe(0)
    expect(out).toContain('ending balance of')
    expect(err).toMatch(
      /cannot be written by this user \(EACCES, mkdir .*\)\. So it is not built again.*the build of \d{4}-\d\d-\d\d is started/,
    )
    expect(readdirSync(place).filter((name) => /^dist\./.test(name))).toEqual([])
  })

  it('is not built by npm run build, which says why', async () => {
    const { code, err } = await run('build.mjs', '--force')
    expect(code).toBe(1)
    expect(err).toMatch(/cannot be written by this user \(EACCES, .*Bank Run cannot be built here\.$/m)
    expect(err).not.toContain('    at ')
  })

  it('cannot start without a build, and says why', async () => {
    open()
    rmSync(join(place, 'dist'), { recursive: true })
    close()
    const { code, err } = await run('demo.mjs')
    expect(code).toBe(1)
    expect(err).toMatch(/cannot be written by this user.*cannot be built here/)
  })
})

describe('a source folder', () => {
  const saidBy = (script: string): Promise<string> =>
    new Promise((resolve) => execFile(process.execPath, [script], (_, __, err) => resolve(err)))

  it('with # in its path is not built, and the message says to rename it', async () => {
    const folder = temporaryFolder()
    const place = join(folder.path, 'week #1')
    copySources(place)
    symlinkSync(join(PROJECT, 'node_modules'), join(place, 'node_modules'))
    expect(await saidBy(join(place, 'scripts', 'build.mjs'))).toContain(
      `# or ? in its path. Rename it: ${place}`,
    )
    folder.remove()
  })

  it('without its packages says what to run', async () => {
    const folder = temporaryFolder()
    copySources(folder.path, ['dist'])
    expect(await saidBy(join(folder.path, 'scripts', 'demo.mjs'))).toMatch(
      /^\s+\S+ is not installed\. Run: npm install\s+$/,
    )
    folder.remove()
  })
})
