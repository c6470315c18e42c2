import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../support/machine.ts'
import { openRoom, startServer, type TestServer } from '../support/server.ts'
import { join, Pages, PHONE, violations } from './pages.ts'

/** Code of the page that is loaded when opened, from a server that does not have it any more. */
describe.skipIf(!chromiumPath && !process.env.CI)('a part of the page that does not load', () => {
  const pages = Pages.forTests()
  const expected = /Failed to load resource/
  let server: TestServer
  let base: string
  beforeAll(async () => {
    server = await startServer('embedded')
    base = `http://127.0.0.1:${server.port}`
  })
  afterAll(() => server.close())

  it('says so in its place, and is there after another try', async () => {
    const page = await pages.open(`${base}/`, { viewport: PHONE, expected })
    await page.route(/explore-page-.*\.js/, (route) => route.fulfill({ status: 404 }))
    await page.getByRole('link', { name: 'Every order' }).click()
    await page.getByRole('heading', { name: 'This page did not load.' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('.tile').first().waitFor()
  })

  it('leaves the rest of a room as it is', async () => {
    const room = await openRoom(server.port, { strategy: 'incrby', thinkMs: 0, jitterMs: 0 })
    const page = await pages.open(`${base}/r/${room.code}`, { viewport: PHONE, expected })
    await page.route(/source-view-.*\.js/, (route) => route.fulfill({ status: 404 }))
    await join(page, 'ana')
    await page.getByRole('tab', { name: 'Code' }).click()
    await page.getByText('This part of the page did not load').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Deposit 50' }).click()
    await page.locator('[data-figure="actual"][data-value="150"]').first().waitFor({ state: 'attached' })
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Reload the page' }).click()
    await page.getByRole('tab', { name: 'Code' }).click()
    await page.getByText('account.incrBy(amount)').waitFor()
    room.close()
  })
})
