import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { needText } from '../../server/account/needs.ts'
import { chromiumPath } from '../support/machine.ts'
import { openRoom, startServer, type TestServer } from '../support/server.ts'
import { openHostPanel, Pages, PHONE, PROJECTOR, violations } from './pages.ts'

const SENTENCE = needText('set-ifeq')

describe.skipIf(!chromiumPath && !process.env.CI)('a strategy that the Redis in use cannot run', () => {
  const pages = Pages.forTests()
  let server: TestServer
  let base: string
  beforeAll(async () => {
    // The embedded engine has no SET IFEQ, whichever Redis is on the PATH.
    server = await startServer('embedded')
    base = `http://127.0.0.1:${server.port}`
  })
  afterAll(() => server.close())

  it('is disabled for the host, with a sentence that says which servers support it', async () => {
    const room = await openRoom(server.port)
    const screen = await pages.open(`${base}/r/${room.code}/screen`, {
      viewport: PROJECTOR,
      stored: { [`bankrun:host:${room.code}`]: JSON.stringify(room.hostToken) },
    })
    await openHostPanel(screen)
    await screen.getByText(SENTENCE).waitFor()
    const choice = screen.locator('input[name="strategy"][value="set-ifeq"]')
    expect(await choice.isDisabled()).toBe(true)
    expect(await screen.locator('input[name="strategy"][value="watch"]').isDisabled()).toBe(false)
    expect(await violations(screen)).toEqual([])
    room.close()
  })

  it.each([PHONE, PROJECTOR])(
    'has this sentence on its board and in its row of the matrix, at %o',
    async (viewport) => {
      const expected = /409/
      const board = await pages.open(`${base}/explore?strategy=set-ifeq`, { viewport, expected })
      await board.getByText(SENTENCE).first().waitFor()
      const matrix = await pages.open(`${base}/matrix`, { viewport })
      await matrix.getByRole('cell', { name: SENTENCE }).waitFor()
    },
  )
})
