import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, redisServerPath } from '../support/machine.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { complete, steps } from './board.ts'
import { Pages, PHONE, PROJECTOR, violations } from './pages.ts'

/** Milliseconds for a test that looks at a page from all sides. */
const SLOW = 60_000

describe.skipIf(!chromiumPath && !process.env.CI)('the board', () => {
  const pages = Pages.forTests()
  let server: TestServer
  let base: string
  beforeAll(async () => {
    server = await startServer(redisServerPath ? 'local' : 'embedded')
    base = `http://127.0.0.1:${server.port}`
  })
  afterAll(() => server.close())

  describe.each([PHONE, PROJECTOR])('at %o', (viewport) => {
    it('has nothing that axe finds in either theme, with the steps open or not', {
      timeout: SLOW,
    }, async () => {
      const page = await pages.open(`${base}/explore?strategy=naive&tx=50&tx=-50&tx=10`, { viewport })
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
