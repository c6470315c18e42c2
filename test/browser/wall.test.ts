import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Player } from '../../shared/protocol.ts'
import { PHASES } from '../../shared/rounds/phases.ts'
import { chromiumPath } from '../support/machine.ts'
import { firstLoss, madeUpLesson, madeUpPlayers, madeUpRecord, madeUpView } from '../support/made-up-class.ts'
import { openRoom, startServer, type TestServer } from '../support/server.ts'
import { flawsForTheBackRow } from './back-row.ts'
import { Pages, PROJECTOR, violations } from './pages.ts'
import { openStage } from './stage.ts'

const SMALL = { width: 1280, height: 720 }
const PLAYED = PHASES.filter((phase) => phase !== 'free')
const ORIGIN = JSON.stringify({ origin: 'http://192.168.1.20:3000', typed: true })

const asPlayers = (count: number): Player[] =>
  madeUpPlayers(count).map(({ player, nickname }, index) => ({
    ...{ id: player, number: index + 1, nickname, state: 'here' },
  }))

describe.skipIf(!chromiumPath && !process.env.CI)('the projector', () => {
  const pages = Pages.forTests()
  let server: TestServer
  let base: string
  beforeAll(async () => {
    server = await startServer('embedded')
    base = `http://127.0.0.1:${server.port}`
  })
  afterAll(() => server.close())

  it.each([
    ['en', PROJECTOR, 24],
    ['de', SMALL, 200],
  ] as const)(
    'can be read from the back row in each phase, and axe finds nothing (%s)',
    async (language, viewport, people) => {
      const room = await openRoom(server.port)
      const stored = { 'bankrun:language': language, 'bankrun:invite': ORIGIN }
      const stage = await openStage(pages, base, room, { viewport, players: asPlayers(people), stored })
      const record = madeUpRecord({
        lesson: 'lost-update',
        players: madeUpPlayers(people, 9),
        writes: 2 * people,
      })
      let number = 0
      for (const phase of PLAYED) {
        number += 1
        const lesson = madeUpLesson(phase, language)
        await stage.show(madeUpView(phase, { number, lesson, here: people }), record)
        expect([phase, ...(await flawsForTheBackRow(stage.page))]).toEqual([phase])
        expect([phase, ...(await violations(stage.page))]).toEqual([phase])
      }
      room.close()
    },
  )

  it.each([
    ['a round in which two people met', firstLoss()],
    [
      'a second round that lost nothing',
      madeUpRecord({ lesson: 'lost-update', round: 2, step: 1, strategy: 'lua', stale: 0 }),
    ],
    ['guessed balances', madeUpRecord({ guesses: true })],
  ])('shows %s so that the back row can read it', async (_, record) => {
    const room = await openRoom(server.port)
    const stage = await openStage(pages, base, room, { viewport: PROJECTOR })
    const { lesson: __, ...bare } = madeUpView('reveal')
    const view = record.lesson ? madeUpView('reveal') : bare
    await stage.show(view, madeUpRecord({ lesson: 'lost-update' }))
    await stage.show({ ...view, number: 2, round: record.round }, record)
    await stage.page.locator(`[data-figure="actual"][data-value="${record.actual}"]`).waitFor()
    expect(await flawsForTheBackRow(stage.page)).toEqual([])
    expect(await violations(stage.page)).toEqual([])
    room.close()
  })

  it('hints at nothing while a question is asked, and marks the right answer by a word when it is known', async () => {
    const room = await openRoom(server.port)
    const { page, show } = await openStage(pages, base, room, { viewport: PROJECTOR })
    for (const phase of ['question', 'talk'] as const) {
      await show(madeUpView(phase, { lesson: madeUpLesson(phase) }))
      expect(await page.locator('[data-right], .right-mark').count()).toBe(0)
      const looks = await page.locator('.wall-choice').evaluateAll((all) =>
        all.map((one) => {
          const style = one.ownerDocument.defaultView?.getComputedStyle(one)
          return [style?.color, style?.borderColor, style?.backgroundColor].join()
        }),
      )
      expect(new Set(looks).size).toBe(1)
    }
    await show(madeUpView('reveal', { number: 2 }), madeUpRecord({ lesson: 'lost-update' }))
    await page.locator('[data-answer="c"][data-right="true"]', { hasText: 'right' }).waitFor()
    await show(madeUpView('learnt', { number: 3 }))
    await page.locator('[data-choice="b"][data-right="true"]', { hasText: 'right' }).waitFor()
    room.close()
  })

  it('shows the QR code of the Wi-Fi in the lobby once the host has typed its name, also after a reload', async () => {
    const room = await openRoom(server.port)
    const stored = { 'bankrun:invite': ORIGIN }
    const stage = await openStage(pages, base, room, { viewport: PROJECTOR, players: asPlayers(30), stored })
    const { page, show } = stage
    await show(madeUpView('lobby'))
    await page.getByRole('button', { name: 'Another address' }).click()
    await page.getByLabel('Name of the Wi-Fi for phones').fill('Room 214')
    await page.getByLabel('Its password, if it has one').fill('chalk; and cheese')
    await page.getByRole('button', { name: 'Show its QR code in the lobby' }).click()
    await page.keyboard.press('Escape')
    const code = page.getByRole('img', { name: 'First the Wi-Fi: Room 214' })
    await code.waitFor()
    await page.reload()
    await stage.inside()
    await show(madeUpView('lobby'))
    await code.waitFor()
    expect(await flawsForTheBackRow(page)).toEqual([])
    expect(await violations(page)).toEqual([])
    room.close()
  })

  it('says how all luck adds up to the divergence', async () => {
    const room = await openRoom(server.port)
    const { page, show } = await openStage(pages, base, room, { viewport: PROJECTOR })
    await show(madeUpView('podium'), madeUpRecord())
    const parts = await page.locator('.luck-bar .num').allTextContents()
    const sum = parts.reduce((all, part) => all + Number(part.replace('−', '-').replace(/[,+]/g, '')), 0)
    const { actual, expected } = madeUpRecord()
    expect(sum).toBe((actual ?? 0) - expected)
    room.close()
  })

  it('speaks German in a German browser, tells the server so, and can be switched by hand', async () => {
    const room = await openRoom(server.port)
    const before = `Object.defineProperty(navigator, 'languages', { get: () => ['de-AT', 'en'] })`
    const { page, show, sent } = await openStage(pages, base, room, { viewport: PROJECTOR, before })
    await show(madeUpView('lobby'))
    await page.getByText('Mit diesem Code mitmachen').waitFor()
    await expect.poll(() => sent).toContainEqual({ type: 'speak', language: 'de' })
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('Join with this code').waitFor()
    await expect.poll(() => sent.at(-1)).toEqual({ type: 'speak', language: 'en' })
    room.close()
  })

  it('tells a screen reader of phases and the last seconds, through one region', async () => {
    const room = await openRoom(server.port)
    const { page, show } = await openStage(pages, base, room, { viewport: PROJECTOR })
    await show(madeUpView('question', { deadline: Date.now() + 11_500 }))
    const region = page.locator('.class-screen [aria-live="polite"]')
    expect(await region.count()).toBe(1)
    await expect.poll(() => region.textContent()).toMatch(/^A question\. The account holds/)
    await expect.poll(() => region.textContent()).toBe('10 seconds left')
    await show(madeUpView('question', { number: 2, left: 5000 }))
    await expect.poll(() => region.textContent()).toBe('Paused: A question.')
    await show(madeUpView('reveal', { number: 3 }), firstLoss())
    await expect
      .poll(() => region.textContent())
      .toBe('What happened. $150 appeared from nowhere. 1 of 2 lost.')
    room.close()
  })
})
