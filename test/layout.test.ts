import { describe, expect, test } from 'vitest'
import { importsOf, type Source, sourcesIn } from './support/imports.ts'
import {
  CLIENT,
  clientAndServerAreSeparate,
  commandsAreSeparate,
  everyFolderHasARow,
  importsPointDown,
  inside,
  kebabCase,
  LONGEST,
  noCycles,
  notTooLong,
  onlyIn,
  onlyNodeConstructs,
  productImportsNoTests,
  type Rule,
  SERVER,
  sharedImportsOnlyShared,
  strategiesImportTypes,
} from './support/layout-rules.ts'

const product = sourcesIn(['server', 'shared', 'client', 'scripts'])
const all = sourcesIn(['server', 'shared', 'client'])
const named = sourcesIn(['server', 'shared', 'client', 'test', 'scripts'], /^[^.]/)
const written = sourcesIn(['server', 'shared', 'client', 'test', 'scripts'], /\.(tsx?|m?js|css)$/)

/** Each rule, the files it is about, and a made-up file that breaks it. */
const rules: [sentence: string, rule: Rule, files: Source[], bad: Record<string, string>][] = [
  [
    'shared imports only from shared, and no module of Node',
    sharedImportsOnlyShared,
    product,
    {
      'shared/a.ts': `import {\n  readFileSync,\n} from 'node:fs'`,
      'shared/b.ts': `export * from '../server/root.ts'`,
    },
  ],
  [
    'client and server import shared and never each other',
    clientAndServerAreSeparate,
    product,
    {
      'client/views/a.tsx': `import type { Room } from '../../server/room/room.ts'`,
      'server/a.ts': `const page = await import('../client/app.tsx')`,
    },
  ],
  [
    'the product imports nothing from the tests or the bench',
    productImportsNoTests,
    product,
    { 'server/a.ts': `import '../test/support/probe.ts'` },
  ],
  [
    'strategies import only types',
    strategiesImportTypes,
    product,
    {
      'server/strategies/a.ts': `import { pause } from '../async/pause.ts'`,
      'server/strategies/b.ts': `import { type Strategy } from '../account/account.ts'`,
    },
  ],
  [
    'only one file imports ioredis',
    onlyIn((path) => path === 'server/redis/ioredis-wire.ts', 'ioredis'),
    product,
    {
      'server/redis/connect.ts': `import type { Redis } from 'ioredis'`,
      'server/a.ts': `import R from 'ioredis/x'`,
    },
  ],
  [
    'only one file imports redis',
    onlyIn((path) => path === 'server/redis/redis-wire.ts', 'redis'),
    product,
    { 'server/redis/connect.ts': `import { createClient } from "redis"` },
  ],
  [
    'only the gateway, the swarm and the people in the pictures of the documents import ws',
    onlyIn(
      (path) => ['server/gateway', 'server/cli/swarm', 'scripts/shots'].some((at) => inside(at, path)),
      'ws',
    ),
    product,
    { 'server/fanout/session.ts': `import type { WebSocket } from 'ws'` },
  ],
  [
    'folders of the server import only from rows below their own: main, cli, node, gateway, room … redis, engine, async',
    importsPointDown('server', SERVER),
    product,
    {
      'server/account/a.ts': `import type { Room } from '../room/room.ts'`,
      'server/room/b.ts': `export { decode } from '../gateway/decode.ts'`,
      'server/engine/c.ts': `import { connect } from '../redis/connect.ts'`,
      'server/fanout/d.ts': `import type { Outcome } from '../transaction/in-flight.ts'`,
      'server/async/e.ts': `import { bar } from '../terminal/bar.ts'`,
    },
  ],
  [
    'folders of the page import only from rows below their own: app, views, parts, hooks … store, router',
    importsPointDown('client', CLIENT),
    product,
    {
      'client/parts/a.tsx': `import { useStrategies } from '../views/use-strategies.ts'`,
      'client/store/b.ts': `import type { Session } from '../connection/session.ts'`,
      'client/board/c.ts': `import type { State } from '../store/state.ts'`,
    },
  ],
  [
    'every folder of the server is in a row',
    everyFolderHasARow('server', SERVER),
    product,
    { 'server/misc/a.ts': '' },
  ],
  [
    'every folder of the page is in a row',
    everyFolderHasARow('client', CLIENT),
    product,
    { 'client/misc/a.tsx': '' },
  ],
  [
    'the commands of cli do not import each other',
    commandsAreSeparate,
    product,
    { 'server/cli/demo/a.ts': `import type { Plan } from '../failover/plan.ts'` },
  ],
  [
    'only node.ts and room/open-rooms.ts construct services; commands open engines, connections and rooms',
    onlyNodeConstructs,
    product,
    {
      'server/main.ts': `import { type Engine, openEngine as open } from './engine/ladder.ts'`,
      'server/gateway/a.ts': `import { Rooms } from '../room/rooms.ts'`,
      'server/node.ts': `import { joinRegister } from './nodes/register.ts'`,
      'server/cli/failover/a.ts': `import { Rooms } from '../../room/rooms.ts'`,
      'server/room/a.ts': `import { connect } from '../redis/connect.ts'`,
    },
  ],
  [
    'no imports form a cycle',
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

test.each([
  ['server', SERVER],
  ['client', CLIENT],
] as const)('the rule finds every import upwards or along a row of %s, types included', (side, order) => {
  const rule = importsPointDown(side, order)
  const rows = order.flatMap((rooms, row) => rooms.map((room) => ({ room, row })))
  for (const from of rows)
    for (const to of rows) {
      const text = `import type { A } from '../${to.room}/a.ts'`
      const found = rule([{ path: `${side}/${from.room}/b.ts`, text }])
      expect(found.length, `${from.room} -> ${to.room}`).toBe(
        to.row > from.row || to.room === from.room ? 0 : 1,
      )
    }
})

test('imports are found with their lines; comments and similar text are ignored', () => {
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
