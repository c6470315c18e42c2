import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lanAddress } from '../support/lan-address.ts'
import { chromiumPath } from '../support/machine.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { join, openHostPanel, Pages, PHONE, PROJECTOR, shows } from './pages.ts'

/** As phones open it: over plain HTTP and by an address that is not localhost, browsers leave out much. */
describe.skipIf((!chromiumPath || !lanAddress) && !process.env.CI)(
  'every page by the address of this machine',
  () => {
    const pages = Pages.forTests()
    let server: TestServer
    let base: string
    beforeAll(async () => {
      server = await startServer('embedded', undefined, { host: undefined })
      base = `http://${lanAddress}:${server.port}`
    })
    afterAll(() => server.close())

    it('works, from the front page to a room that has played', async () => {
      const screen = await pages.open(`${base}/`, { viewport: PROJECTOR })
      expect(await screen.evaluate(() => (globalThis as { isSecureContext?: boolean }).isSecureContext)).toBe(
        false,
      )
      await screen.getByRole('button', { name: /Host a room/ }).click()
      await screen.waitForURL(/\/screen$/)
      const code = /\/r\/(\w{6})/.exec(screen.url())?.[1] ?? ''
      await screen.getByRole('img', { name: `QR code of ${base}/r/${code}` }).waitFor()
      await openHostPanel(screen)
      await screen.getByRole('radio', { name: /^incrby/ }).click()
      const phone = await join(await pages.open(`${base}/r/${code}`, { viewport: PHONE }), 'ana')
      await phone.getByRole('button', { name: 'Deposit 50' }).click()
      for (const page of [screen, phone]) await shows(page, 150, 150)
      for (const tab of ['Everyone', 'Timeline', 'Code']) await phone.getByRole('tab', { name: tab }).click()
      await phone.getByText('account.incrBy(amount)').waitFor()
      await screen.keyboard.press('Escape')
      await screen.locator('.strategy-chip').click()
      await screen.getByText('account.incrBy(amount)').waitFor()
    })

    it('works, for the proofs', async () => {
      const page = await pages.open(`${base}/explore`, { viewport: PHONE })
      await page.locator('.tile').first().click()
      await page.locator('.step').first().waitFor()
      await page.getByRole('button', { name: /Copy/ }).click()
      await page.getByRole('button', { name: /Copied|Copy the address above/ }).waitFor()
      await page.goto(`${base}/matrix`)
      await page.getByRole('table').waitFor()
      await page.goto(`${base}/nothing/here`)
      await page.getByRole('heading', { name: 'There is nothing here.' }).waitFor()
    })
  },
)
