import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { LESSONS } from '../../server/lessons/all-lessons.ts'
import { lessonsPage } from '../../server/lessons/lessons-page.ts'

const read = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')
const PAGES = [
  ['lessons.md', 'en'],
  ['lektionen.md', 'de'],
] as const

test.each(PAGES)('docs/%s matches the lessons', (name, language) => {
  expect(read(name) === lessonsPage(language), `docs/${name} is stale. Run: npm run docs`).toBe(true)
})

test.each(PAGES)('docs/%s marks one right answer of each question', (_, language) => {
  const questions = LESSONS.flatMap(({ rounds, transfer }) => [
    ...rounds.flatMap(({ question }) => question ?? []),
    ...(transfer ? [transfer] : []),
  ])
  const page = lessonsPage(language)
  expect([...page.matchAll(/^\| [A-D] \|.*\*\*(right|richtig)\*\*/gm)]).toHaveLength(questions.length)
  for (const { texts } of LESSONS) expect(page).toContain(`. ${texts[language].title}\n`)
})
