import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const kept = new Map<string, string>()
const shown: { theme?: string } = {}

/** Loads the page again, on a machine that prefers the light theme. */
async function load(at: string) {
  vi.resetModules()
  vi.stubGlobal('location', { pathname: at })
  const theme = await import('../../client/theme.ts')
  theme.followTheme()
  return { ...theme, ...(await import('../../client/router/route.ts')) }
}

beforeEach(() => {
  kept.clear()
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => {} }))
  vi.stubGlobal('document', { documentElement: { dataset: shown } })
  vi.stubGlobal('history', {
    pushState: (_state: unknown, _title: string, to: string) => {
      location.pathname = to
    },
  })
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  })
})
afterEach(() => vi.unstubAllGlobals())

it('the projector page is dark whatever the machine prefers, and other pages follow the machine', async () => {
  const { navigate } = await load('/r/K7Q4MX/screen')
  expect(shown.theme).toBe('dark')
  navigate('/r/K7Q4MX')
  expect(shown.theme).toBe('light')
  navigate('/r/K7Q4MX/screen')
  expect(shown.theme).toBe('dark')
})

it('a chosen theme is remembered and applies to every page', async () => {
  const first = await load('/r/K7Q4MX/screen')
  first.switchTheme()
  expect(shown.theme).toBe('light')
  const second = await load('/r/K7Q4MX/screen')
  expect(shown.theme).toBe('light')
  second.switchTheme()
  expect(shown.theme).toBe('dark')
  await load('/r/K7Q4MX')
  expect(shown.theme).toBe('dark')
})
