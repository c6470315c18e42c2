import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../support/machine.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'
import { Pages, PHONE, violations } from './pages.ts'

describe.skipIf(!chromiumPath && !process.env.CI)('a page that throws', () => {
  const pages = Pages.forTests()
  let server: TestServer
  let room: TestRoom
  beforeAll(async () => {
    server = await startServer('embedded')
    room = await openRoom(server.port)
  })
  afterEach(() => server.logged.splice(0))
  afterAll(async () => {
    room.close()
    await server.close()
  })
  /** Opens a page in which this call throws. */
  const open = (path: string, broken: string) =>
    pages.open(`http://127.0.0.1:${server.port}${path}`, {
      viewport: PHONE,
      before: `${broken} = () => { throw new Error('made up: ${broken}') }`,
      expected: /made up|no error boundary handled it/,
    })
  const reports = () => server.logged.map((line) => JSON.parse(line) as Record<string, unknown>)

  it('while it is drawn shows what to do, and its error is in the log once', async () => {
    const path = `/r/${room.code}/screen`
    const page = await open(path, 'Number.prototype.toFixed')
    await page.getByRole('heading', { name: /has failed/ }).waitFor()
    await page.getByText('made up: Number.prototype.toFixed').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Reload' }).click()
    await page.getByRole('heading', { name: /has failed/ }).waitFor()
    const other = await open(path, 'Number.prototype.toFixed')
    await other.getByRole('heading', { name: /has failed/ }).waitFor()
    await other.waitForLoadState('networkidle')
    await expect.poll(() => server.logged.length).toBe(1)
    expect(reports()).toEqual([
      expect.objectContaining({
        msg: 'a page has failed',
        message: 'made up: Number.prototype.toFixed',
        page: path,
      }),
    ])
    await page.getByRole('link', { name: /front door/ }).click()
    await page.getByRole('button', { name: /Host a room/ }).waitFor()
  })

  it('when a message comes shows what to do, too, since it might show something wrong', async () => {
    const page = await open(`/r/${room.code}`, 'Array.prototype.flatMap')
    await page.getByRole('textbox').fill('ana')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /has failed/ }).waitFor()
    await expect.poll(() => server.logged.length).toBe(1)
  })

  it('so that even the page that says so throws shows what to do in plain words', async () => {
    const page = await open(`/r/${room.code}/screen`, 'Document.prototype.createElementNS')
    await page.getByText('This page has failed: made up: Document.prototype.createElementNS').waitFor()
    await expect.poll(() => server.logged.length).toBe(1)
  })

  it('before it is drawn shows what to do, too', async () => {
    const page = await open('/', 'window.matchMedia')
    await page.getByText('This page has failed: made up: window.matchMedia. Reload it').waitFor()
    await expect.poll(() => server.logged.length).toBe(1)
  })
})
