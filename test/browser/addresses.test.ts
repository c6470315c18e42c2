import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { BARE, interfacesOf, surroundingsOf } from '../start/networks.ts'
import { chromiumPath } from '../support/machine.ts'
import { openRoom, startServer, type TestServer } from '../support/server.ts'
import { Pages, PHONE, PROJECTOR, violations } from './pages.ts'

describe.skipIf(!chromiumPath && !process.env.CI)('the address for phones on the projector', () => {
  let server: TestServer
  // Registered first, so that it runs after the pages are closed: they would try to connect again.
  afterEach(() => server.close())
  const pages = Pages.forTests()

  const project = async (
    surroundings: ReturnType<typeof surroundingsOf>,
    host = '0.0.0.0',
    viewport = PROJECTOR,
  ) => {
    server = await startServer('embedded', undefined, { host, surroundings })
    const room = await openRoom(server.port)
    const url = `http://localhost:${server.port}/r/${room.code}/screen`
    const page = await pages.open(url, { viewport })
    await page.locator('.join').waitFor()
    const at = (name: string) => `http://${name}:${server.port}`
    return { page, room, at, path: `/r/${room.code}` }
  }
  const leadsTo = (page: Page, url: string) =>
    page.getByRole('img', { name: `QR code of ${url}`, exact: true }).waitFor()

  it('is the best guess, and follows the server to another network', async () => {
    const surroundings = surroundingsOf(interfacesOf({ docker0: ['172.17.0.1'], wlo1: ['192.168.1.20'] }))
    const { page, room, at, path } = await project(surroundings)
    await leadsTo(page, `${at('192.168.1.20')}${path}`)
    surroundings.move(interfacesOf({ wlo1: ['10.20.30.40'] }))
    await leadsTo(page, `${at('10.20.30.40')}${path}`)
    surroundings.move(interfacesOf({}))
    await page.getByText('on no network').waitFor()
    expect(await page.locator('.qr').count()).toBe(0)
    room.close()
  })

  it('has a hint about guest networks, until two people have joined', async () => {
    const { page, room } = await project(surroundingsOf(interfacesOf({ wlo1: ['192.168.1.20'] })))
    const hint = page.getByText('Guest networks often keep devices apart')
    await hint.waitFor()
    expect(await violations(page)).toEqual([])
    await room.join('ana')
    await page.getByText('One player').waitFor()
    expect(await hint.count()).toBe(1)
    await room.join('bea')
    await hint.waitFor({ state: 'detached' })
    room.close()
  })

  it('is what the host chooses or types, which the browser remembers', async () => {
    const surroundings = surroundingsOf(interfacesOf({ eth0: ['192.168.1.20'], wlan0: ['10.42.0.1'] }))
    const { page, room, at, path } = await project(surroundings)
    await page.getByRole('button', { name: 'Another address' }).click()
    expect(await violations(page)).toEqual([])
    await page.getByRole('radio', { name: at('10.42.0.1') }).check()
    await leadsTo(page, `${at('10.42.0.1')}${path}`)
    await page.reload()
    await leadsTo(page, `${at('10.42.0.1')}${path}`)
    await page.getByRole('button', { name: 'Another address' }).click()
    const field = page.getByRole('textbox', { name: 'Or to this address' })
    await field.fill('localhost')
    await page.keyboard.press('Enter')
    await page.getByText('An address that phones can open').waitFor()
    await field.fill('school.example')
    await page.keyboard.press('Enter')
    await leadsTo(page, `http://school.example${path}`)
    await page.reload()
    await leadsTo(page, `http://school.example${path}`)
    room.close()
  })

  it('is none, for a reason, when the server listens on this machine only or is in a container', async () => {
    const lan = interfacesOf({ eth0: ['192.168.1.20'] })
    const first = await project(surroundingsOf(lan), '127.0.0.1')
    await first.page.getByText('listens on 127.0.0.1 only').waitFor()
    expect(await first.page.locator('.qr').count()).toBe(0)
    expect(await violations(first.page)).toEqual([])
    first.room.close()
    await first.page.close()
    await server.close()
    const docker = { ...BARE, exists: (path: string) => path === '/.dockerenv' }
    const second = await project(surroundingsOf(lan, docker), '0.0.0.0', PHONE)
    await second.page.getByText('runs in a container').waitFor()
    expect(await second.page.locator('.qr').count()).toBe(0)
    second.room.close()
  })
})
