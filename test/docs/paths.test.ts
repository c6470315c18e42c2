import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type Source, sourcesIn, textsOf } from '../support/imports.ts'
import { LONG, LONG_PROOFS } from '../support/longest-first.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FOLDERS = 'server|client|shared|test|scripts|bench|docs|examples|deploy'
/** A path of the project in documents, scripts and comments. */
const PATH = new RegExp(`(?<![\\w./-])(?:\\.\\.?/)*((?:dist/)?(?:${FOLDERS})/[\\w./*-]*[\\w*])`, 'g')
/** A module of the built server, by its path below `dist/server`. */
const BUILT = /\b(?:product|runBuilt)\('([\w./-]+)'\)/g
/** Paths that the build or the operator makes, and examples of a name. */
const NOT_OURS = /^dist\/client|^deploy\/certificates\/|\/NNN-title|\*/

const sourceOf = (path: string): string[] => {
  if (!path.startsWith('dist/')) return [path]
  const source = path.slice('dist/'.length)
  return [source, source.replace(/\.js$/, '.ts')]
}
const exists = (path: string): boolean => sourceOf(path).some((one) => existsSync(`${ROOT}${one}`))

function missingIn({ path, text }: Source): string[] {
  const paths = [...text.matchAll(PATH)].map(([, found = '']) => found)
  const built = [...text.matchAll(BUILT)].map(([, found = '']) => `dist/server/${found}`)
  return [...paths, ...built]
    .filter((found) => !NOT_OURS.test(found) && !exists(found))
    .map((found) => `${path} names ${found}`)
}

const WRITTEN = [
  ...textsOf([
    'README.md',
    'CONTRIBUTING.md',
    'Dockerfile',
    'package.json',
    'docker-compose.yml',
    'vite.config.ts',
  ]),
  ...textsOf(['.ci/run', 'docker-compose.tls.yml', 'tsconfig.json', 'tsconfig.build.json', 'biome.json']),
  ...sourcesIn(['docs'], /\.md$/),
  ...sourcesIn(['scripts', 'bench', 'deploy', 'examples'], /\.(m?js|ts|sh|md|json|cfg)$/),
]

test('every path in documents, scripts, the Dockerfile and settings leads to a file or a folder', () => {
  expect(WRITTEN.length).toBeGreaterThan(40)
  expect(WRITTEN.flatMap(missingIn)).toEqual([])
})

test('every path in the comments and messages of the product and the tests leads to a file or a folder', () => {
  const sources = sourcesIn(['server', 'shared', 'client', 'test'], /\.(tsx?|js|css)$/).filter(
    ({ path }) => !/^test\/(layout|docs\/paths)\.test\.ts$/.test(path),
  )
  // The compiler checks relative imports.
  const withoutImports = sources.map(({ path, text }) => ({
    path,
    text: text.replace(/(['"`])\.\.?\/[^'"`]*\1/g, ''),
  }))
  expect(withoutImports.flatMap(missingIn)).toEqual([])
})

test('every test file in the list of those that start first exists', () => {
  expect(LONG.filter((name) => !existsSync(`${ROOT}test/${name}.test.ts`))).toEqual([])
  expect(LONG_PROOFS.filter((name) => !existsSync(`${ROOT}test/${name}.prove.ts`))).toEqual([])
})

test('a path that leads nowhere is found, with and without dist', () => {
  const text = `see \`server/room/teller.ts\`, import('../dist/server/account/gone.js'), product('redis/gone.js'),
    and [one](../server/nowhere), but not https://example.com/server/room/x.ts`
  expect(missingIn({ path: 'docs/a.md', text })).toEqual([
    'docs/a.md names server/room/teller.ts',
    'docs/a.md names dist/server/account/gone.js',
    'docs/a.md names server/nowhere',
    'docs/a.md names dist/server/redis/gone.js',
  ])
})
