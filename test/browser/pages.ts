import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { chromiumPath } from '../support/machine.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
export const PHONE = { width: 390, height: 844 }
export const PROJECTOR = { width: 1920, height: 1080 }

export interface Visit {
  viewport: { width: number; height: number }
  colorScheme?: 'dark' | 'light'
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
      if (!chromiumPath) throw new Error('no Chromium on the PATH')
      pages.#browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] })
    })
    afterEach(async () => {
      await Promise.all(pages.#open.splice(0).map((page) => page.context().close()))
      expect(pages.#problems.splice(0)).toEqual([])
    })
    afterAll(() => pages.#browser.close())
    return pages
  }

  async open(url: string, { viewport, colorScheme = 'dark', expected }: Visit): Promise<Page> {
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
    await page.goto(url)
    return page
  }
}

/** What axe has against a page. */
export async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE })
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
  })
}
