import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../support/machine.ts'
import { openRoom, startServer, type TestServer } from '../support/server.ts'
import { join, LAPTOP, Pages, PHONE, PROJECTOR, shows, violations } from './pages.ts'

describe.skipIf(!chromiumPath && !process.env.CI)('every page', () => {
  const pages = Pages.forTests()
  let server: TestServer
  let base: string
  beforeAll(async () => {
    server = await startServer('embedded')
    base = `http://127.0.0.1:${server.port}`
  })
  afterAll(() => server.close())

  it('has no accessibility violations that axe finds, in either theme', async () => {
    const room = await openRoom(server.port, { thinkMs: 0, jitterMs: 0 })
    const eve = await room.join('eve')
    const visit = (path: string, viewport: typeof PHONE) => pages.open(`${base}${path}`, { viewport })
    const home = await visit('/', PHONE)
    await home.getByRole('button', { name: /host a room/i }).waitFor()
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
    expect(await violations(screen)).toEqual([])
    room.close()
  })

  it('brings the same player back after a reload, with their history', async () => {
    const room = await openRoom(server.port, { thinkMs: 0, jitterMs: 0 })
    const page = await join(await pages.open(`${base}/r/${room.code}`, { viewport: PHONE }), 'ana')
    await page.getByRole('button', { name: 'Deposit 50' }).click()
    await page.locator('[data-tx][data-verdict="kept"]').waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Deposit 50' }).waitFor()
    await page.locator('[data-tx][data-verdict="kept"]').waitFor()
    expect(await page.locator('[data-tx]').count()).toBe(1)
    room.close()
  })

  it('animates nothing when the viewer prefers reduced motion', async () => {
    const room = await openRoom(server.port, { thinkMs: 2000, jitterMs: 0 })
    const page = await join(await pages.open(`${base}/r/${room.code}`, { viewport: PHONE }), 'ana')
    await page.getByRole('button', { name: 'Deposit 50' }).click()
    await page.locator('[data-tx][data-verdict="thinking"]').waitFor()
    const moving = await page
      .locator('.reel-strip')
      .first()
      .evaluate((strip) => {
        const { ownerDocument: page } = strip
        return [page.getAnimations().length, page.defaultView?.getComputedStyle(strip).transitionDuration]
      })
    expect(moving).toEqual([0, '0s'])
    room.close()
  })

  it('is dark on the projector whatever the system prefers, until a viewer switches the theme', async () => {
    const room = await openRoom(server.port)
    const screen = await pages.open(`${base}/r/${room.code}/screen`, {
      viewport: PROJECTOR,
      colorScheme: 'light',
    })
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

  it('can be played with the keyboard', async () => {
    // incrby, because two quick keys would race with naive.
    const room = await openRoom(server.port, { strategy: 'incrby', thinkMs: 0, jitterMs: 0 })
    const page = await join(await pages.open(`${base}/r/${room.code}`, { viewport: LAPTOP }), 'ana')
    await page.locator('body').press('d')
    await page.locator('body').press('w')
    await shows(page, 0, 0)
    room.close()
  })
})
