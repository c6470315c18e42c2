import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { loadCatalogue } from '../../server/catalogue/catalogue.ts'
import { loadWithOwn } from '../../server/own-strategies/load-with-own.ts'
import {
  makeFolder,
  NAIVE,
  openTestOwnStrategies,
  type TestOwnStrategies,
} from '../support/own-strategies.ts'

const TYPED = `import type { Strategy } from '../server/account/account.ts'

interface Half { amount: number }
export default {
  title: 'in TypeScript',
  async update(account, tx: Half, step) {
    const seen = await account.get()
    await step('read', seen)
    return account.set(seen.balance + (tx.amount as number), seen)
  },
} satisfies Strategy
`

const ABOUT = `export default {
  title: 'x',
  update() {},
  needs: 'set-ifeq',
  takesBack: false,
  claims: { lostUpdate: 'possible', overdraft: 'never', doubleApply: 'never', starvation: 'never', because: 'so' },
}`

/** A file that cannot be used, and what its card says. */
const BAD: [what: string, name: string, text: string, problem: RegExp][] = [
  ['throws when it is imported', 'throws.js', `\nthrow new Error('boom')`, /:2: boom$/],
  [
    'throws a value that is not an Error',
    'throws-tea.mjs',
    `throw 'tea'`,
    /: it threw tea, which is not an Error\.$/,
  ],
  ['is half of a file', 'half.js', `export default {\n  title: 'x',\n  update() {`, /:3: .+\.$/],
  ['is not valid TypeScript', 'typo.ts', 'const a: number =\n\nexport default {}', /:3: .+\.$/],
  [
    'has an enum, which cannot be stripped',
    'enum.ts',
    'enum A { b }',
    /:1: TypeScript enum is not supported/,
  ],
  ['is nested too deeply to be parsed', 'deep.ts', '('.repeat(30_000), /: it cannot be read as TypeScript/],
  ['is CommonJS', 'common.js', 'module.exports = {}', /:1: ReferenceError: module is not defined/],
  [
    'imports another file',
    'two.ts',
    `import { a } from './a.ts'\na()`,
    /: it imports '\.\/a\.ts', but a strategy is one file/,
  ],
  ['imports a package', 'zod.ts', `import { z } from 'zod'\nz()`, /: it imports 'zod', but/],
  ['exports nothing', 'empty.ts', '', /: it has no default export/],
  [
    'exports a function',
    'function.ts',
    'export default async () => {}',
    /: its default export is not an object/,
  ],
  ['has no title', 'untitled.ts', 'export default { async update() {} }', /: it has no title/],
  [
    'has a long title',
    'talks.ts',
    `export default { title: 'x'.repeat(99), update() {} }`,
    /: its title is longer than 80 characters\.$/,
  ],
  ['has no update', 'title-only.ts', `export default { title: 'x' }`, /: it has no update function/],
  [
    'has an invalid claim',
    'claims.ts',
    `export default { title: 'x', update() {}, claims: { lostUpdate: 'no' } }`,
    /: its claims are not valid: lostUpdate/,
  ],
  [
    'has an unknown need',
    'needs.ts',
    `export default { title: 'x', update() {}, needs: 'luck' }`,
    /: needs is "luck": it must be 'set-ifeq', or left out\.$/,
  ],
  [
    'has an invalid takesBack',
    'perhaps.ts',
    `export default { title: 'x', update() {}, takesBack: 'perhaps' }`,
    /: its takesBack is "perhaps": it must be false, or left out\.$/,
  ],
  ['never ends', 'endless.ts', 'while (true);', /: it hangs: its code has run for 2 s/],
  ['waits for ever', 'waiting.ts', 'await new Promise(() => {})', /: it hangs while loading/],
  ['ends the process', 'exits.ts', 'process.exit(3)', /:1: a strategy must not call process\.exit\(\)\.$/],
  ['ends its thread', 'quits.ts', 'process.reallyExit(3)', /: it ended its own thread, with exit code 3\.$/],
  ['overflows the stack', 'recursive.ts', '\nconst f = () => f()\nf()', /:2: RangeError: Maximum call stack/],
  ['is too large', 'large.js', `// ${'x'.repeat(64 * 1024)}`, /: it is larger than 64 KiB\.$/],
  [
    'has spaces and capitals in its name',
    'My Fix (2).ts',
    NAIVE,
    /: a strategy's name has only lowercase letters, .* like "my-fix-2\.ts"\. Rename it\.$/,
  ],
  [
    'has too long a name',
    `${'a'.repeat(41)}.ts`,
    NAIVE,
    /: a strategy's name has only lowercase letters, digits and dashes, 40 at most/,
  ],
  [
    'has the name of a built-in strategy',
    'watch.ts',
    NAIVE,
    /: "watch" is a built-in strategy\. Give yours another name\.$/,
  ],
  ['is JSX', 'view.tsx', NAIVE, /: a strategy is a \.ts, \.js or \.mjs file/],
]

/** The folder ignores these names. */
const IGNORED = ['.hidden.ts', '#open#.ts', 'types.d.ts', 'notes.md', 'data.json', 'old.ts~', 'old.ts.swp']

describe('the files of a folder', () => {
  let ownStrategies: TestOwnStrategies
  const cards = () => [...ownStrategies.catalogue.values()].map(({ card }) => card)
  beforeAll(async () => {
    const good = {
      'typed.ts': TYPED,
      'plain.js': NAIVE,
      'module.mjs': NAIVE,
      'about.mjs': ABOUT,
      'same.js': NAIVE,
      'same.ts': NAIVE,
    }
    const bad = BAD.map(([, name, text]) => [name, text])
    const ignored = IGNORED.map((name) => [name, 'no code at all'])
    ownStrategies = await openTestOwnStrategies({ ...good, ...Object.fromEntries([...bad, ...ignored]) })
  })
  afterAll(() => ownStrategies.close())

  it.each([
    ['TypeScript', 'typed', TYPED, 'in TypeScript'],
    ['JavaScript', 'plain', NAIVE, 'GET, think, SET'],
    ['a JavaScript module', 'module', NAIVE, 'GET, think, SET'],
  ])('in %s become strategies with their unchanged text', (_, id, source, title) => {
    expect(ownStrategies.catalogue.get(id)?.card).toEqual({ id, title, source, own: true })
  })

  it('declare their needs, take-backs and claims; missing declarations get defaults', () => {
    const about = (id: string) => {
      const { strategy, card } = ownStrategies.catalogue.get(id) ?? {}
      return [strategy?.needs, strategy?.takesBack, card?.claims?.lostUpdate, card?.claims?.hangs]
    }
    expect(about('plain')).toEqual([undefined, true, undefined, undefined])
    expect(about('about')).toEqual(['set-ifeq', false, 'possible', 'never'])
    expect(ownStrategies.catalogue.get('about')?.strategy.fresh?.()).toMatchObject({
      needs: 'set-ifeq',
      takesBack: false,
    })
  })

  it('come after the built-in strategies, in alphabetical order', async () => {
    const ours = [...(await loadCatalogue()).keys()]
    const ids = cards().map(({ id }) => id)
    expect(ids.slice(0, ours.length)).toEqual(ours)
    const own = ids.slice(ours.length)
    expect(own).toEqual([...own].sort())
    expect(cards().filter(({ own }) => own)).toHaveLength(own.length)
  })

  it.each(BAD)(
    'include one that %s: its card stays in the list and names the error',
    async (_, name, text, problem) => {
      const card = cards().find(
        (one) => one.own && (one.id === name || one.id === name.replace(/\.\w+$/, '')),
      )
      expect(card?.problem).toMatch(problem)
      expect(card?.problem?.startsWith(name)).toBe(true)
      expect(['', text]).toContain(card?.source)
      expect(ownStrategies.problems).toContain(card?.problem)
      const { strategy } = ownStrategies.catalogue.get(card?.id ?? '') ?? {}
      await expect(strategy?.update({} as never, {} as never, {} as never)).rejects.toThrow(card?.problem)
    },
  )

  it('include two with the same name: the first is used, the other has a problem', () => {
    expect(ownStrategies.catalogue.get('same')?.card.problem).toBeUndefined()
    expect(ownStrategies.catalogue.get('same.ts')?.card.problem).toBe(
      'same.ts: same.js has the same name. Rename one of them.',
    )
  })

  it('that are hidden, left by editors or not code are ignored', () => {
    const lines = cards().flatMap(({ id, problem }) => `${id} ${problem}`)
    for (const name of IGNORED) expect(lines.filter((one) => one.includes(name))).toEqual([])
    expect(cards().filter(({ own }) => own)).toHaveLength(BAD.length + 6)
  })
})

describe('a folder', () => {
  const made: { clear(): Promise<void> }[] = []
  afterEach(async () => {
    await Promise.all(made.splice(0).map((folder) => folder.clear()))
  })
  async function folder(files: Record<string, string>) {
    const one = await makeFolder(files)
    made.push(one)
    return one
  }

  it('that is missing is an error that says what to do', async () => {
    const { path } = await folder({ 'file.ts': NAIVE })
    for (const [missing, why] of [
      ['none', 'does not exist'],
      ['file.ts', 'is not a folder'],
    ] as const) {
      const message = `The folder of --strategies, ${join(path, missing)}, ${why}. Create it, or name another one.`
      await expect(loadWithOwn(join(path, missing))).rejects.toMatchObject({ name: 'EngineError', message })
    }
  })

  it('inside the folder is ignored, even with the name of a strategy file', async () => {
    const { path } = await folder({})
    await mkdir(join(path, 'folder.ts'))
    const { catalogue, close } = await loadWithOwn(path)
    expect(catalogue.has('folder')).toBe(false)
    await close()
  })

  it('with more than sixty files loads sixty, and the others have a problem', async () => {
    const names = Array.from({ length: 62 }, (_, i) => `s${String(i).padStart(2, '0')}.js`)
    const { path } = await folder(Object.fromEntries(names.map((name) => [name, 'export default 1'])))
    const { catalogue, close } = await loadWithOwn(path)
    expect(catalogue.get('s59')?.card.problem).toContain('its default export is not an object')
    expect(catalogue.get('s60.js')?.card.problem).toContain('the folder has more than 60 strategies')
    await close()
  })

  it('is loaded once for a command; without a folder there are only the built-in strategies', async () => {
    const { path } = await folder({ 'my-fix.ts': NAIVE })
    const { catalogue, close } = await loadWithOwn(path)
    expect(catalogue.get('my-fix')?.card.own).toBe(true)
    expect(catalogue.get('naive')?.card.own).toBeUndefined()
    await close()
    expect((await loadWithOwn(undefined)).catalogue.has('my-fix')).toBe(false)
  })
})
