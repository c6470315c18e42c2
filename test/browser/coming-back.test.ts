import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../support/machine.ts'
import { openRoom, startServer, type TestServer } from '../support/server.ts'
import { join, Pages, PHONE, PROJECTOR, shows, violations } from './pages.ts'

describe.skipIf(!chromiumPath && !process.env.CI)('the same person in another browser', () => {
  const pages = Pages.forTests()
  let server: TestServer
  beforeAll(async () => {
    server = await startServer('embedded')
  })
  afterAll(() => server.close())

  it('is told that bea is away, asks the host for the seat, and has it with its history after the press', async () => {
    const room = await openRoom(server.port, { thinkMs: 0, jitterMs: 0 })
    const base = `http://127.0.0.1:${server.port}/r/${room.code}`
    const phone = { viewport: PHONE }
    const first = await join(await pages.open(base, phone), 'bea')
    await first.getByRole('button', { name: 'Deposit 50' }).click()
    await shows(first, 150, 150)
    const stored = await first.evaluate(
      () =>
        ({ ...(globalThis as unknown as { localStorage: object }).localStorage }) as Record<string, string>,
    )
    await first.goto(`http://127.0.0.1:${server.port}/matrix`)

    const host = await pages.open(`${base}/screen`, {
      viewport: PROJECTOR,
      stored: { [`bankrun:host:${room.code}`]: JSON.stringify(room.hostToken) },
    })
    const second = await pages.open(base, phone)
    const knock = async (): Promise<string> => {
      await second.getByRole('textbox').fill('bea')
      await second.keyboard.press('Enter')
      const alert = second.getByRole('alert')
      await alert.filter({ hasText: /./ }).waitFor()
      return (await alert.textContent()) ?? ''
    }
    await expect.poll(knock).toContain('bea was here and is away. The name is free in')
    await second.getByRole('button', { name: 'That is me: ask the host for my seat' }).click()
    const digits = await second.locator('.digits').textContent()
    expect(digits).toMatch(/^\d\d$/)
    const card = host
      .getByRole('alert')
      .filter({ hasText: `Give the seat of bea to the browser that shows ${digits}?` })
    await card.waitFor()
    expect(await violations(second)).toEqual([])
    expect(await violations(host)).toEqual([])
    await card.getByRole('button', { name: 'Give it the seat' }).click()
    await second.getByRole('button', { name: 'Deposit 50' }).waitFor()
    await card.waitFor({ state: 'detached' })
    await second.locator('[data-tx][data-verdict="kept"]').waitFor()

    const old = await pages.open(base, { ...phone, stored })
    await old.getByText('this seat is another browser’s').waitFor()
    room.close()
  })
})
