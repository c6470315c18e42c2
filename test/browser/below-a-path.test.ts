import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { certify } from '../support/certify.ts'
import { closedPort } from '../support/closed-port.ts'
import { documentedBlock } from '../support/documented-block.ts'
import { lanAddress } from '../support/lan-address.ts'
import { chromiumPath, nginxPath } from '../support/machine.ts'
import { Processes } from '../support/processes.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { startNginx, type WebProxy } from '../support/web-proxies.ts'
import { join, openHostPanel, Pages, PHONE, PROJECTOR, shows } from './pages.ts'

/** Two games below the host of another site, behind nginx with TLS; it strips the path of the second. */
describe.skipIf((!chromiumPath || !nginxPath || !lanAddress) && !process.env.CI)(
  'the game below a path, with HTTPS',
  () => {
    const pages = Pages.forTests()
    const processes = new Processes()
    const servers: TestServer[] = []
    let proxy: WebProxy
    let site: string
    beforeAll(async () => {
      certify(processes)
      const port = await closedPort()
      site = `https://${lanAddress}:${port}`
      const locations: string[] = []
      for (const basePath of ['/bank', '/games/other']) {
        const server = await startServer('embedded', undefined, { basePath, publicUrl: site + basePath })
        servers.push(server)
        locations.push(
          documentedBlock('Below a path of another site', 'nginx', {
            'location /bank/': `location ${basePath}/`,
            '10.0.0.11:3000;': `127.0.0.1:${server.port}${basePath === '/bank' ? ';' : '/;'}`,
          }),
        )
      }
      const map = /^map .*$/m.exec(documentedBlock('nginx', 'nginx', {}))?.[0]
      proxy = await startNginx(
        processes,
        `${map}
       server {
         listen ${port} ssl;
         ssl_certificate redis.crt;
         ssl_certificate_key redis.key;
         location / { return 200 'another site'; }
         ${locations.join('\n')}
       }`,
        port,
      )
    })
    afterAll(async () => {
      await proxy?.close()
      await Promise.all(servers.map((server) => server.close()))
      await processes.close()
    })
    const open = (path: string, viewport = PHONE): Promise<Page> =>
      pages.open(site + path, { viewport, selfSigned: true })
    const storedIn = (page: Page): Promise<string[]> =>
      page.evaluate(() => Object.keys((globalThis as unknown as { localStorage: object }).localStorage))

    it('is played by a projector and two phones, after a reload and from a deep link, too', async () => {
      const screen = await open('/bank/', PROJECTOR)
      await screen.getByRole('button', { name: /Host a room/ }).click()
      await screen.waitForURL(/\/bank\/r\/\w{6}\/screen$/)
      const code = /\/r\/(\w{6})/.exec(screen.url())?.[1] ?? ''
      const invitation = `${site}/bank/r/${code}`
      await screen.getByRole('img', { name: `QR code of ${invitation}` }).waitFor()
      const [ana, bob] = await Promise.all([open(`/bank/r/${code}`), open(`/bank/r/${code.toLowerCase()}/`)])
      await Promise.all([join(ana, 'ana'), join(bob, 'bob')])
      await openHostPanel(screen)
      await screen.getByRole('radio', { name: /^incrby/ }).click()
      await ana.getByRole('button', { name: 'Deposit 50' }).click()
      await shows(screen, 150, 150)
      await bob.getByRole('button', { name: 'Withdraw 150' }).click()
      for (const page of [screen, ana, bob]) await shows(page, 0, 0)

      for (const page of [screen, ana]) await page.reload()
      for (const page of [screen, ana]) await shows(page, 0, 0)
      await ana.getByText('ana').first().waitFor()
      expect(
        await screen.locator('link[rel=icon]').evaluate((link) => (link as unknown as { href: string }).href),
      ).toBe(`${site}/bank/mark-equal.svg`)

      await ana.getByRole('tab', { name: 'Code' }).click()
      await ana.getByText('account.incrBy(amount)').waitFor()
      await ana.getByRole('button', { name: 'ana' }).click()
      await ana.getByText('Download the history').click()
      const [file] = await Promise.all([
        ana.waitForEvent('download'),
        ana.locator('.downloads a').first().click(),
      ])
      expect(readFileSync((await file.path()) ?? '', 'utf8')).toContain('"ana"')
      await ana.getByRole('link', { name: 'The big screen' }).click()
      await ana.waitForURL(invitation.concat('/screen'))
    })

    it('shows the board and the matrix, by links and by address', async () => {
      const page = await open('/bank')
      await page.getByRole('link', { name: 'Every order' }).click()
      await page.locator('.tile').first().waitFor()
      expect(page.url()).toMatch(new RegExp(`^${site}/bank/explore\\?`))
      await page.getByRole('link', { name: 'Every strategy' }).click()
      await page.waitForURL(`${site}/bank/matrix`)
      await page.getByRole('table').waitFor()
      await page.goBack()
      await page.locator('.tile').first().click()
      await page.waitForURL(/schedule=/)
      await page.reload()
      await page.locator('.step').first().waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('link', { name: 'Bank Run' }).first().click()
      await page.waitForURL(`${site}/bank/`)
    })

    it('keeps what a browser stores apart from another game on the same host', async () => {
      const page = await open('/bank/')
      await page.getByRole('button', { name: /Host a room/ }).click()
      await page.waitForURL(/\/bank\/r\/\w{6}$/)
      await join(page, 'ana')
      const code = /\/r\/(\w{6})/.exec(page.url())?.[1] ?? ''
      const stored = await storedIn(page)
      expect(stored).toContain(`bankrun:/bank:seat:${code}`)
      expect(stored.filter((key) => !key.startsWith('bankrun:/bank:'))).toEqual([])
      // The other game has a room with the same code in the address: no seat of the first is offered to it.
      await page.goto(`${site}/games/other/r/${code}`)
      await page.getByRole('heading', { name: 'No such room.' }).waitFor()
      expect(await storedIn(page)).toContain(`bankrun:/bank:seat:${code}`)
      await page.goto(`${site}/bank/r/${code}`)
      await page.getByRole('button', { name: 'Deposit 50' }).waitFor()
    })
  },
)
