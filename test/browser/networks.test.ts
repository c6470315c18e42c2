import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isProving } from '../support/engines.ts'
import { chromiumPath } from '../support/machine.ts'
import { Network, type NetworkMode } from '../support/network.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'
import { join, Pages, PHONE, PROJECTOR, shows, violations } from './pages.ts'

const BLOCKED = 'This network lets the page through, but not its live connection.'
const SIGN_IN = 'This network may want you to sign in first'

/** A page waits ten seconds for a network that swallows its upgrades. */
const MORE: [string, NetworkMode][] = isProving
  ? [
      ['answers the upgrade with a page', 'page'],
      ['swallows the upgrade', 'swallow'],
    ]
  : []

describe.skipIf(!chromiumPath && !process.env.CI)('a network without WebSockets', () => {
  const pages = Pages.forTests()
  const expected = /WebSocket connection to|Failed to load resource/
  let server: TestServer
  let room: TestRoom
  let network: Network
  beforeAll(async () => {
    server = await startServer('embedded')
    room = await openRoom(server.port, { strategy: 'incrby', thinkMs: 0, jitterMs: 0 })
  })
  afterAll(async () => {
    room.close()
    await server.close()
  })
  beforeEach(async () => {
    network = await Network.before(server.port)
  })
  afterEach(() => network.close())

  const open = (path: string, viewport = PHONE): Promise<Page> =>
    pages.open(`http://127.0.0.1:${network.port}${path}`, { viewport, expected })
  /** The page has no more room than the window is wide. */
  const overflow = (page: Page): Promise<number> =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth } = (
        globalThis as unknown as {
          document: { documentElement: { scrollWidth: number; clientWidth: number } }
        }
      ).document.documentElement
      return scrollWidth - clientWidth
    })

  it.each<[string, NetworkMode]>([['refuses the upgrade', 403], ...MORE])(
    'that %s is named on a phone, with what helps, and the phone plays when the network passes it',
    async (_, mode) => {
      network.mode = mode
      const phone = await open(`/r/${room.code}`)
      await phone.getByRole('heading', { name: BLOCKED }).waitFor()
      await phone.getByText('Another Wi-Fi').waitFor()
      await expect.poll(() => phone.getByRole('textbox').isVisible()).toBe(false)
      expect(await violations(phone)).toEqual([])
      expect(await overflow(phone)).toBe(0)
      network.mode = 'pass'
      await join(phone, `on ${mode}`)
    },
  )

  it('is named on the projector, and to the host who opens a room', async () => {
    network.mode = 403
    const screen = await open(`/r/${room.code}/screen`, PROJECTOR)
    await screen.getByRole('heading', { name: BLOCKED }).waitFor()
    expect(await violations(screen)).toEqual([])
    const home = await open('/')
    await home.getByRole('button', { name: 'Host a room' }).click()
    await home.getByText(BLOCKED).waitFor()
    network.mode = 'pass'
    await shows(screen, 100, 100)
  })

  it('that a player has moved to is named beside the last numbers', async () => {
    const phone = await join(await open(`/r/${room.code}`), 'ana')
    network.mode = 403
    network.cut()
    await phone.getByText(BLOCKED).waitFor()
    await phone.locator('[data-figure="actual"]').first().waitFor()
    expect(await violations(phone)).toEqual([])
    expect(await overflow(phone)).toBe(0)
  })

  it('is not blamed for a portal, a server that is away and a refusal', async () => {
    const phone = await open(`/r/${room.code}`)
    // The page is complete: what it loads later does not come through these networks.
    await phone.getByRole('textbox').waitFor()
    const says = async (mode: NetworkMode, text: string) => {
      network.mode = mode
      network.cut()
      await phone.getByText(text).waitFor()
      expect(await phone.getByText(BLOCKED).count()).toBe(0)
    }
    await says('portal', SIGN_IN)
    await says('cut', 'The server cannot be reached.')
    await says('redirect', SIGN_IN)
    expect(await violations(phone)).toEqual([])
    await says('gateway', 'The server cannot be reached.')
    network.rewrite = (lines) => lines.map((line) => line.replace(' /ws ', ' /elsewhere '))
    await says('pass', 'The live connection came to the server at a wrong address.')
    network.rewrite = (lines) => lines
    await join(phone, 'bea')
  })
})
