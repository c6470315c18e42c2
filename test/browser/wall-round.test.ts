import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { classed, epochOf, inPhase, led } from '../support/classroom.ts'
import { chromiumPath } from '../support/machine.ts'
import { openRoom, startServer, type TestServer } from '../support/server.ts'
import { TEST_LESSON } from '../support/test-lesson.ts'
import { flawsForTheBackRow } from './back-row.ts'
import { Pages, PROJECTOR } from './pages.ts'

describe.skipIf(!chromiumPath && !process.env.CI)('a lesson on the projector of a real room', () => {
  const pages = Pages.forTests()
  let server: TestServer
  beforeAll(async () => {
    server = await startServer('embedded')
  })
  afterAll(() => server.close())

  it('is led from the lobby to the end by the keyboard alone', async () => {
    const room = await openRoom(server.port)
    const { host, code, hostToken } = room
    const people = [await room.join('Ana'), await room.join('Bo'), await room.join('علی')]
    await led(host, 'lobby', 'lobby', { lesson: 'lost-update' })
    const page = await pages.open(`http://127.0.0.1:${server.port}/r/${code}/screen`, {
      viewport: PROJECTOR,
      stored: { [`bankrun:host:${code}`]: JSON.stringify(hostToken) },
    })
    const reach = async (phase: string) => {
      await page.locator(`.class-screen[data-phase="${phase}"][data-paused="false"]`).waitFor()
      expect([phase, ...(await flawsForTheBackRow(page))]).toEqual([phase])
    }
    const press = (key: string) => page.keyboard.press(key)
    const answer = async (phase: 'question' | 'talk' | 'transfer', choices: readonly string[]) => {
      for (const [index, client] of people.entries()) {
        const { number } = await inPhase(client, phase)
        client.send({ type: 'answer', number, choice: choices[index] as 'a' })
      }
    }

    await reach('lobby')
    for (const name of ['Ana', 'Bo', 'علی']) await page.locator('.names .chip', { hasText: name }).waitFor()
    await press('Space')
    await reach('question')
    await press('p')
    await page.locator('.class-screen[data-paused="true"]').waitFor()
    await page.getByText('Paused', { exact: true }).waitFor()
    await press('p')
    await reach('question')
    await answer('question', ['a', 'a', 'c'])
    await reach('talk')
    await page.locator('.wall-choice[data-choice="a"] .choice-count', { hasText: '2' }).waitFor()
    await answer('talk', ['a', 'c', 'c'])
    await page.locator('.class-screen[data-phase="countdown"], .class-screen[data-phase="running"]').waitFor()
    await reach('running')
    const [ana, bo] = people as [(typeof people)[0], (typeof people)[0]]
    const epoch = epochOf(ana)
    await Promise.all([ana.settled(ana.fire(50, epoch)), bo.settled(bo.fire(-150, epoch))])
    await press('Space')
    await reach('reveal')
    const reveal = await classed(host, ({ phase }) => phase === 'reveal')
    expect(reveal.spread).toEqual({ first: { a: 2, c: 1 }, second: { a: 1, c: 2 } })
    await page.locator('[data-answer="c"][data-right="true"]', { hasText: '1→2' }).waitFor()
    await page.locator('.scene-bar[data-role="lost"]').waitFor()
    await press('PageDown')
    await reach('transfer')
    await answer('transfer', ['b', 'b', 'c'])
    await reach('learnt')
    expect(await page.locator('.share-figure').allTextContents()).toEqual(['33%', '67%', '67%'])
    await press('Enter')
    await reach('podium')
    await page.locator('.podium-cards li').nth(3).waitFor()
    await page.getByRole('link', { name: 'report' }).waitFor()
    await page.getByRole('button', { name: 'end the session' }).click()
    await reach('over')
    await page.getByRole('link', { name: 'report' }).click()
    await page.getByRole('heading', { name: /^Report of room/ }).waitFor()
    await page.goBack()
    await reach('over')
    await press('Space')
    await reach('lobby')
    room.close()
  }, 90_000)

  it('shows the rounds of a lesson side by side, also after a reload', async () => {
    const own = await startServer('embedded', undefined, { lessons: [TEST_LESSON] })
    const room = await openRoom(own.port)
    const { host, code } = room
    const [ana, bo] = [await room.join('Ana'), await room.join('Bo')]
    await led(host, 'lobby', 'lobby', { lesson: 'for-tests' })
    await led(host, 'next', 'question')
    await led(host, 'next', 'talk')
    await led(host, 'next', 'countdown')
    await led(host, 'next', 'running')
    await Promise.all([inPhase(ana, 'running'), inPhase(bo, 'running')])
    const epoch = epochOf(ana)
    await Promise.all([ana.settled(ana.fire(50, epoch)), bo.settled(bo.fire(-150, epoch))])
    await led(host, 'next', 'settling')
    await inPhase(host, 'reveal')
    await led(host, 'next', 'countdown')
    await led(host, 'next', 'running')
    const page = await pages.open(`http://127.0.0.1:${own.port}/r/${code}/screen`, { viewport: PROJECTOR })
    await page.locator('.class-screen[data-phase="running"]').waitFor()
    await led(host, 'next', 'settling')
    const beside = () => page.locator('.rounds-beside li').count()
    await expect.poll(beside).toBe(2)
    expect(await flawsForTheBackRow(page)).toEqual([])
    await page.reload()
    await expect.poll(beside).toBe(2)
    // A page whose server has ended reports that it cannot connect.
    await page.close()
    room.close()
    await own.close()
  })

  it('is in the right phase after a reload, with what the reveal shows', async () => {
    const room = await openRoom(server.port)
    const { host, code } = room
    await room.join('Ana')
    const page = await pages.open(`http://127.0.0.1:${server.port}/r/${code}/screen`, { viewport: PROJECTOR })
    const shows = (phase: string) => page.locator(`.class-screen[data-phase="${phase}"]`).waitFor()
    await led(host, 'lobby', 'lobby')
    await shows('lobby')
    await led(host, 'next', 'countdown')
    await led(host, 'next', 'running')
    await page.reload()
    await shows('running')
    await led(host, 'next', 'settling')
    await inPhase(host, 'reveal')
    await page.reload()
    await shows('reveal')
    await page.getByText('Nothing was booked.').first().waitFor()
    // Only a host can read the report.
    await led(host, 'end', 'over')
    await shows('over')
    expect(await page.getByRole('link', { name: 'report' }).count()).toBe(0)
    room.close()
  })
})
