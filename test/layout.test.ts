import { builtinModules } from 'node:module'
import { describe, expect, test } from 'vitest'
import { type Import, importsOf, type Source, sourcesIn } from './support/imports.ts'

/** What breaks a rule, each as "file:line does this". Empty when it holds. */
type Rule = (files: readonly Source[]) => string[]

const LONGEST = 250
/** Who is above whom in the server; nobody imports from a layer above. Files beside `main.ts` go by their names. */
const LAYERS = [
  ['main', 'flags', 'cluster', 'banner', 'demo', 'proof', 'terminal', 'failover'],
  ['node'],
  ['gateway'],
  ['explorer'],
  ['room', 'nodes'],
  ['catalogue', 'workshop'],
  ['strategies'],
  ['account'],
]
/** Parts of the server that stand beside the layers: whoever wants uses them, they know none of the layers. */
const BESIDE = ['engine', 'origins', 'root', 'docs']
/** Only the composition root has these. */
const SERVICES = ['openEngine', 'connect', 'Rooms', 'Desk', 'openGateway']

const inside = (folder: string, path: string): boolean => path.startsWith(`${folder}/`)
const isOurs = (target: string): boolean => /^(server|shared|client|test|scripts|bench)\//.test(target)
const isNode = (target: string): boolean =>
  target.startsWith('node:') || builtinModules.includes(target.split('/')[0] ?? '')
const partOf = (path: string): string | undefined => /^server\/([\w-]+)/.exec(path)?.[1]
const layerOf = (path: string): number => LAYERS.findIndex((names) => names.includes(partOf(path) ?? ''))

const told = ({ from, line, target }: Import): string => `${from}:${line} imports ${target}`
const importing =
  (breaks: (one: Import) => boolean): Rule =>
  (files) =>
    files.flatMap(importsOf).filter(breaks).map(told)
const onlyIn = (place: (path: string) => boolean, library: string): Rule =>
  importing(({ from, target }) => (target === library || target.startsWith(`${library}/`)) && !place(from))

const sharedStandsAlone = importing(
  ({ from, target }) =>
    inside('shared', from) && (isNode(target) || (isOurs(target) && !inside('shared', target))),
)
const sidesNeverMeet = importing(
  ({ from, target }) =>
    (inside('client', from) && (inside('server', target) || isNode(target))) ||
    (inside('server', from) && inside('client', target)),
)
const productKnowsNoTests = importing(
  ({ from, target }) => !inside('test', from) && /^(test|bench)\//.test(target),
)
const strategiesImportTypes = importing(
  ({ from, typeOnly }) => inside('server/strategies', from) && !typeOnly,
)
const layersGoDown = importing(({ from, target }) => {
  const below = layerOf(from)
  const above = inside('server', target) ? layerOf(target) : -1
  if (below === -1) return inside('server', from) && above !== -1
  return above !== -1 && above < below
})
const everyPartHasALayer: Rule = (files) =>
  files
    .filter(({ path }) => inside('server', path) && layerOf(path) === -1)
    .filter(({ path }) => !BESIDE.includes(partOf(path) ?? ''))
    .map(({ path }) => `${path} is in no layer: add it to LAYERS or BESIDE`)
const oneCompositionRoot: Rule = (files) =>
  files
    .filter(
      ({ path }) =>
        inside('server', path) &&
        path !== 'server/node.ts' &&
        !/^server\/(demo|failover|proof|terminal)\//.test(path),
    )
    .flatMap((file) => [
      ...importsOf(file)
        .filter(({ target }) => inside('server', target))
        .flatMap(({ from, line, values }) =>
          values.filter((name) => SERVICES.includes(name)).map((name) => `${from}:${line} has ${name}`),
        ),
    ])

const noCycles: Rule = (files) => {
  const edges = new Map(files.map((file) => [file.path, importsOf(file).map(({ target }) => target)]))
  const done = new Set<string>()
  const cycles: string[] = []
  function visit(path: string, trail: string[]): void {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '))
    else if (!done.has(path)) for (const next of edges.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of edges.keys()) visit(path, [])
  return cycles
}
const kebabCase: Rule = (files) =>
  files
    .map(({ path }) => path)
    .filter((path) => !path.split('/').every((name) => /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/.test(name)))
const notTooLong: Rule = (files) =>
  files
    .map(({ path, text }) => ({ path, lines: text.replace(/\n$/, '').split('\n').length }))
    .filter(({ lines }) => lines > LONGEST)
    .map(({ path, lines }) => `${path} has ${lines} lines`)

const product = sourcesIn(['server', 'shared', 'client', 'scripts'])
const all = sourcesIn(['server', 'shared', 'client'])
const named = sourcesIn(['server', 'shared', 'client', 'test', 'scripts'], /^[^.]/)
const written = sourcesIn(['server', 'shared', 'client', 'test', 'scripts'], /\.(tsx?|m?js|css)$/)

/** Each rule, the files it is about, and a made-up file that breaks it. */
const rules: [sentence: string, rule: Rule, files: Source[], bad: Record<string, string>][] = [
  [
    'shared imports nothing of ours and no module of Node',
    sharedStandsAlone,
    product,
    {
      'shared/a.ts': `import {\n  readFileSync,\n} from 'node:fs'`,
      'shared/b.ts': `export * from '../server/root.ts'`,
    },
  ],
  [
    'client and server import shared and never each other',
    sidesNeverMeet,
    product,
    {
      'client/views/a.tsx': `import type { Room } from '../../server/room/room.ts'`,
      'server/a.ts': `const page = await import('../client/app.tsx')`,
    },
  ],
  [
    'nothing of the product imports from the tests or the bench',
    productKnowsNoTests,
    product,
    { 'server/a.ts': `import '../test/support/probe.ts'` },
  ],
  [
    'strategies import only types',
    strategiesImportTypes,
    product,
    {
      'server/strategies/a.ts': `import { pause } from '../room/pause.ts'`,
      'server/strategies/b.ts': `import { type Strategy } from '../account/account.ts'`,
    },
  ],
  [
    'only one file imports ioredis',
    onlyIn((path) => path === 'server/account/ioredis-wire.ts', 'ioredis'),
    product,
    {
      'server/account/connect.ts': `import type { Redis } from 'ioredis'`,
      'server/a.ts': `import R from 'ioredis/x'`,
    },
  ],
  [
    'only one file imports redis',
    onlyIn((path) => path === 'server/account/redis-wire.ts', 'redis'),
    product,
    { 'server/account/connect.ts': `import { createClient } from "redis"` },
  ],
  [
    'only the gateway imports ws',
    onlyIn((path) => inside('server/gateway', path), 'ws'),
    product,
    { 'server/room/session.ts': `import type { WebSocket } from 'ws'` },
  ],
  [
    'the layers of the server import downwards: main, node, gateway, room, strategies, account',
    layersGoDown,
    product,
    {
      'server/account/a.ts': `import type { Room } from '../room/room.ts'`,
      'server/room/b.ts': `export { decode } from '../gateway/decode.ts'`,
      'server/engine/c.ts': `import { connect } from '../account/connect.ts'`,
    },
  ],
  ['every part of the server has its layer', everyPartHasALayer, product, { 'server/misc/a.ts': '' }],
  [
    'only node.ts constructs services',
    oneCompositionRoot,
    product,
    {
      'server/main.ts': `import { type Engine, openEngine as open } from './engine/ladder.ts'`,
      'server/gateway/a.ts': `import { Rooms } from '../room/rooms.ts'`,
    },
  ],
  [
    'no files import one another in a circle',
    noCycles,
    all,
    { 'shared/a.ts': `import './b.ts'`, 'shared/b.ts': `export type { A } from './a.ts'` },
  ],
  ['file names are in kebab-case', kebabCase, named, { 'server/roomStore.ts': '', 'shared/Money.ts': '' }],
  [
    `no source file has more than ${LONGEST} lines`,
    notTooLong,
    written,
    { 'test/a.test.ts': '\n'.repeat(LONGEST + 1) },
  ],
]

describe('the layout', () => {
  test.each(rules)('%s', (_, rule, files) => {
    expect(files.length).toBeGreaterThan(10)
    expect(rule(files)).toEqual([])
  })
})

describe('each rule can fail', () => {
  test.each(rules)('%s', (_, rule, _files, bad) => {
    const files = Object.entries(bad).map(([path, text]) => ({ path, text }))
    const broken = rule(files).join('\n')
    if (rule === noCycles) expect(broken).toBe('shared/a.ts -> shared/b.ts -> shared/a.ts')
    else for (const { path } of files) expect(broken).toContain(path)
  })
})

test('imports are read with their lines, and neither from comments nor from what only looks like one', () => {
  const text = [
    `// import { no } from './comment.ts'`,
    '/* import',
    `import './no.ts' */`,
    `import type { A } from './a.ts'`,
    `import {`,
    '  b,',
    '  type C,',
    `} from '../b.ts'`,
    `export const from = 'nowhere'`,
    `export { default } from 'pkg'`,
    `const d: import('./d.ts').D = await import(\`./e.ts\`)`,
  ].join('\n')
  expect(importsOf({ path: 'server/x/y.ts', text })).toMatchObject([
    { line: 4, target: 'server/x/a.ts', typeOnly: true, values: [] },
    { line: 5, target: 'server/b.ts', typeOnly: false, values: ['b'] },
    { line: 10, target: 'pkg', typeOnly: false },
    { line: 11, target: 'server/x/d.ts' },
    { line: 11, target: 'server/x/e.ts' },
  ])
})
