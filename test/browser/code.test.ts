import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../support/machine.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'
import { join, openHostPanel, Pages, PHONE, PROJECTOR, violations } from './pages.ts'

describe.skipIf(!chromiumPath && !process.env.CI)('the file of a strategy, in a browser', () => {
  const pages = Pages.forTests()
  let server: TestServer
  beforeAll(async () => {
    server = await startServer('embedded')
  })
  afterAll(() => server.close())

  const open = (room: TestRoom, path: string, viewport: typeof PHONE) =>
    pages.open(`http://127.0.0.1:${server.port}/r/${room.code}${path}`, {
      viewport,
      stored: { [`bankrun:host:${room.code}`]: JSON.stringify(room.hostToken) },
    })
  const lit = (page: Page) => page.locator('.source-line[data-lit="true"]').allInnerTexts()

  it('highlights the player’s own line on a phone, and the newest line on the projector', async () => {
    const room = await openRoom(server.port, { thinkMs: 1500, jitterMs: 0, overdraft: 'refused' })
    const phone = await join(await open(room, '', PHONE), 'ana')
    await phone.getByRole('tab', { name: 'Code' }).click()
    const screen = await open(room, '/screen', PROJECTOR)
    await screen.locator('.strategy-chip').click()
    const bob = await room.join('bob')
    await screen.getByText('No transaction is running').waitFor()
    // A page that has just loaded highlights nothing for a second: a step may be from an older strategy.
    await bob.settled(bob.fire(1))
    await room.configure({ thinkMs: 10_000 })
    await phone.getByRole('button', { name: 'Deposit 50' }).click()
    await phone.getByText('You have read $101 and think').waitFor()
    bob.fire(-50)
    await phone.getByText('2 here').waitFor()
    expect((await lit(phone)).join('')).toMatch(/account\.get\(\)[\s\S]*step\('read', seen\)/)
    await screen.getByText('bob has read $101 and thinks').waitFor()
    expect(await lit(screen)).toEqual(await lit(phone))
    expect(await violations(phone)).toEqual([])
    await openHostPanel(screen)
    await screen.getByRole('radio', { name: 'Refused' }).waitFor()
    expect(await violations(screen)).toEqual([])
    room.close()
  }, 40_000)
})
