import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { launchChromium } from './chromium.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
export const PHONE = { width: 390, height: 844 }
export const PROJECTOR = { width: 1920, height: 1080 }

export interface Visit {
  viewport: { width: number; height: number }
  colorScheme?: 'dark' | 'light'
  /** What the page finds in its local storage. */
  stored?: Record<string, string>
  /** Errors that the browser writes down of itself, and that are meant to happen. */
  expected?: RegExp
}

/** Pages of a browser, each with a context of its own. What goes wrong on one fails the test that opened it. */
export class Pages {
  #browser!: Browser
  #open: Page[] = []
  #problems: string[] = []

  /** To be called where tests are described. */
  static forTests(): Pages {
    const pages = new Pages()
    beforeAll(async () => {
      pages.#browser = await launchChromium()
    })
    afterEach(async () => {
      await Promise.all(pages.#open.splice(0).map((page) => page.context().close()))
      expect(pages.#problems.splice(0)).toEqual([])
    })
    afterAll(() => pages.#browser.close())
    return pages
  }

  async open(url: string, { viewport, colorScheme = 'dark', stored = {}, expected }: Visit): Promise<Page> {
    const context = await this.#browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' })
    // Shorter than a test may take, so that what is waited for in vain is named.
    context.setDefaultTimeout(18_000)
    const page = await context.newPage()
    const wrong = (text: string) => {
      if (!expected?.test(text)) this.#problems.push(text)
    }
    page.on('pageerror', (error) => wrong(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') wrong(message.text())
    })
    this.#open.push(page)
    await page.addInitScript((entries) => {
      Object.assign((globalThis as unknown as { localStorage: object }).localStorage, entries)
    }, stored)
    await page.goto(url)
    return page
  }
}

/** All that a theme changes, of what axe looks at. */
const COLOURS = ['color-contrast', 'link-in-text-block']

/** What axe has against a page: as it is, and against its colours in the other theme. */
export async function violations(page: Page): Promise<string[]> {
  // It is half a megabyte to compile, and a page may be asked more than once.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ path: AXE })
  return page.evaluate(async (colours) => {
    const { axe, document } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      document: { documentElement: { dataset: { theme: string } } }
    }
    const { dataset } = document.documentElement
    const { theme } = dataset
    const found: string[] = []
    for (const [shown, runOnly] of [[theme], [theme === 'dark' ? 'light' : 'dark', colours]] as const) {
      dataset.theme = shown
      // The selectors of all that is in order are not asked for: they take longer than the rules.
      const { violations } = await axe.run({ resultTypes: ['violations'], ...(runOnly && { runOnly }) })
      for (const { id, nodes } of violations)
        found.push(`${shown}: ${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
    }
    dataset.theme = theme
    return found
  }, COLOURS)
}

/** A player at a page of their own, who can fire. */
export async function join(page: Page, nickname: string): Promise<Page> {
  await page.getByRole('textbox').first().fill(nickname)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Deposit 50' }).waitFor()
  return page
}

/** Resolves when the page shows these as its two big numbers. */
export async function shows(page: Page, expected: number, actual: number): Promise<void> {
  for (const [name, value] of Object.entries({ expected, actual })) {
    await page
      .locator(`[data-figure="${name}"][data-value="${value}"]`)
      .first()
      .waitFor({ state: 'attached' })
  }
}
