import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PICTURES } from '../../scripts/shots.mjs'
import { type Source, sourcesIn, textsOf } from '../support/imports.ts'
import { PROJECT } from '../support/source-copy.ts'

const MOST_BYTES = 1_500_000

interface Picture {
  document: string
  path: string
  alt: string
}

/** The pictures in a document: `![alt](path)` and `<img src alt>`. */
function picturesIn({ path: document, text }: Source): Picture[] {
  const inMarkdown = [...text.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)].map(([, alt, path]) => ({ alt, path }))
  const inHtml = [...text.matchAll(/<img\b[^>]*>/g)].map(([tag]) => ({
    alt: /\balt="([^"]*)"/.exec(tag)?.[1],
    path: /\bsrc="([^"]*)"/.exec(tag)?.[1],
  }))
  return [...inMarkdown, ...inHtml].map(({ alt = '', path = '' }) => ({
    ...{ document, alt, path: join(dirname(document), path) },
  }))
}

const shown = [...textsOf(['README.md']), ...sourcesIn(['docs'], /\.md$/)].flatMap(picturesIn)

describe('the pictures of the documents', () => {
  it('exist, each with words for those who do not see it', () => {
    expect(shown.filter(({ path }) => !existsSync(join(PROJECT, path)))).toEqual([])
    expect(shown.filter(({ alt }) => alt.trim().length < 20)).toEqual([])
  })

  it('are those that `npm run shots` makes, and it makes no other', () => {
    expect([...new Set(shown.map(({ path }) => path))].sort()).toEqual([...PICTURES].sort())
    const there = readdirSync(join(PROJECT, 'docs/pictures'), { recursive: true, encoding: 'utf8' })
    const files = there.filter((name) => name.endsWith('.webp')).map((name) => `docs/pictures/${name}`)
    expect(files.sort()).toEqual([...PICTURES].sort())
  })

  it('are small', () => {
    const bytes = PICTURES.reduce((sum, path) => sum + statSync(join(PROJECT, path)).size, 0)
    expect(bytes).toBeLessThan(MOST_BYTES)
  })

  it('are the same in both guides, each in its language', () => {
    const of = (document: string, language: string): string[] =>
      shown
        .filter((one) => one.document === document)
        .map(({ path }) => path.replace(`pictures/${language}/`, 'pictures/'))
    expect(of('docs/werkstatt.md', 'de')).toEqual(of('docs/workshop.md', 'en'))
    expect(of('docs/workshop.md', 'en').length).toBeGreaterThan(5)
  })
})
