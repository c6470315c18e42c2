import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterEach, beforeAll, expect } from 'vitest'
import { sharedChromium } from './chromium.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
export const PHONE = { width: 390, height: 844 }
export const LAPTOP = { width: 1366, height: 768 }
export const PROJECTOR = { width: 1920, height: 1080 }

export interface Visit {
  viewport: { width: number; height: number }
  colorScheme?: 'dark' | 'light'
  /** The initial local storage of the page. */
  stored?: Record<string, string>
  /** Accepts a certificate of an unknown authority. */
  selfSigned?: boolean
  /** JavaScript that runs before the page's own. */
  before?: string
  /** What is done to the page before it is opened. */
  prepare?: (page: Page) => Promise<void>
  /** Console errors that the test expects. */
  expected?: RegExp
}

/** Pages of a browser, each with its own context. An error on a page fails the test that opened it. */
export class Pages {
  #browser!: Browser
  #open: Page[] = []
  #problems: string[] = []

  /** Registers its hooks; call it inside `describe`. */
  static forTests(): Pages {
    const pages = new Pages()
    beforeAll(async () => {
      pages.#browser = await sharedChromium()
    })
    afterEach(async () => {
      await Promise.all(pages.#open.splice(0).map((page) => page.context().close()))
      expect(pages.#problems.splice(0)).toEqual([])
    })
    return pages
  }

  async open(
    url: string,
    { viewport, colorScheme = 'dark', stored = {}, before, prepare, selfSigned, expected }: Visit,
  ): Promise<Page> {
    const context = await this.#browser.newContext({
      ...{ viewport, colorScheme, reducedMotion: 'reduce' as const },
      ...(selfSigned && { ignoreHTTPSErrors: true }),
    })
    // Shorter than a test's time-out, so that the error names the locator that did not appear.
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
    if (before) await page.addInitScript(before)
    if (prepare) await prepare(page)
    await page.goto(url)
    return page
  }
}

/** The axe rules whose result depends on the theme. */
const COLOURS = ['color-contrast', 'link-in-text-block']

/** The axe violations of a page: of all rules in its theme, and of the colour rules in the other theme. */
export async function violations(page: Page): Promise<string[]> {
  // axe is half a megabyte to compile, so a page loads it only once.
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
      // Only violations: the selectors of passing elements take longer than the rules.
      const { violations } = await axe.run({ resultTypes: ['violations'], ...(runOnly && { runOnly }) })
      for (const { id, nodes } of violations)
        found.push(`${shown}: ${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
    }
    dataset.theme = theme
    return found
  }, COLOURS)
}

/** Joins the room with this nickname; resolves when the player can fire. */
export async function join(page: Page, nickname: string): Promise<Page> {
  await page.getByRole('textbox').first().fill(nickname)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Deposit 50' }).waitFor()
  return page
}

/** Opens the host's panel, and the part of it with this title. */
export async function openHostPanel(page: Page, part: string = 'Method, delay and rules'): Promise<void> {
  await page.getByRole('button', { name: 'Host', exact: true }).click()
  await page.getByRole('button', { name: part }).click()
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
