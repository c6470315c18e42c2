import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Choice } from '../../shared/rounds/lesson.ts'
import { inPhase, lastClass, lead, led } from '../support/classroom.ts'
import { chromiumPath } from '../support/machine.ts'
import type { TestClient } from '../support/player.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'
import { join, Pages, PHONE, violations } from './pages.ts'

const LESSON = 'lost-update'

describe.skipIf(!chromiumPath && !process.env.CI)('a phone in a lesson', () => {
  const pages = Pages.forTests()
  let server: TestServer
  beforeAll(async () => {
    server = await startServer('embedded')
  })
  afterAll(() => server.close())

  const open = (room: TestRoom, stored = {}): Promise<Page> =>
    pages.open(`http://127.0.0.1:${server.port}/r/${room.code}`, { viewport: PHONE, stored })
  const answer = (client: TestClient, choice: Choice): void =>
    client.send({ type: 'answer', number: lastClass(client)?.number ?? 0, choice })
  const heading = (page: Page, name: RegExp) => page.getByRole('heading', { name, level: 1 }).waitFor()
  async function confirm(page: Page, letter: string): Promise<void> {
    await page.getByRole('button', { name: new RegExp(`^${letter} `) }).click()
    await page.getByRole('button', { name: `My answer is ${letter}` }).click()
    await page.getByText('Your answer stays secret.').waitFor()
  }

  it('says in each phase what happens and what to do, without accessibility violations', async () => {
    const room = await openRoom(server.port)
    const { host } = room
    const ana = await room.join('ana')
    const page = await join(await open(room), 'me')

    await led(host, 'lobby', 'lobby', { lesson: LESSON })
    await heading(page, /^You are in\. Look at the wall\.$/)
    await page.getByText('Where did the money go?').waitFor()
    expect(await violations(page)).toEqual([])

    await led(host, 'next', 'question')
    await heading(page, /holds \$100/)
    await page.getByRole('button', { name: /^A / }).click()
    expect(await violations(page)).toEqual([])
    lead(host, 'pause')
    await page.getByText('The room is paused.').waitFor()
    expect(await page.getByRole('button', { name: 'My answer is A' }).isDisabled()).toBe(true)
    await expect.poll(() => lastClass(host)?.left).toBeDefined()
    lead(host, 'resume')
    await confirm(page, 'A')
    expect(await violations(page)).toEqual([])

    answer(ana, 'b')
    await page.getByText('Talk first.').waitFor()
    expect(await page.getByRole('button', { name: /^A / }).textContent()).toContain('your first')
    expect(await violations(page)).toEqual([])
    await confirm(page, 'C')
    answer(ana, 'c')

    await heading(page, /^Get ready\.$/)
    expect(await page.getByRole('button', { name: 'Deposit 50' }).isDisabled()).toBe(true)
    expect(await violations(page)).toEqual([])
    await led(host, 'next', 'running')
    await page.getByRole('button', { name: 'Deposit 50' }).click()
    const other = ana.fire(-150)
    await page.locator('[data-tx][data-verdict="thinking"]').waitFor()
    expect(await violations(page)).toEqual([])
    // A page that is opened again is in the same phase.
    await page.reload()
    await page.getByRole('button', { name: 'Deposit 50' }).waitFor()
    await ana.settled(other)
    await page.locator('[data-tx]').first().waitFor()
    await page.getByRole('button', { name: 'Withdraw 150' }).click()
    await page.locator('[data-tx]').nth(1).waitFor()
    await led(host, 'next', 'settling')
    await heading(page, /^Time is up\.$/)

    await inPhase(host, 'reveal')
    await page.getByText('First A, after talking C: now it is right.').waitFor()
    await page.locator('.head').waitFor()
    expect(await violations(page)).toEqual([])

    await led(host, 'next', 'transfer')
    await page.getByText('A new case, and the same idea. Answer it alone.').waitFor()
    await confirm(page, 'A')
    answer(ana, 'b')
    await heading(page, /^Not this time\.$/)
    expect(await violations(page)).toEqual([])

    await led(host, 'next', 'podium')
    await page.getByText('Your place').waitFor()
    expect(await violations(page)).toEqual([])

    await led(host, 'end', 'over')
    await page.getByRole('link', { name: 'Go on alone' }).waitFor()
    expect(await violations(page)).toEqual([])
    room.close()
  })

  it('leads a host to the report from the podium and from the end, and back to the phone', async () => {
    const room = await openRoom(server.port)
    const { host, code, hostToken } = room
    const page = await join(await open(room, { [`bankrun:host:${code}`]: JSON.stringify(hostToken) }), 'me')
    await led(host, 'lobby', 'lobby', { round: { ends: { kind: 'host' } } })
    await led(host, 'next', 'countdown')
    await led(host, 'next', 'running')
    await led(host, 'next', 'settling')
    await inPhase(host, 'reveal')
    const report = page.getByRole('link', { name: 'Report' })
    await page.locator('.host-row').waitFor()
    expect(await report.count()).toBe(0)
    await led(host, 'next', 'podium')
    await report.click()
    await heading(page, /^Report of room /)
    await page.getByRole('link', { name: 'To the room' }).click()
    await page.getByText('Your place').waitFor()
    await led(host, 'end', 'over')
    await report.waitFor()
    expect(await violations(page)).toEqual([])
    room.close()
  })

  it('speaks German where the browser does, and another language when one is chosen', async () => {
    const room = await openRoom(server.port)
    const page = await open(room, { 'bankrun:language': 'de' })
    await page.getByLabel('Wer bist du?').fill('ich')
    await page.keyboard.press('Enter')
    await led(room.host, 'lobby', 'lobby', { lesson: LESSON })
    await heading(page, /^Du bist dabei\. Schau auf die Leinwand\.$/)
    await led(room.host, 'next', 'question')
    await heading(page, /100/)
    const german = await page.locator('h1').textContent()
    await page.getByRole('button', { name: /English/ }).click()
    await expect.poll(() => page.locator('h1').textContent()).not.toBe(german)
    await page.getByText('This answer stands').waitFor()
    room.close()
  })

  it('has only the buttons of the round, and says how many presses are left', async () => {
    const room = await openRoom(server.port)
    const page = await join(await open(room), 'me')
    const round = {
      amounts: { kind: 'powers' as const },
      ends: { kind: 'each' as const, transactions: 1 },
      opening: 0,
      settings: { strategy: 'naive', thinkMs: 0, jitterMs: 0 },
    }
    await room.join('ana')
    await led(room.host, 'lobby', 'lobby', { round })
    await led(room.host, 'next', 'countdown')
    await led(room.host, 'next', 'running')
    await page.getByText('One press left').waitFor()
    expect(await page.locator('.fire').count()).toBe(1)
    await page.locator('.fire').click()
    await page.getByText('No press left').waitFor()
    await page.getByText('You have pressed as often as you may.').waitFor()
    expect(await page.locator('.fire').isDisabled()).toBe(true)
    expect(await violations(page)).toEqual([])
    room.close()
  })

  it('asks for the balance with a field that takes a number below zero', async () => {
    const room = await openRoom(server.port)
    const page = await join(await open(room), 'me')
    await room.join('ana')
    await led(room.host, 'lobby', 'lobby', { round: { guess: true } })
    await led(room.host, 'next', 'question')
    await page.getByLabel('Balance, in dollars').fill('50')
    await page.getByRole('button', { name: 'Above or below zero' }).click()
    await page.getByRole('button', { name: 'That is my answer' }).click()
    await page.getByText('Your answer stays secret.').waitFor()
    expect(await page.getByLabel('Balance, in dollars').inputValue()).toBe('-50')
    expect(await violations(page)).toEqual([])
    room.close()
  })
})
