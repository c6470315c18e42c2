import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { provenEngines } from '../support/engines.ts'
import { chromiumPath } from '../support/machine.ts'
import { openRoom, startServer, type TestServer } from '../support/server.ts'
import { join, openHostPanel, Pages, PHONE, PROJECTOR, shows } from './pages.ts'

/** The two big numbers as a page shows them. */
async function figures(page: Page): Promise<{ expected: number; actual: number }> {
  const value = async (name: string) =>
    Number(await page.locator(`[data-figure="${name}"]`).first().getAttribute('data-value'))
  return { expected: await value('expected'), actual: await value('actual') }
}

describe.skipIf(!chromiumPath && !process.env.CI)('in a browser', () => {
  const pages = Pages.forTests()

  // test/deployment covers an external engine, with more players.
  describe.each(provenEngines)('on the %s engine', (kind) => {
    let server: TestServer
    let base: string
    beforeAll(async () => {
      server = await startServer(kind)
      base = `http://127.0.0.1:${server.port}`
    })
    afterAll(() => server.close())
    const enter = async (code: string, nickname: string): Promise<Page> =>
      join(await pages.open(`${base}/r/${code}`, { viewport: PHONE }), nickname)

    it('two phones that fire the lesson at once see 150 or −50 against 0; with lua they see 0', async () => {
      const screen = await pages.open(base, { viewport: PROJECTOR })
      await screen.getByRole('button', { name: /host a room/i }).click()
      await screen.waitForURL(/\/r\/[^/]+\/screen/)
      const code = new URL(screen.url()).pathname.split('/')[2] ?? ''
      const [ana, bob] = await Promise.all([enter(code, 'ana'), enter(code, 'bob')])
      await Promise.all([
        ana.getByRole('button', { name: 'Deposit 50' }).click(),
        bob.getByRole('button', { name: 'Withdraw 150' }).click(),
      ])
      await ana.locator('[data-tx][data-verdict="thinking"]').waitFor()
      await screen.locator('[data-figure="expected"][data-value="0"]').first().waitFor({ state: 'attached' })
      const { actual } = await figures(screen)
      expect([150, -50]).toContain(actual)
      for (const page of [ana, bob]) await shows(page, 0, actual)
      const [loser, winner] = actual === 150 ? [bob, ana] : [ana, bob]
      await loser.locator('[data-tx][data-verdict="lost"]').waitFor()
      await winner.locator('[data-tx][data-verdict="kept"]').waitFor()
      await screen
        .getByText(actual === 150 ? '$150 appeared from nowhere.' : '$50 vanished.')
        .first()
        .waitFor({ state: 'attached' })

      await openHostPanel(screen)
      await screen.getByRole('radio', { name: /Lua script/ }).check({ force: true })
      await screen.getByRole('button', { name: /reset/i }).first().click()
      await screen
        .getByRole('button', { name: /yes|sure|confirm|reset/i })
        .first()
        .click()
      await shows(ana, 100, 100)
      await Promise.all([
        ana.getByRole('button', { name: 'Deposit 50' }).click(),
        bob.getByRole('button', { name: 'Withdraw 150' }).click(),
      ])
      for (const page of [screen, ana, bob]) await shows(page, 0, 0)
      for (const page of [ana, bob]) await page.locator('[data-tx][data-verdict="kept"]').waitFor()
    })

    it('two phones and a projector show the same sums after twenty scripted players have fired', async () => {
      const room = await openRoom(server.port, { thinkMs: 20, jitterMs: 20 })
      const [phone, other, screen] = await Promise.all([
        enter(room.code, 'ana'),
        enter(room.code, 'bob'),
        pages.open(`${base}/r/${room.code}/screen`, { viewport: PROJECTOR }),
      ])
      const players = await Promise.all(Array.from({ length: 20 }, (_, i) => room.join(`player ${i + 1}`)))
      for (let round = 0; round < 5; round++) {
        await Promise.all(
          players.map((player, i) => player.settled(player.fire((i + round) % 2 ? 50 : -150))),
        )
      }
      const { expected, actual } = await room.host.account(({ version }) => version === 100)
      for (const page of [phone, other, screen]) await shows(page, expected, actual ?? Number.NaN)
      room.close()
    })
  })
})
