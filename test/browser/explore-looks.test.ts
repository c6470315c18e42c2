import { describe, expect, it } from 'vitest'
import { chromiumPath } from '../support/machine.ts'
import { complete, served, steps } from './board.ts'
import { Pages, PHONE, PROJECTOR, violations } from './pages.ts'

/** Milliseconds for a test that runs axe on several views. */
const SLOW = 60_000

describe.skipIf(!chromiumPath && !process.env.CI)('the board', () => {
  const pages = Pages.forTests()
  const at = served()

  describe.each([PHONE, PROJECTOR])('at %o', (viewport) => {
    it('has no accessibility violations that axe finds in either theme, with the steps open or closed', {
      timeout: SLOW,
    }, async () => {
      const page = await pages.open(`${at.base}/explore?strategy=naive&tx=50&tx=-50&tx=10`, { viewport })
      await complete(page)
      expect(await violations(page)).toEqual([])
      if (viewport === PHONE) {
        await page.getByRole('button', { name: 'Change the scenario' }).click()
        expect(await violations(page)).toEqual([])
        await page.getByRole('button', { name: 'Close' }).click()
      }
      await page.locator('[role=option][data-face="lost-update"]').first().click()
      await steps(page).nth(5).waitFor()
      expect(await violations(page)).toEqual([])
    })
  })
})
