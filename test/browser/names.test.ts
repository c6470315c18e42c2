import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../support/machine.ts'
import { openRoom, startServer, type TestServer } from '../support/server.ts'
import { join, Pages, PHONE, violations } from './pages.ts'

describe.skipIf(!chromiumPath && !process.env.CI)('names in a browser', () => {
  const pages = Pages.forTests()
  let server: TestServer
  beforeAll(async () => {
    server = await startServer('embedded')
  })
  afterAll(() => server.close())
  const open = (code: string) => pages.open(`http://127.0.0.1:${server.port}/r/${code}`, { viewport: PHONE })

  it('are judged by the server: the door and the menu show its answer, also without Intl.Segmenter', async () => {
    const room = await openRoom(server.port)
    await room.join('ace')
    const page = await open(room.code)
    await page.evaluate(() => {
      Reflect.deleteProperty(Intl, 'Segmenter')
    })
    const alert = page.getByRole('alert')
    const field = page.getByRole('textbox')
    for (const [typed, answer] of [
      ['  ', 'Type a nickname first.'],
      ['x'.repeat(21), 'It has 21 characters, and 20 is the most. Shorten it.'],
      ['аna', 'It mixes Cyrillic and Latin letters. Write it in one alphabet.'],
      ['асе', 'looks like the one of another player in this room'],
      ['ACE', 'That nickname is taken in this room.'],
    ] as const) {
      await field.fill(typed)
      await page.keyboard.press('Enter')
      await alert.filter({ hasText: answer }).waitFor()
      expect(await field.getAttribute('aria-invalid')).toBe('true')
    }
    expect(await violations(page)).toEqual([])
    await join(page, 'രാജന\u0d4d\u200d')
    await page.getByRole('button', { name: 'രാജന\u0d4d\u200d' }).click()
    await page.getByRole('textbox', { name: 'Nickname' }).fill('асе')
    await page.getByRole('button', { name: 'Rename' }).click()
    await alert.filter({ hasText: 'looks like the one of another player' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('textbox', { name: 'Nickname' }).fill('ראובן')
    await page.getByRole('button', { name: 'Rename' }).click()
    await page.getByText('You are \u2068ראובן\u2069 now.').waitFor()
    room.close()
  })

  it('written from right to left turn neither an amount beside them nor the sentence around them', async () => {
    const room = await openRoom(server.port, { thinkMs: 0, jitterMs: 0 })
    const dana = await room.join('דנה')
    const page = await join(await open(room.code), 'ana')
    await page.getByRole('tab', { name: 'Everyone' }).click()
    await dana.settled(dana.fire(50))
    const line = page.locator('.who', { hasText: 'דנה' }).first()
    await line.waitFor()
    const [name, amount] = await line.evaluate((element) => {
      const range = element.ownerDocument.createRange()
      const text = element.firstChild as unknown as { data: string }
      range.setStart(text as never, text.data.indexOf('ד'))
      range.setEnd(text as never, text.data.indexOf('ה') + 1)
      const beside = element.querySelector('.amount')
      return [range.getBoundingClientRect().left, beside?.getBoundingClientRect().left ?? 0]
    })
    expect(name).toBeLessThan(amount ?? 0)
    room.close()
  })
})
