import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../support/machine.ts'
import { madeUpView } from '../support/made-up-class.ts'
import { openRoom, startServer, type TestServer } from '../support/server.ts'
import { Pages, PROJECTOR } from './pages.ts'
import { openStage, type Stage } from './stage.ts'

/** What the page has asked the class to do: the number that it saw, and the event. */
const led = ({ sent }: Stage) =>
  sent.flatMap((message) => (message.type === 'lead' ? [[message.number, message.event]] : []))

describe.skipIf(!chromiumPath && !process.env.CI)('the keyboard of a host’s projector', () => {
  const pages = Pages.forTests()
  let server: TestServer
  beforeAll(async () => {
    server = await startServer('embedded')
  })
  afterAll(() => server.close())
  const open = async (host = true) => {
    const room = await openRoom(server.port)
    const stage = await openStage(pages, `http://127.0.0.1:${server.port}`, room, {
      viewport: PROJECTOR,
      host,
    })
    return { ...stage, room }
  }

  it('goes on, repeats, pauses, resumes and gives more time', async () => {
    const stage = await open()
    const { page, show, room } = stage
    const press = (key: string) => page.keyboard.press(key)
    const deadline = Date.now() + 600_000
    await show(madeUpView('lobby', { number: 1 }))
    await press('Space')
    await show(madeUpView('question', { number: 2, deadline }))
    await press('p')
    await show(madeUpView('question', { number: 3, left: 20_000 }))
    await press('P')
    await show(madeUpView('question', { number: 4, deadline }))
    await press('e')
    await press('PageDown')
    await show(madeUpView('podium', { number: 5 }))
    await press('r')
    await press('Enter')
    await expect
      .poll(() => led(stage))
      .toEqual([
        ...[
          [1, 'next'],
          [2, 'pause'],
          [3, 'resume'],
          [4, 'extend'],
          [4, 'next'],
          [5, 'again'],
          [5, 'next'],
        ],
      ])
    room.close()
  })

  it('counts one press in a phase: neither a held key nor a second press goes on again', async () => {
    const stage = await open()
    const { page, show, room } = stage
    await show(madeUpView('lobby', { number: 1 }))
    for (const _ of [1, 2, 3]) await page.keyboard.down('Space')
    await page.keyboard.up('Space')
    await page.keyboard.press('PageDown')
    await page.keyboard.press('Enter')
    await show(madeUpView('question', { number: 2 }))
    // Held over the change of the phase.
    await page.keyboard.down('Enter')
    await show(madeUpView('talk', { number: 3 }))
    await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
    await page.getByRole('button', { name: 'close the vote' }).click()
    await expect
      .poll(() => led(stage))
      .toEqual([
        ...[
          [1, 'next'],
          [2, 'next'],
          [3, 'next'],
        ],
      ])
    room.close()
  })

  it('a button that is held with the keyboard is pressed once', async () => {
    const stage = await open()
    const { page, show, room } = stage
    await show(madeUpView('lobby', { number: 1 }))
    await page.getByRole('button', { name: 'begin' }).focus()
    await page.keyboard.down('Enter')
    await show(madeUpView('question', { number: 2 }))
    await page.keyboard.down('Enter')
    await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
    expect(led(stage)).toEqual([[1, 'next']])
    room.close()
  })

  it('types into a field that has the focus, and nothing else', async () => {
    const stage = await open()
    const { page, show, room } = stage
    await show(madeUpView('lobby', { number: 1 }))
    await page.getByRole('button', { name: /address/ }).click()
    const field = page.getByRole('textbox').first()
    await field.pressSequentially('r p e')
    await field.press('Enter')
    expect([await field.inputValue(), led(stage)]).toEqual(['r p e', []])
    room.close()
  })

  it('goes on after the panel was closed, by Esc, by its button or by a lesson that was picked', async () => {
    const stage = await open()
    const { page, show, room } = stage
    const panel = page.getByRole('dialog')
    const host = page.getByRole('button', { name: 'Host', exact: true })
    const closed = async (number: number) => {
      await panel.waitFor({ state: 'detached' })
      await page.keyboard.press('Space')
      await expect.poll(() => led(stage)).toContainEqual([number, 'next'])
      expect(await panel.count()).toBe(0)
    }
    await show(madeUpView('lobby', { number: 1 }))
    await host.click()
    await panel.waitFor()
    await page.keyboard.press('Escape')
    await closed(1)
    await show(madeUpView('lobby', { number: 2 }))
    await host.focus()
    await page.keyboard.press('l')
    await page.getByRole('button', { name: 'Close' }).click()
    await closed(2)
    await show(madeUpView('lobby', { number: 3 }))
    await page.getByRole('button', { name: /address/ }).click()
    await page.keyboard.press('Escape')
    await closed(3)
    await show(madeUpView('lobby', { number: 4 }))
    await page.keyboard.press('l')
    await page.getByRole('button', { name: 'Just a race, without a lesson' }).click()
    await show(madeUpView('lobby', { number: 5 }))
    await closed(5)
    room.close()
  })

  it('does nothing on a projector that is not the host’s, which says that the host goes on', async () => {
    const stage = await open(false)
    const { page, show, room } = stage
    await show(madeUpView('lobby', { number: 1 }))
    await page.getByText('The host goes on.').waitFor()
    await page.keyboard.press('Space')
    await show(madeUpView('question', { number: 2, left: 5000 }))
    await page.getByText('The host goes on in a moment. Keep the page open.').waitFor()
    await page.keyboard.press('p')
    expect(led(stage)).toEqual([])
    expect(await page.locator('.class-act').count()).toBe(0)
    room.close()
  })
})
