import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { chromiumPath } from '../support/machine.ts'
import { complete, orders, query, sentence, served, steps } from './board.ts'
import { Pages, PHONE, PROJECTOR } from './pages.ts'

/** Milliseconds for a test that runs many orders. */
const SLOW = 60_000
const LESSON = '/explore?strategy=naive&tx=50&tx=-150'

const order = (page: Page, name: RegExp) => page.getByRole('option', { name })

describe.skipIf(!chromiumPath && !process.env.CI)('the board', () => {
  const pages = Pages.forTests()
  const at = served()

  const sizes = { PHONE, PROJECTOR }
  describe.each(['PHONE', 'PROJECTOR'] as const)('on a %s', (size) => {
    const viewport = sizes[size]

    it('shows six orders of naive, four of them marked as lost updates', async () => {
      const page = await pages.open(`${at.base}/explore`, { viewport })
      await sentence(page, '4 of 6 orders lose an update.').waitFor()
      await complete(page)
      expect(await orders(page).count()).toBe(6)
      expect(await page.locator('[role=option][data-face="lost-update"]').count()).toBe(4)
      expect(await order(page, /: safe, balance \$0/).count()).toBe(2)
      expect(`${new URL(page.url()).pathname}${new URL(page.url()).search}`).toBe(LESSON)
      await page.getByRole('button', { name: '4 update lost' }).click()
      expect(await orders(page).count()).toBe(4)
    })

    it('opens the steps of an order, and its address opens the same steps in another browser', async () => {
      const page = await pages.open(`${at.base}${LESSON}`, { viewport })
      await order(page, /^order 1 2 2 1: P2's −150 is lost, balance \$150, expected \$0$/).click()
      await steps(page).nth(3).waitFor()
      expect(query(page).get('schedule')).toBe('1221')
      const seen = await steps(page).allInnerTexts()
      expect(seen).toHaveLength(4)
      const elsewhere = await pages.open(page.url(), { viewport })
      await steps(elsewhere).nth(3).waitFor()
      expect(await steps(elsewhere).allInnerTexts()).toEqual(seen)
      await elsewhere
        .getByText(/P2's −150 .*lost/)
        .first()
        .waitFor({ state: 'attached' })
      await sentence(elsewhere, '4 of 6 orders lose an update.').waitFor({ state: 'attached' })

      await page.goBack()
      await steps(page).first().waitFor({ state: 'detached' })
      expect(query(page).get('schedule')).toBeNull()
      await elsewhere.keyboard.press('Escape')
      await steps(elsewhere).first().waitFor({ state: 'detached' })
      expect(query(elsewhere).get('schedule')).toBeNull()
    })
  })

  it('can be navigated and opened with the keyboard', async () => {
    const page = await pages.open(`${at.base}${LESSON}`, { viewport: PROJECTOR })
    await complete(page)
    const list = page.getByRole('listbox', { name: 'Every order' })
    await list.focus()
    const active = async () => page.locator(`[id="${await list.getAttribute('aria-activedescendant')}"]`)
    const all = await orders(page).evaluateAll((tiles) => tiles.map((tile) => tile.dataset.schedule))
    for (const key of ['End', 'ArrowLeft', 'Enter']) await page.keyboard.press(key)
    await expect.poll(async () => (await active()).getAttribute('data-schedule')).toBe(all[4])
    await steps(page).nth(3).waitFor()
    await expect.poll(() => query(page).get('schedule')).toBe(all[4])
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => query(page).get('schedule')).toBe(all[5])
    await page.keyboard.press('Escape')
    await expect.poll(() => query(page).get('schedule')).toBeNull()
  })

  it('closes the steps even when keys come faster than the page renders', { timeout: SLOW }, async () => {
    const page = await pages.open(`${at.base}${LESSON}`, { viewport: PROJECTOR })
    await complete(page)
    const session = await page.context().newCDPSession(page)
    for (const keys of ['ArrowRight Escape', 'ArrowRight Escape', 'Escape Escape Escape']) {
      await orders(page).nth(3).click()
      await steps(page).nth(3).waitFor()
      await session.send('Emulation.setCPUThrottlingRate', { rate: 10 })
      for (const key of keys.split(' ')) await page.keyboard.press(key)
      await steps(page).first().waitFor({ state: 'detached' })
      await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
      expect(page.url()).toBe(`${at.base}${LESSON}`)
    }
  })

  it('follows changes of its scenario, and filters the orders with balance right and bank wrong', async () => {
    const page = await pages.open(`${at.base}${LESSON}`, { viewport: PROJECTOR })
    await page.getByLabel('P2: amount').fill('50')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Add one' }).click()
    await sentence(page, '84 of 90 orders lose an update.').waitFor()
    expect(query(page).getAll('tx')).toEqual(['50', '-50', '10'])
    await page
      .getByText(/16 of them end at the right balance/)
      .first()
      .waitFor({ state: 'attached' })
    await page.getByRole('button', { name: '16 balance right, bank wrong' }).click()
    expect(await orders(page).count()).toBe(16)
    await orders(page).first().click()
    await page.getByText('Balance right, bank wrong.').first().waitFor()
    await page.getByRole('button', { name: 'Close' }).click()

    await page.getByLabel('Strategy').selectOption('incrby')
    await sentence(page, 'All 6 orders are safe.').waitFor()
    expect(query(page).get('strategy')).toBe('incrby')
  })

  it('shows a refusal as refused, and shows orders in which a node crashes', { timeout: SLOW }, async () => {
    const page = await pages.open(`${at.base}/explore?strategy=lua&tx=-60&tx=-60&overdraft=refused`, {
      viewport: PROJECTOR,
    })
    await sentence(page, 'Both orders are safe.').waitFor()
    await order(page, /^order 1 2: safe, P2's −60 is refused, balance \$40$/).click()
    await page
      .locator('[data-fate="refused"]')
      .getByText(/refused$/)
      .waitFor()
    await page.getByRole('button', { name: 'Close' }).click()

    await page.getByLabel('Strategy').selectOption('naive')
    await page.getByRole('group', { name: 'Nodes' }).getByText('2').click()
    await page.getByRole('group', { name: 'A node crashes' }).getByText('once').click()
    await complete(page)
    expect(query(page).get('crashes')).toBe('1')
    await order(page, /node A crashes/)
      .first()
      .click()
    await steps(page).getByText('node A crashes').waitFor()
  })

  it('opens a claim at a scenario that shows it, or says that it cannot be shown', {
    timeout: SLOW,
  }, async () => {
    const claim = '/explore?strategy=incrby&shows=overdraft&place=oneNode'
    const page = await pages.open(`${at.base}${claim}`, { viewport: PROJECTOR })
    await sentence(page, '4 of 6 orders go below zero.').waitFor()
    expect(query(page).get('overdraft')).toBe('refused')
    expect(query(page).get('schedule')).toMatch(/^[12]+$/)
    const whole = await pages.open(`${at.base}${claim}&order=none`, { viewport: PROJECTOR })
    await sentence(whole, '4 of 6 orders go below zero.').waitFor()
    expect(query(whole).get('schedule')).toBeNull()
    const expected = /status of 4\d\d/
    const none = await pages.open(`${at.base}/explore?strategy=incrby&shows=luck`, {
      viewport: PHONE,
      expected,
    })
    await sentence(none, 'This cannot be shown.').waitFor()
  })

  it('explains an invalid address, and a schedule that cannot be played', async () => {
    const expected = /status of 4\d\d/
    const page = await pages.open(`${at.base}/explore?strategy=naive&tx=abc`, { viewport: PHONE, expected })
    await sentence(page, 'This cannot be explored.').waitFor()
    await page.getByText(/"abc"/).first().waitFor({ state: 'attached' })
    await page.getByRole('link', { name: 'Start from the lesson' }).click()
    await sentence(page, '4 of 6 orders lose an update.').waitFor()
    await page.goto(`${at.base}${LESSON}&schedule=3`)
    await page.getByRole('heading', { name: 'This order cannot be played.' }).waitFor()
  })

  it('says that the server does not answer, and searches again on request', async () => {
    const page = await pages.open(`${at.base}${LESSON}`, {
      viewport: PHONE,
      expected: /ERR_|Failed to fetch/,
    })
    await sentence(page, '4 of 6 orders lose an update.').waitFor()
    await page.route('**/api/explore**', (route) => route.abort())
    await page.reload()
    await sentence(page, 'The server does not answer.').waitFor()
    await page.unroute('**/api/explore**')
    await page.getByRole('button', { name: 'Try again' }).click()
    await sentence(page, '4 of 6 orders lose an update.').waitFor()
  })

  it('cancels its search when the scenario changes, and when the viewer leaves the page', async () => {
    const page = await pages.open(`${at.base}/explore?strategy=watch&tx=50&tx=-50&tx=10`, {
      viewport: PROJECTOR,
    })
    const broken = () =>
      page.waitForEvent('requestfailed', (request) => request.url().includes('/api/explore?'))
    await sentence(page, /so far/).waitFor()
    const first = broken()
    await page.getByRole('button', { name: 'P1: make it a withdrawal' }).click()
    await first
    await sentence(page, /so far/).waitFor()
    const second = broken()
    await page.getByRole('link', { name: 'Bank Run' }).click()
    await second
  })
})
