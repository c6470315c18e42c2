import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../../server/redis/connect.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { createHostLink } from '../../server/room/host-store.ts'
import { createRoomWithLink } from '../../server/room/room-store.ts'
import { hostLinkHash } from '../../shared/host-link.ts'
import { chromiumPath } from '../support/machine.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'
import { join, openHostPanel, Pages, PHONE, PROJECTOR, violations } from './pages.ts'

describe.skipIf(!chromiumPath && !process.env.CI)('the host role', () => {
  const pages = Pages.forTests()
  let server: TestServer
  let wire: Wire
  let room: TestRoom
  const pageOf = (code: string): string => `http://127.0.0.1:${server.port}/r/${code}`
  beforeAll(async () => {
    server = await startServer('embedded')
    wire = await connect('ioredis', server.engine.endpoint)
  })
  afterEach(() => room?.close())
  afterAll(async () => {
    await wire.close()
    await server.close()
  })

  /** The room's projector, whose page is the first host's. */
  async function projector(): Promise<Page> {
    room = await openRoom(server.port, { thinkMs: 0, jitterMs: 0 })
    return pages.open(`${pageOf(room.code)}/screen`, {
      viewport: PROJECTOR,
      stored: { [`bankrun:host:${room.code}`]: JSON.stringify(room.hostToken) },
    })
  }
  const ask = async (phone: Page, nickname: string): Promise<void> => {
    await phone.getByRole('button', { name: nickname }).click()
    await phone.getByRole('button', { name: 'I am the host' }).click()
  }
  const hostButton = (page: Page) => page.getByRole('button', { name: 'Host', exact: true })

  it('is handed to a phone by a press on the projector, stays after a reload, and is taken back by another press', async () => {
    const wall = await projector()
    const phone = await join(await pages.open(pageOf(room.code), { viewport: PHONE }), 'Ms Kim')
    await ask(phone, 'Ms Kim')
    const digits = await phone.locator('.digits').textContent()
    expect(digits).toMatch(/^[1-9]\d$/)
    const card = wall.getByRole('alert').filter({ hasText: `Make Ms Kim (${digits}) a host?` })
    await card.waitFor()
    expect(await violations(wall)).toEqual([])
    expect(await violations(phone)).toEqual([])
    expect(await hostButton(phone).count()).toBe(0)
    await card.getByRole('button', { name: 'Make a host' }).click()
    await card.waitFor({ state: 'detached' })
    await hostButton(phone).waitFor()
    await phone.locator('.digits').waitFor({ state: 'detached' })
    await phone.reload()
    await hostButton(phone).click()
    await phone.getByRole('dialog').getByRole('button', { name: 'Method, delay and rules' }).waitFor()
    await phone.getByRole('button', { name: 'People' }).click()
    // Only the first host has the list.
    expect(await phone.getByRole('button', { name: 'Revoke' }).count()).toBe(0)

    await openHostPanel(wall, 'People')
    expect(await violations(wall)).toEqual([])
    await wall.getByRole('button', { name: 'Revoke Ms Kim' }).click()
    await wall.getByRole('button', { name: 'Revoke', exact: true }).click()
    await phone.getByText('You are not a host of this room any more.').waitFor()
    await hostButton(phone).waitFor({ state: 'detached' })
    expect(await phone.getByRole('dialog').count()).toBe(0)
    await phone.reload()
    await phone.getByRole('button', { name: 'Deposit 50' }).waitFor()
    expect(await hostButton(phone).count()).toBe(0)
  })

  it('is not handed over by a No, nor by anything that the projector shows', async () => {
    const wall = await projector()
    const phone = await join(await pages.open(pageOf(room.code), { viewport: PHONE }), 'eve')
    await ask(phone, 'eve')
    const card = wall.getByRole('alert').filter({ hasText: 'a host?' })
    await card.waitFor()
    await openHostPanel(wall, 'People')
    await wall.getByText('Hosts (1)').waitFor()
    const stored = await phone.evaluate(() =>
      JSON.stringify((globalThis as unknown as { localStorage: object }).localStorage),
    )
    const secrets = [room.hostToken, ...[...stored.matchAll(/[\w-]{24}/g)].map(([secret]) => secret)]
    expect(secrets.length).toBeGreaterThan(2)
    const shown = await wall.content()
    for (const secret of secrets) expect(`${shown} ${wall.url()} ${phone.url()}`).not.toContain(secret)
    await card.getByRole('button', { name: 'No' }).click()
    await phone.getByText('The host has not made you a host.').waitFor()
    await phone.getByRole('button', { name: 'Back' }).click()
    await ask(phone, 'eve')
    await phone.getByText('A host has just refused this.').waitFor()
  })

  it('comes with a link once: its secret leaves the address bar at once, and a second page is told', async () => {
    const { code, link } = await createRoomWithLink(wire)
    const opened = `${pageOf(code)}/screen`
    const wall = await pages.open(`${opened}${hostLinkHash(link)}`, {
      viewport: PROJECTOR,
      // The address at every change of the page, from the first time that it is drawn.
      before: `
        const drawn = () => document.querySelector('#app:not(:has(.loading))')
        new MutationObserver(() => drawn() && (window.addresses ??= []).push(location.href))
          .observe(document, { childList: true, subtree: true, attributes: true })`,
    })
    const requests: string[] = []
    wall.on('request', (request) => {
      requests.push(`${request.url()} ${JSON.stringify(request.headers())} ${request.postData()}`)
    })
    await hostButton(wall).waitFor()
    const drawn = await wall.evaluate(() => {
      const { document, addresses } = globalThis as unknown as {
        document: { title: string; referrer: string }
        addresses: string[]
      }
      return `${addresses.join()} ${document.title} ${document.referrer}`
    })
    expect(drawn).not.toContain(link)
    expect(wall.url()).toBe(`${pageOf(code)}/screen`)
    await wall.reload()
    await openHostPanel(wall, 'People')
    await wall.getByText('Hosts (1)').waitFor()
    // Chunks of the page, the socket, reports: none has a secret in its path, query, headers or body.
    expect(requests.length).toBeGreaterThan(3)
    const token = await wall.evaluate(() =>
      JSON.stringify((globalThis as unknown as { localStorage: object }).localStorage),
    )
    const [own = ''] = /[\w-]{24}/.exec(token) ?? []
    expect(own).not.toBe('')
    for (const secret of [link, own]) expect(requests.join('\n')).not.toContain(secret)
    const other = await pages.open(`${pageOf(code)}/screen${hostLinkHash(link)}`, { viewport: PROJECTOR })
    await other.getByText('This link was used: it works once').waitFor()
    expect(other.url()).toBe(`${pageOf(code)}/screen`)
    expect(await hostButton(other).count()).toBe(0)
    // The same link again in the page that has used it changes nothing.
    await wall.goto(`${pageOf(code)}/screen${hostLinkHash(link)}`)
    await hostButton(wall).waitFor()
  })

  it('comes with a link that is pasted into an open page, and with one that a phone opens before it joins', async () => {
    room = await openRoom(server.port, { thinkMs: 0, jitterMs: 0 })
    const wall = await pages.open(`${pageOf(room.code)}/screen`, { viewport: PROJECTOR })
    await wall.getByText('Nothing yet').waitFor()
    await wall.goto(`${pageOf(room.code)}/screen${hostLinkHash(await createHostLink(wire, room.code))}`)
    await hostButton(wall).waitFor()
    expect(wall.url()).toBe(`${pageOf(room.code)}/screen`)
    const link = hostLinkHash(await createHostLink(wire, room.code))
    const phone = await pages.open(`${pageOf(room.code)}${link}`, { viewport: PHONE })
    expect(phone.url()).toBe(pageOf(room.code))
    await join(phone, 'Ms Kim')
    await hostButton(phone).waitFor()
  })
})
