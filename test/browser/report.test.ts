import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Report } from '../../shared/report/report.ts'
import { inPhase, led, recordOf } from '../support/classroom.ts'
import { chromiumPath } from '../support/machine.ts'
import { madeUpReport } from '../support/made-up-report.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'
import { Pages, PHONE, PROJECTOR, violations } from './pages.ts'

describe.skipIf(!chromiumPath && !process.env.CI)('the report page', () => {
  const pages = Pages.forTests()
  let server: TestServer
  let room: TestRoom
  beforeAll(async () => {
    server = await startServer('embedded')
    room = await openRoom(server.port, { strategy: 'naive', thinkMs: 300, jitterMs: 0 })
    const [ana, bea] = [await room.join('ana'), await room.join('bea')]
    const { host } = room
    await led(host, 'lobby', 'lobby', { round: { ends: { kind: 'host' } } })
    await led(host, 'next', 'countdown')
    await led(host, 'next', 'running')
    for (const client of [ana, bea]) {
      await client.next('snapshot', ({ epoch }) => epoch === 2)
      await inPhase(client, 'running')
    }
    await Promise.all([ana.settled(ana.fire(50, 2)), bea.settled(bea.fire(-150, 2))])
    await led(host, 'next', 'settling')
    await recordOf(host, 1)
  }, 60_000)
  afterAll(async () => {
    room.close()
    await server.close()
  })

  const address = (): string => `http://127.0.0.1:${server.port}/r/${room.code}/report`
  const asHost = (): Record<string, string> => ({
    [`bankrun:host:${room.code}`]: JSON.stringify(room.hostToken),
  })
  async function saved(page: Page, button: RegExp): Promise<string> {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).click(),
    ])
    return readFileSync(await download.path(), 'utf8')
  }

  it('shows the host who lost what, and saves it as CSV and JSON', async () => {
    const page = await pages.open(address(), { viewport: PROJECTOR, stored: asHost() })
    await page.getByText(/^1 person lost \$(50|150) in 1 round\./).waitFor()
    await page.getByRole('heading', { name: 'Round 1' }).waitFor()
    await page.getByRole('img', { name: /^The difference was between/ }).waitFor()
    const csv = await saved(page, /CSV/)
    expect(csv.split('\r\n')[0]).toMatch(/^room,round,/)
    expect(csv).toContain(`${room.code},1,`)
    const report = Report.parse(JSON.parse(await saved(page, /JSON/)))
    expect(report.rounds[0]?.record).toMatchObject({ lost: 1, applied: 2 })
  })

  it('is in the language that the host chooses', async () => {
    const page = await pages.open(address(), { viewport: PHONE, stored: asHost() })
    await page.getByRole('button', { name: 'Deutsch' }).click()
    await page.getByText(/^1 Person hat in 1 Runde (50|150)\s\$ verloren\./).waitFor()
    await page.getByRole('heading', { name: 'Runde 1' }).waitFor()
  })

  it('tells a browser that is no host, and one whose room is gone, what to do', async () => {
    const stranger = await pages.open(address(), { viewport: PHONE })
    await stranger.getByRole('heading', { name: 'The report is for the host of the room.' }).waitFor()
    const gone = await pages.open(address().replace(room.code, 'K7Q4MX'), {
      ...{ viewport: PHONE, stored: { 'bankrun:host:K7Q4MX': '"old"' }, expected: /404/ },
    })
    await gone.getByRole('heading', { name: 'There is no such room any more.' }).waitFor()
  })

  /** Three rounds with long names, of a made-up room. */
  async function full(viewport: typeof PHONE): Promise<Page> {
    const page = await pages.open(address(), { viewport, stored: asHost() })
    await page.route('**/api/rooms/*/report*', (route) => route.fulfill({ json: madeUpReport(room.code) }))
    await page.reload()
    await page.getByRole('heading', { name: 'Round 3' }).waitFor()
    return page
  }

  it.each([PHONE, PROJECTOR])(
    'has no accessibility violations that axe finds, and fits, at %o',
    async (viewport) => {
      const page = await full(viewport)
      expect(await violations(page)).toEqual([])
      const { wide, seen } = await page.evaluate(() => {
        const { document, innerWidth } = globalThis as unknown as {
          document: { documentElement: { scrollWidth: number } }
          innerWidth: number
        }
        return { wide: document.documentElement.scrollWidth, seen: innerWidth }
      })
      expect(wide).toBeLessThanOrEqual(seen)
    },
  )

  it('prints on light paper without its buttons, each round on a page of its own', async () => {
    const page = await full(PROJECTOR)
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('button').count()).toBe(0)
    const paper = await page
      .locator('body')
      .evaluate((body) => body.ownerDocument.defaultView?.getComputedStyle(body).backgroundColor)
    expect(paper).toBe('rgb(255, 255, 255)')
    const pdf = await page.pdf({ preferCSSPageSize: true })
    const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
    expect(sheets).toBeGreaterThanOrEqual(4)
    expect(sheets).toBeLessThanOrEqual(9)
    // A4 in points.
    expect(pdf.toString('latin1')).toMatch(/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]/)
  })
})
