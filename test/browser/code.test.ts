import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../support/machine.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const PHONE = { width: 390, height: 844 }
const PROJECTOR = { width: 1920, height: 1080 }

async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE })
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
    return (await axe.run()).violations.map(({ id }) => id)
  })
}

describe.skipIf(!chromiumPath && !process.env.CI)('the file of a strategy, in a browser', () => {
  let browser: Browser
  let server: TestServer
  beforeAll(async () => {
    if (!chromiumPath) throw new Error('no Chromium on the PATH')
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] })
    server = await startServer('embedded')
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
  })

  async function open(room: TestRoom, path: string, viewport: typeof PHONE, scheme: 'dark' | 'light') {
    const context = await browser.newContext({ viewport, colorScheme: scheme, reducedMotion: 'reduce' })
    context.setDefaultTimeout(12_000)
    const page = await context.newPage()
    await page.addInitScript(
      ([key, token, theme]) => {
        const { localStorage } = globalThis as unknown as {
          localStorage: { setItem(key: string, value: string): void }
        }
        localStorage.setItem(key, token)
        localStorage.setItem('bankrun:theme', theme)
      },
      [`bankrun:host:${room.code}`, JSON.stringify(room.hostToken), scheme] as const,
    )
    await page.goto(`http://127.0.0.1:${server.port}/r/${room.code}${path}`)
    return page
  }
  const lit = (page: Page) => page.locator('.source-line[data-lit="true"]').allInnerTexts()

  it.each(['dark', 'light'] as const)(
    'is lit where somebody stands: one’s own on a phone, the newest on the projector (%s)',
    async (scheme) => {
      const room = await openRoom(server.port, { thinkMs: 1500, jitterMs: 0, overdraft: 'refused' })
      const phone = await open(room, '', PHONE, scheme)
      await phone.getByRole('textbox').first().fill('ana')
      await phone.keyboard.press('Enter')
      await phone.getByRole('tab', { name: 'Code' }).click()
      const screen = await open(room, '/screen', PROJECTOR, scheme)
      await screen.locator('.strategy-chip').click()
      const bob = await room.join('bob')
      await screen.getByText('Nobody is under way').waitFor()
      // A page that has just come in lights nothing for a second: it may have begun by another strategy.
      await bob.settled(bob.fire(1))
      await room.configure({ thinkMs: 10_000 })
      await phone.getByRole('button', { name: 'Deposit 50' }).click()
      await phone.getByText('You have read $101 and think').waitFor()
      bob.fire(-50)
      await phone.getByText('2 here').waitFor()
      expect((await lit(phone)).join('')).toMatch(/account\.get\(\)[\s\S]*step\('read', seen\)/)
      await screen.getByText('bob has read $101 and thinks').waitFor()
      expect(await lit(screen)).toEqual(await lit(phone))
      expect(await violations(phone)).toEqual([])
      await screen.getByRole('button', { name: 'Host' }).click()
      await screen.getByRole('radio', { name: 'Refused' }).waitFor()
      expect(await violations(screen)).toEqual([])
      await Promise.all([phone, screen].map((page) => page.context().close()))
      room.close()
    },
    40_000,
  )
})
