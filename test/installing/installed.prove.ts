import { execFile } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NODE_VERSIONS, nodeProgram, npm } from '../../scripts/node-versions.mjs'
import { openMiniRegistry } from '../support/mini-registry.ts'
import { plays } from '../support/plays.ts'
import { startInstalled } from '../support/server-process.ts'
import { copySources, temporaryFolder } from '../support/source-copy.ts'

/* Installs the project in all the ways that people do, from the registry of this machine. */

const SLOW = 600_000
const QUIET = ['--no-audit', '--no-fund']
/** Spaces, letters outside ASCII, and characters that mean something in a URL or to a shell. */
const ODD_FOLDER = "Bank Run's Übung 銀行 50% & more"

interface Lock {
  packages: Record<string, { version?: string; dev?: true }>
}
const json = <T>(...path: string[]): T => JSON.parse(readFileSync(join(...path), 'utf8')) as T

/** npm, or the failure with all that it printed. */
function ran(args: string[], options: Parameters<typeof npm>[1]): string {
  const { status, stdout, stderr } = npm(args, options)
  expect(status, `npm ${args.join(' ')}\n${stdout}\n${stderr}`).toBe(0)
  return `${stdout}`
}

describe('a source folder without .git, at a path with spaces and letters outside ASCII', () => {
  const folder = temporaryFolder()
  const source = join(folder.path, ODD_FOLDER)
  const start = join(source, 'scripts', 'start.mjs')
  afterAll(() => folder.remove(), SLOW)
  beforeAll(() => {
    mkdirSync(source)
    copySources(source)
    ran(['ci', '--ignore-scripts', ...QUIET], { cwd: source })
  }, SLOW)

  test('plays after npm ci --ignore-scripts', { timeout: SLOW }, async () => {
    const server = await startInstalled({ command: [process.execPath, start] })
    expect(server.output()).toContain('building')
    await plays(server.port)
    await server.stop()
  })

  test('plays after pnpm install', { timeout: SLOW }, async () => {
    const other = join(folder.path, `pnpm ${ODD_FOLDER}`)
    copySources(other)
    const tools = join(folder.path, 'tools')
    ran(['install', ...QUIET, '--prefix', tools, 'pnpm@10'], {})
    const pnpm = join(tools, 'node_modules', 'pnpm', 'bin', 'pnpm.cjs')
    const store = ['--store-dir', join(folder.path, 'store')]
    await promisify(execFile)(process.execPath, [pnpm, 'install', '--no-lockfile', ...store], { cwd: other })
    expect(existsSync(join(other, 'node_modules', '.pnpm'))).toBe(true)
    const server = await startInstalled({ command: [process.execPath, join(other, 'scripts', 'start.mjs')] })
    expect(server.output()).not.toMatch(/type error|could not/)
    await plays(server.port)
    await server.stop()
  })

  describe('the packed tarball', () => {
    let tarball = ''
    beforeAll(() => {
      ran(['pack'], { cwd: source })
      tarball = join(source, readdirSync(source).find((name) => name.endsWith('.tgz')) ?? '')
    }, SLOW)

    test('is smaller than 3 MB, and leaves no file behind in the folder', () => {
      expect(statSync(tarball).size).toBeLessThan(3_000_000)
      expect(existsSync(join(source, 'npm-shrinkwrap.json'))).toBe(false)
    })

    /** An empty project. */
    function emptyProject(name: string): string {
      const at = join(folder.path, name)
      mkdirSync(at)
      writeFileSync(join(at, 'package.json'), '{}')
      return at
    }
    const bin = (at: string): string => join(at, 'node_modules', 'bank-run-game', 'scripts', 'bank-run.mjs')

    test.each(NODE_VERSIONS)(
      'plays and explores on Node %s without a Redis on the PATH',
      {
        timeout: SLOW,
      },
      async (version) => {
        const node = nodeProgram(version)
        const at = emptyProject(`on ${version}`)
        ran(['install', ...QUIET, '--cache', join(at, 'cache'), tarball], { cwd: at, node })
        expect(existsSync(join(at, 'node_modules', '.bin', 'bank-run'))).toBe(true)
        const server = await startInstalled({ command: [node, bin(at)], path: at })
        expect(server.output()).toContain('embedded js-redis-server')
        await plays(server.port)
        await server.stop()
        // No build tools.
        for (const name of ['typescript', 'vite', 'preact'])
          expect(existsSync(join(at, 'node_modules', name)), name).toBe(false)

        const run = promisify(execFile)
        const command = [
          'explore',
          '--engine',
          'embedded',
          '--strategy',
          'naive',
          '--tx',
          '+50',
          '--tx',
          '-150',
        ]
        const { stdout } = await run(node, [bin(at), ...command], {
          cwd: at,
          env: { ...process.env, PATH: at },
        })
        expect(stdout).toContain('There are 6 interleavings, and all of them were run.')
        expect(stdout).toContain('bank-run explore --strategy naive --tx +50 --tx -150 --schedule 1212')
        const { stdout: printed } = await run(node, [bin(at), '--version'], { cwd: at })
        expect(printed.trim()).toBe(json<{ version: string }>(source, 'package.json').version)
        const { stdout: help } = await run(node, [bin(at), '--help'], { cwd: at })
        expect(help).toContain('Usage: bank-run [options]')
      },
    )

    test('runs by its path, without being installed', { timeout: SLOW }, () => {
      const at = emptyProject('by its path')
      copyFileSync(tarball, join(at, 'bank-run.tgz'))
      const args = ['exec', '--yes', '--cache', join(at, 'cache'), '--', './bank-run.tgz', '--version']
      expect(ran(args, { cwd: at }).trim()).toBe(json<{ version: string }>(source, 'package.json').version)
    })

    test('gets the locked version of every package when it comes from a registry', {
      timeout: SLOW,
    }, async () => {
      const manifest = json<{ name: string; version: string }>(source, 'package.json')
      const real = ran(['config', 'get', 'registry'], {}).trim()
      const registry = await openMiniRegistry(tarball, manifest, real)
      try {
        const at = emptyProject('from a registry')
        const args = [
          'install',
          ...QUIET,
          '--cache',
          join(at, 'cache'),
          '--registry',
          registry.url,
          manifest.name,
        ]
        // Not `spawnSync`: this process answers the requests.
        await promisify(execFile)('npm', args, { cwd: at, shell: process.platform === 'win32' })
        const locked = json<Lock>(source, 'package-lock.json').packages
        const found = json<Lock>(at, 'node_modules', '.package-lock.json').packages
        const own = `node_modules/${manifest.name}/`
        const packages = Object.entries(found).filter(([path]) => path.startsWith(own))
        expect(packages.length).toBeGreaterThan(20)
        for (const [path, { version }] of packages)
          expect([path, locked[path.slice(own.length)]?.version]).toEqual([path, version])
        const server = await startInstalled({ command: [process.execPath, bin(at)], path: at })
        await plays(server.port)
        await server.stop()
      } finally {
        registry.close()
      }
    })
  })
})
