import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const kept = new Map<string, string>()

/** Loads the page again, in a browser whose user reads these languages. */
async function load(...languages: string[]) {
  vi.resetModules()
  vi.stubGlobal('navigator', { languages })
  const module = await import('../../client/language.ts')
  module.followLanguage()
  return module
}

beforeEach(() => {
  kept.clear()
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  })
})
afterEach(() => vi.unstubAllGlobals())

it.each([
  [['de'], 'de'],
  [['de-CH', 'en'], 'de'],
  [['fr', 'DE-de', 'en'], 'de'],
  [['fr', 'en-GB', 'de'], 'en'],
  [['fr', 'tr'], 'en'],
  [[], 'en'],
])('a user who reads %j gets the texts in %s', async (languages, spoken) => {
  expect((await load(...languages)).language.value).toBe(spoken)
})

it('a chosen language is remembered and comes before those of the browser', async () => {
  const first = await load('en')
  first.chooseLanguage('de')
  expect(first.language.value).toBe('de')
  expect((await load('en')).language.value).toBe('de')
})

it('a stored language that the page does not speak is ignored', async () => {
  kept.set('bankrun:language', 'tlh')
  expect((await load('de')).language.value).toBe('de')
})
