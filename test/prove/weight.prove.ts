import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sharedChromium } from '../browser/chromium.ts'
import { join, LAPTOP, PHONE } from '../browser/pages.ts'
import { lanAddress } from '../support/lan-address.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'

/** Bytes of the first load over plain HTTP, with headers and without the fonts. */
const MOST = 60_000
const PLAYERS = 30

interface Load {
  /** File names with their bytes on the wire. */
  files: Map<string, number>
  fonts: number
  /** Bytes of the first message on the WebSocket. */
  greeting: number
}

const bytes = ({ files }: Load): number => [...files.values()].reduce((sum, size) => sum + size, 0)

describe('the first load over plain HTTP, by the address of this machine', () => {
  let browser: Browser
  let server: TestServer
  let room: TestRoom
  let base: string
  beforeAll(async () => {
    browser = await sharedChromium()
    server = await startServer('embedded', undefined, { host: undefined })
    base = `http://${lanAddress ?? '127.0.0.1'}:${server.port}`
    room = await openRoom(server.port, { thinkMs: 0, jitterMs: 0 })
    for (let n = 1; n <= PLAYERS; n++) {
      const player = await room.join(`player ${n}`)
      for (const amount of [50, -150, 10]) await player.settled(player.fire(amount))
    }
  })
  afterAll(async () => {
    room.close()
    await server.close()
  })

  /** Does something on the page; resolves with what was loaded meanwhile. */
  async function loading(page: Page, work: () => Promise<unknown>): Promise<Load> {
    const load: Load = { files: new Map(), fonts: 0, greeting: 0 }
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    const names = new Map<string, string>()
    session.on('Network.responseReceived', ({ requestId, response, type }) => {
      names.set(requestId, type === 'Font' ? '' : new URL(response.url).pathname)
    })
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const name = names.get(requestId)
      if (name === '') load.fonts += encodedDataLength
      else if (name !== undefined) load.files.set(name, encodedDataLength)
    })
    session.on('Network.webSocketFrameReceived', ({ response }) => {
      if (load.greeting === 0) load.greeting = response.payloadData.length
    })
    await work()
    await page.waitForLoadState('networkidle')
    await session.detach()
    return load
  }

  describe.each([
    ['phone', PHONE],
    ['laptop', LAPTOP],
  ])('on a %s', (name, viewport) => {
    it(`is ${MOST / 1000} kB at most for joining, and for playing with a stored seat`, async () => {
      const context = await browser.newContext({ viewport })
      const page = await context.newPage()
      const joining = await loading(page, () => page.goto(`${base}/r/${room.code}`))
      await join(page, `${name} of mine`)
      const state = await context.storageState()
      await context.close()
      const fresh = await browser.newContext({ viewport, storageState: state })
      const seated = await fresh.newPage()
      const playing = await loading(seated, async () => {
        await seated.goto(`${base}/r/${room.code}`)
        await seated.getByRole('button', { name: 'Deposit 50' }).waitFor()
      })
      for (const [what, load] of Object.entries({ joining, playing })) {
        console.log(`${name}, ${what}: ${bytes(load)} bytes, fonts ${load.fonts}, greeting ${load.greeting}`)
        expect(
          [...load.files.keys()].filter((file) => /explore|matrix|screen|host-panel/.test(file)),
        ).toEqual([])
        expect(load.files.size).toBeGreaterThanOrEqual(4)
        expect(bytes(load)).toBeLessThanOrEqual(MOST)
        expect(load.fonts).toBeLessThan(60_000)
        expect(load.greeting).toBeGreaterThan(1000)
      }

      // The next visit asks for the page again, and for nothing else.
      const again = await loading(seated, () => seated.goto(`${base}/r/${room.code}?again`))
      expect(bytes(again)).toBeLessThan(2000)
      await fresh.close()
    })
  })

  it('loads the projector, the board and the matrix when they are opened', async () => {
    const context = await browser.newContext({ viewport: LAPTOP })
    const page = await context.newPage()
    const home = await loading(page, () => page.goto(`${base}/`))
    expect(bytes(home)).toBeLessThanOrEqual(MOST)
    const explore = await loading(page, async () => {
      await page.getByRole('link', { name: 'Every order' }).click()
      await page.locator('.tile').first().waitFor()
    })
    expect([...explore.files.keys()].some((file) => /explore-page-.*\.js$/.test(file))).toBe(true)
    const matrix = await loading(page, async () => {
      await page.getByRole('link', { name: 'Every strategy' }).click()
      await page.getByRole('table').waitFor()
    })
    expect([...matrix.files.keys()].some((file) => /matrix-.*\.js$/.test(file))).toBe(true)
    await page.goto(`${base}/r/${room.code}`)
    const screen = await loading(page, () => page.goto(`${base}/r/${room.code}/screen`))
    expect([...screen.files.keys()].some((file) => /screen-.*\.js$/.test(file))).toBe(true)
    await context.close()
  })
})
