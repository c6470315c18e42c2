import { describe, expect, it } from 'vitest'
import { chromiumPath } from '../support/machine.ts'
import { query, sentence, served, steps } from './board.ts'
import { Pages, PHONE, PROJECTOR, violations } from './pages.ts'

/** Milliseconds for a test that waits for thousands of orders. */
const SLOW = 60_000

// One server for all tests: its search for the evidence takes a while, and runs once.
describe.skipIf(!chromiumPath && !process.env.CI)('the matrix', () => {
  const pages = Pages.forTests()
  const at = served()

  it('is linked from the home page, like the board, and a `possible` cell opens its evidence', {
    timeout: SLOW,
  }, async () => {
    const page = await pages.open(at.base, { viewport: PROJECTOR })
    page.setDefaultTimeout(SLOW)
    await page.getByRole('link', { name: /^Every strategy/ }).click()
    // Cells appear as they are found; each `possible` links to an order that shows the anomaly.
    const cell = page.getByRole('link', { name: /: possible \d+ of \d+/ }).first()
    const evidence = new URL((await cell.getAttribute('href')) ?? '', at.base).searchParams
    const [, found] = /(\d+ of \d+)/.exec(await cell.innerText()) ?? []
    await cell.click()
    await steps(page).first().waitFor()
    expect(query(page).toString()).toBe(evidence.toString())
    await sentence(page, new RegExp(`^${found} orders `)).waitFor()
    await page.goto(at.base)
    await page.getByRole('link', { name: /^Every order/ }).click()
    await sentence(page, '4 of 6 orders lose an update.').waitFor()
  })

  it('lists under a `never` the scenarios that were tried, each as a link', { timeout: SLOW }, async () => {
    const page = await pages.open(`${at.base}/matrix`, { viewport: PHONE })
    // This cell appears only when all its orders have been run.
    await page
      .locator('summary', { hasText: /Below zero, one node:\s*never/ })
      .first()
      .click({ timeout: SLOW })
    const tried = page.locator('details[open]').getByRole('link')
    await tried.getByText(/^−60 and −60 on 100, one node, overdraft refused: \d+ orders$/).click()
    await sentence(page, /orders are safe\.|give up\./).waitFor()
    expect(query(page).get('overdraft')).toBe('refused')
  })

  it.each([PHONE, PROJECTOR])(
    'has no accessibility violations that axe finds in either theme, at %o',
    { timeout: SLOW },
    async (viewport) => {
      const page = await pages.open(`${at.base}/matrix`, { viewport })
      await page
        .getByRole('link', { name: / of \d+/ })
        .first()
        .waitFor()
      expect(await violations(page)).toEqual([])
    },
  )
})
