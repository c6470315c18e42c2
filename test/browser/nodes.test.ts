import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { chromiumPath } from '../support/machine.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { openHostPanel, Pages, PHONE, PROJECTOR, violations } from './pages.ts'

// Several processes start here, possibly at the same time as those of other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

describe.skipIf(!chromiumPath && !process.env.CI)('three nodes in a browser', () => {
  /** The error that the browser logs when a killed node's connection breaks. */
  const expected = /WebSocket connection to .* failed/
  const pages = Pages.forTests()
  let running: ServerProcess
  let base: string
  beforeAll(async () => {
    running = await startServerProcess('--nodes', '3', '--allow-chaos')
    base = `http://127.0.0.1:${running.port}`
  })
  afterAll(() => running?.stop())

  async function room(...nicknames: string[]): Promise<{ screen: Page; players: Page[] }> {
    const screen = await pages.open(base, { viewport: PROJECTOR, expected })
    await screen.getByRole('button', { name: /host a room/i }).click()
    await screen.waitForURL(/\/r\/[^/]+\/screen/)
    const code = new URL(screen.url()).pathname.split('/')[2] ?? ''
    const players: Page[] = []
    for (const nickname of nicknames) {
      const page = await pages.open(`${base}/r/${code}`, { viewport: PHONE, expected })
      await page.getByRole('textbox').first().fill(nickname)
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Deposit 50' }).waitFor()
      players.push(page)
    }
    return { screen, players }
  }
  const nodeOf = (player: Page) => player.locator('.fineprint .node-badge').textContent()

  it('share the players; each page names its node, and the projector counts the players of each', async () => {
    const { screen, players } = await room('ana', 'bob', 'cleo', 'dan', 'eva')
    const nodes = await Promise.all(players.map(nodeOf))
    expect(new Set(nodes).size).toBe(3)
    const shown = () => screen.locator('.screen-header .nodes li').allTextContents()
    const counted = ['A', 'B', 'C'].map((name) => `${name}${nodes.filter((node) => node === name).length}`)
    await expect.poll(shown).toEqual(counted)
    for (const player of players) await player.getByRole('button', { name: 'Deposit 50' }).click()
    await expect.poll(() => screen.locator('.lane[data-hue]').count()).toBe(5)
    const lanes = await screen.locator('.lane .node-badge').allTextContents()
    expect(lanes).toEqual([...lanes].sort())
    expect(await violations(screen)).toEqual([])
  })

  it('let the host kill one: the projector drops it, and its players continue on another node', async () => {
    const { screen, players } = await room('ana', 'bob', 'cleo')
    const nodes = await Promise.all(players.map(nodeOf))
    const [ana] = players as [Page]
    const victim = nodes[0] ?? ''
    await openHostPanel(screen, 'Server and downloads')
    await screen.getByRole('button', { name: `Kill node ${victim}` }).click()
    expect(await violations(screen)).toEqual([])
    await screen.getByRole('button', { name: 'Kill it' }).click()
    await expect.poll(() => nodeOf(ana)).not.toBe(victim)
    await ana.getByText(/You are on node/).waitFor()
    await expect
      .poll(() => screen.locator('.node-rows .node-badge').allTextContents(), { timeout: 10_000 })
      .not.toContain(victim)
    await ana.getByRole('button', { name: 'Deposit 50' }).click()
    await ana.locator('[data-tx][data-verdict="kept"]').waitFor()
  })
})
