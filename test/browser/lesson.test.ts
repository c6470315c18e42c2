import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { engineKinds, openTestEngine } from '../support/engines.ts'
import { chromiumPath } from '../support/machine.ts'
import { openRoom, startServer, type TestServer } from '../support/server.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const PHONE = { width: 390, height: 844 }
const PROJECTOR = { width: 1920, height: 1080 }

/** The two big numbers as a page shows them. */
async function figures(page: Page): Promise<{ expected: number; actual: number }> {
  const value = async (name: string) =>
    Number(await page.locator(`[data-figure="${name}"]`).first().getAttribute('data-value'))
  return { expected: await value('expected'), actual: await value('actual') }
}

/** Resolves when the page shows these numbers. */
async function shows(page: Page, expected: number, actual: number): Promise<void> {
  for (const [name, value] of Object.entries({ expected, actual })) {
    await page
      .locator(`[data-figure="${name}"][data-value="${value}"]`)
      .first()
      .waitFor({ state: 'attached' })
  }
}

async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE })
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
  })
}

describe.skipIf(!chromiumPath && !process.env.CI)('in a browser', () => {
  let browser: Browser
  let problems: string[] = []
  let pages: Page[] = []

  async function open(url: string, viewport: { width: number; height: number }): Promise<Page> {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' })
    // Shorter than a test may take, so that what is waited for in vain is named.
    context.setDefaultTimeout(12_000)
    const page = await context.newPage()
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    await page.goto(url)
    pages.push(page)
    return page
  }
  async function join(base: string, code: string, nickname: string, viewport = PHONE): Promise<Page> {
    const page = await open(`${base}/r/${code}`, viewport)
    await page.getByRole('textbox').first().fill(nickname)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Deposit 50' }).waitFor()
    return page
  }

  beforeAll(async () => {
    if (!chromiumPath) throw new Error('no Chromium on the PATH')
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] })
  })
  afterEach(async () => {
    await Promise.all(pages.map((page) => page.context().close()))
    const seen = problems
    pages = []
    problems = []
    expect(seen).toEqual([])
  })
  afterAll(() => browser.close())

  describe.each(engineKinds)('on the %s engine', (kind) => {
    let server: TestServer
    let stopEngine = async (): Promise<void> => {}
    let base: string
    beforeAll(async () => {
      if (kind === 'external') {
        const engine = await openTestEngine('local')
        stopEngine = () => engine.close()
        server = await startServer('external', engine.url)
      } else server = await startServer(kind)
      base = `http://127.0.0.1:${server.port}`
    })
    afterAll(async () => {
      await server.close()
      await stopEngine()
    })

    it('two phones fire the lesson at once and see 150 or −50 against 0; with lua they see 0', async () => {
      const screen = await open(base, PROJECTOR)
      await screen.getByRole('button', { name: /open a room/i }).click()
      await screen.waitForURL(/\/r\/[^/]+\/screen/)
      const code = new URL(screen.url()).pathname.split('/')[2] ?? ''
      const [ana, bob] = await Promise.all([join(base, code, 'ana'), join(base, code, 'bob')])
      await Promise.all([
        ana.getByRole('button', { name: 'Deposit 50' }).click(),
        bob.getByRole('button', { name: 'Withdraw 150' }).click(),
      ])
      await ana.locator('[data-tx][data-verdict="thinking"]').waitFor()
      await screen.locator('[data-figure="expected"][data-value="0"]').first().waitFor({ state: 'attached' })
      const { actual } = await figures(screen)
      expect([150, -50]).toContain(actual)
      for (const page of [ana, bob]) await shows(page, 0, actual)
      const [loser, winner] = actual === 150 ? [bob, ana] : [ana, bob]
      await loser.locator('[data-tx][data-verdict="lost"]').waitFor()
      await winner.locator('[data-tx][data-verdict="kept"]').waitFor()
      await screen
        .getByText(actual === 150 ? '$150 appeared from nowhere.' : '$50 vanished.')
        .first()
        .waitFor({ state: 'attached' })

      await screen.getByRole('button', { name: 'Host' }).click()
      await screen.getByRole('radio', { name: /Lua script/ }).check({ force: true })
      await screen.getByRole('button', { name: /reset/i }).first().click()
      await screen
        .getByRole('button', { name: /yes|sure|confirm|reset/i })
        .first()
        .click()
      await shows(ana, 100, 100)
      await Promise.all([
        ana.getByRole('button', { name: 'Deposit 50' }).click(),
        bob.getByRole('button', { name: 'Withdraw 150' }).click(),
      ])
      for (const page of [screen, ana, bob]) await shows(page, 0, 0)
      for (const page of [ana, bob]) await page.locator('[data-tx][data-verdict="kept"]').waitFor()
    })

    it('two phones and a projector show the same truth while twenty scripted players fire', async () => {
      const room = await openRoom(server.port, { thinkMs: 20, jitterMs: 20 })
      const [phone, other, screen] = await Promise.all([
        join(base, room.code, 'ana'),
        join(base, room.code, 'bob'),
        open(`${base}/r/${room.code}/screen`, PROJECTOR),
      ])
      const players = await Promise.all(Array.from({ length: 20 }, (_, i) => room.join(`player ${i + 1}`)))
      for (let round = 0; round < 5; round++) {
        await Promise.all(
          players.map((player, i) => player.settled(player.fire((i + round) % 2 ? 50 : -150))),
        )
      }
      const { expected, actual } = await room.host.account(({ version }) => version === 100)
      for (const page of [phone, other, screen]) await shows(page, expected, actual ?? Number.NaN)
      room.close()
    })
  })

  describe('every page', () => {
    let server: TestServer
    let base: string
    beforeAll(async () => {
      server = await startServer('embedded')
      base = `http://127.0.0.1:${server.port}`
    })
    afterAll(() => server.close())

    it.each(['dark', 'light'] as const)(
      'has no accessibility violations that axe finds, in the %s theme',
      async (colorScheme) => {
        const room = await openRoom(server.port, { thinkMs: 0, jitterMs: 0 })
        const eve = await room.join('eve')
        const visit = async (path: string, viewport: { width: number; height: number }): Promise<Page> => {
          const page = await open(base, viewport)
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          await page.goto(`${base}${path}`)
          return page
        }
        const home = await visit('/', PHONE)
        await home.getByRole('button', { name: /open a room/i }).waitFor()
        expect(await violations(home)).toEqual([])
        const nowhere = await visit('/r/K7Q4MX/screen', PHONE)
        await nowhere
          .getByText(/no room/i)
          .first()
          .waitFor()
        expect(await violations(nowhere)).toEqual([])
        const gone = await visit('/r/K7Q4MX', PHONE)
        await gone.getByText(/no room with that code/i).waitFor()
        const play = await visit(`/r/${room.code}`, PHONE)
        await play.getByRole('textbox').first().waitFor()
        expect(await violations(play)).toEqual([])
        await play.getByRole('textbox').first().fill('ana')
        await play.keyboard.press('Enter')
        await play.getByRole('button', { name: 'Deposit 50' }).click()
        await play.locator('[data-tx][data-verdict="kept"]').waitFor()
        await eve.settled(eve.fire(-150))
        await shows(play, 0, 0)
        expect(await violations(play)).toEqual([])
        const screen = await visit(`/r/${room.code}/screen`, PROJECTOR)
        await shows(screen, 0, 0)
        if (colorScheme === 'light')
          await screen.getByRole('button', { name: 'Switch to the light theme' }).click()
        expect(await violations(screen)).toEqual([])
        room.close()
      },
    )

    it('brings the same player back after a reload, with their history', async () => {
      const room = await openRoom(server.port, { thinkMs: 0, jitterMs: 0 })
      const page = await join(base, room.code, 'ana')
      await page.getByRole('button', { name: 'Deposit 50' }).click()
      await page.locator('[data-tx][data-verdict="kept"]').waitFor()
      await page.reload()
      await page.getByRole('button', { name: 'Deposit 50' }).waitFor()
      await page.locator('[data-tx][data-verdict="kept"]').waitFor()
      expect(await page.locator('[data-tx]').count()).toBe(1)
      room.close()
    })

    it('is dark on the projector whatever the system prefers, until somebody chooses', async () => {
      const room = await openRoom(server.port)
      const screen = await open(`${base}/r/${room.code}/screen`, PROJECTOR)
      await screen.emulateMedia({ colorScheme: 'light' })
      await shows(screen, 100, 100)
      const theme = () => screen.locator('html').getAttribute('data-theme')
      expect(await theme()).toBe('dark')
      await screen.getByRole('link', { name: 'Play' }).click()
      await screen.getByRole('textbox').waitFor()
      expect(await theme()).toBe('light')
      await screen.goBack()
      await screen.getByRole('button', { name: 'Switch to the light theme' }).click()
      await screen.reload()
      await shows(screen, 100, 100)
      expect(await theme()).toBe('light')
      room.close()
    })

    it('plays on a keyboard', async () => {
      // Two keys pressed at once are a race, which is not what is tested here.
      const room = await openRoom(server.port, { strategy: 'incrby', thinkMs: 0, jitterMs: 0 })
      const page = await join(base, room.code, 'ana', { width: 1366, height: 768 })
      await page.locator('body').press('d')
      await page.locator('body').press('w')
      await shows(page, 0, 0)
      room.close()
    })
  })
})
