import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LESSONS } from '../../server/lessons/all-lessons.ts'
import { openRoomOfLesson } from '../../server/node.ts'
import { hostLinkHash } from '../../shared/host-link.ts'
import { chromiumPath } from '../support/machine.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { Pages, PHONE, PROJECTOR, violations } from './pages.ts'

const [lesson] = LESSONS
const title = lesson?.texts.en.title ?? ''

describe.skipIf(!chromiumPath && !process.env.CI)('a lesson', () => {
  const pages = Pages.forTests()
  let server: TestServer
  let base: string
  beforeAll(async () => {
    server = await startServer('embedded')
    base = `http://127.0.0.1:${server.port}`
  })
  afterAll(() => server.close())

  it('can be tried alone from the first page, and the list says how far it is', async () => {
    const page = await pages.open(`${base}/`, { viewport: PHONE })
    await page.getByRole('link', { name: /Try it alone/ }).click()
    await page.getByRole('button', { name: new RegExp(title.replace('?', '.')) }).waitFor()
    expect(await page.getByRole('list').getByRole('button').count()).toBe(LESSONS.length)
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: new RegExp(title.replace('?', '.')) }).click()
    await page.getByRole('button', { name: 'Start' }).click()
    await page.getByRole('button', { name: /^C / }).click()
    await page.getByRole('button', { name: 'My answer is C' }).click()
    // Alone there is no talk: the race follows the answer.
    await page.getByRole('heading', { name: 'Get ready.' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.locator('[data-phase="running"]').waitFor()
    await page.getByRole('button', { name: 'Deposit 50' }).click()
    await page.locator('[data-phase="reveal"]').waitFor({ timeout: 60_000 })
    await page.getByText('Your answer C is right.').waitFor()
    await page.getByRole('button', { name: 'All lessons' }).click()
    await page.locator('.learn-list [data-state]').first().waitFor()
    await page.reload()
    await page.locator('.learn-list [data-state]').first().waitFor()
  }, 120_000)

  it('alone has no bot where bots would spoil it, names its task, gives hints, and can be tried again', async () => {
    const page = await pages.open(`${base}/learn`, { viewport: PHONE })
    await page.locator('.learn-list button').nth(2).click()
    await page.getByText('no bot presses').waitFor()
    await page.getByRole('button', { name: 'Start' }).click()
    await page.getByRole('button', { name: /^B / }).click()
    await page.getByRole('button', { name: 'My answer is B' }).click()
    await page.getByText('end the race yourself').waitFor()
    await page.locator('[data-phase="running"]').waitFor()
    await page.getByText('You have done it when').waitFor()
    await page.getByRole('button', { name: 'A hint' }).click()
    await page.getByText('Hint:').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Deposit 50' }).click()
    await page.getByText('kept so far').waitFor()
    await page.getByRole('button', { name: 'End the race' }).click()
    await page.getByText('It is in the balance.').waitFor()
    await page.getByText('Not yet.').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'Get ready.' }).waitFor()
  }, 60_000)

  it('has a German title in the list of a German page, and its idea stays untold until it is done', async () => {
    const page = await pages.open(`${base}/learn`, { viewport: PHONE, stored: { 'bankrun:language': 'de' } })
    const first = page.locator('.learn-list button').first()
    await first.getByText(lesson?.texts.de.title ?? '').waitFor()
    expect(await first.textContent()).not.toContain(lesson?.texts.de.idea)
    await page.reload()
    await first.getByText(lesson?.texts.de.title ?? '').waitFor()
  })

  it('that the server has opened waits in the lobby, and its link makes the page a host', async () => {
    if (!lesson) throw new Error('no lesson')
    const { code, link } = await openRoomOfLesson(server.engine, lesson)
    const screen = await pages.open(`${base}/r/${code}/screen${hostLinkHash(link)}`, { viewport: PROJECTOR })
    await screen.getByText(title).first().waitFor()
    await expect.poll(() => screen.evaluate(`localStorage.getItem('bankrun:host:${code}')`)).not.toBeNull()
    expect(new URL(screen.url()).hash).toBe('')
  })

  it('is not found by a code that is wrong, and the code can be corrected there', async () => {
    const page = await pages.open(`${base}/r/K7Q4MX`, { viewport: PHONE })
    await page.getByText('There is no room with that code.').waitFor()
    expect(await page.getByLabel('Correct the code').inputValue()).toBe('K7Q4MX')
    expect(await violations(page)).toEqual([])
    await page.goto(`${base}/r/K7Q4`)
    await page.getByText('A code has six characters').waitFor()
    expect(await page.getByLabel('Correct the code').inputValue()).toBe('K7Q4')
  })
})
