import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { chromiumPath, redisServerPath } from '../support/machine.ts'
import { makeFolder, type TestFolder } from '../support/own-strategies.ts'
import { openRoom, startServer, type TestServer } from '../support/server.ts'
import { join, Pages, PHONE, PROJECTOR, shows, violations } from './pages.ts'

// Each test opens three pages, possibly at the same time as other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** The source of a participant's strategy with this title and this body of `update`. */
const strategy = (title: string, update: string): string =>
  `export default {\n  title: '${title}',\n  async update(account, { amount }, step) {\n    ${update}\n  },\n}\n`
const READ = "const seen = await account.get(); await step('read', seen);"
const OWN = {
  'twice.js': strategy('GET, think, INCRBY twice', `${READ} return account.incrBy(2 * amount)`),
  'blind-script.js': strategy(
    'GET, think, Lua script',
    `${READ} return account.eval("redis.call('SET', KEYS[1], ARGV[1])", seen.balance + amount)`,
  ),
  'made-up.js': strategy('SET 77', `return account.eval("redis.call('SET', KEYS[1], '77')")`),
  'refuser.js': strategy('GET, no', `await account.get(); return 'rejected'`),
  'forgetful.js': strategy(
    'a script without its SET',
    `return account.eval("local sum = redis.call('GET', KEYS[1]) + ARGV[1]", amount)`,
  ),
}

describe.skipIf(!chromiumPath && !process.env.CI)('a room that runs a participant’s strategy', () => {
  const pages = Pages.forTests()
  let folder: TestFolder
  let server: TestServer
  beforeAll(async () => {
    folder = await makeFolder(OWN)
    const engine = redisServerPath ? 'local' : 'embedded'
    server = await startServer(engine, undefined, { strategies: folder.path })
  })
  afterAll(async () => {
    await server?.close()
    await folder?.clear()
  })

  async function enter(strategy: string, settings: Parameters<typeof openRoom>[1] = {}) {
    const room = await openRoom(server.port, { strategy, thinkMs: 0, jitterMs: 0, ...settings })
    const base = `http://127.0.0.1:${server.port}/r/${room.code}`
    const [screen, ana, bob] = await Promise.all([
      pages.open(`${base}/screen`, { viewport: PROJECTOR }),
      pages.open(base, { viewport: PHONE }).then((page) => join(page, 'ana')),
      pages.open(base, { viewport: PHONE }).then((page) => join(page, 'bob')),
    ])
    return { room, screen, ana, bob }
  }
  const deposit = (page: Page) => page.getByRole('button', { name: 'Deposit 50' }).click()
  const withdraw = (page: Page) => page.getByRole('button', { name: 'Withdraw 150' }).click()
  const own = (page: Page, verdict: string) =>
    page.locator(`[data-tx][data-verdict="${verdict}"]`).textContent()
  const everyone = async (page: Page, verdict: string) => {
    await page.getByRole('tab', { name: 'Everyone' }).click()
    return page.locator(`.feed [data-verdict="${verdict}"]`).first().textContent()
  }
  const sentence = (page: Page) => page.locator('.duel .sentence').textContent()
  const standout = (page: Page, of: string) => page.locator(`.standout[data-of="${of}"]`).textContent()
  const sign = (page: Page) => page.locator('.duel [data-sign]').getAttribute('data-sign')

  it('tells its player, the other players and the projector that it booked twice the amount', async () => {
    const { room, screen, ana, bob } = await enter('twice')
    await deposit(ana)
    for (const page of [screen, ana, bob]) await shows(page, 150, 200)
    expect(await own(ana, 'wrong')).toBe('+50Booked +100 instead of +50read $100, wrote $200+$50')
    expect(await everyone(bob, 'wrong')).toContain('booked +100 instead of +50')
    expect(await standout(screen, 'wrong')).toContain('ana booked +100 instead of +50')
    await expect
      .poll(() => sentence(screen))
      .toBe('$50 appeared from nowhere.  One wrong amount changed the balance by +$50. ')
    await expect.poll(() => sign(screen)).toBe('unequal')
    for (const page of [screen, ana, bob]) expect(await violations(page)).toEqual([])
    room.close()
  })

  it('shows a lost update when a Lua script writes a sum that was computed before it', async () => {
    const { room, screen, ana, bob } = await enter('blind-script', { thinkMs: 2000 })
    await Promise.all([deposit(ana), withdraw(bob)])
    await screen.locator('[data-figure="expected"][data-value="0"]').first().waitFor({ state: 'attached' })
    const loss = screen.locator('.losses li')
    await loss.waitFor()
    expect(await loss.textContent()).toMatch(
      /^(ana \+50 overwritten by bob −150|bob −150 overwritten by ana \+50)both had read \$100$/,
    )
    await expect.poll(() => sign(screen)).toBe('unequal')
    room.close()
  })

  it('says that a write which had read nothing erased all writes before it', async () => {
    const { room, screen, ana, bob } = await enter('incrby')
    await deposit(bob)
    await shows(ana, 150, 150)
    await room.configure({ strategy: 'made-up' })
    await deposit(ana)
    await shows(screen, 200, 77)
    expect(await own(ana, 'wrong')).toContain(
      'Booked −23 instead of +50wrote $77 without having read anything; it erased all before it',
    )
    expect(await own(bob, 'lost')).toContain('ana had read nothing, and overwrote everything')
    expect(await screen.locator('.losses li').textContent()).toContain('ana had read nothing')
    room.close()
  })

  it('says that a withdrawal was refused although it was covered, and cracks the equals sign', async () => {
    const { room, screen, ana, bob } = await enter('incrby', { overdraft: 'refused' })
    await deposit(bob)
    await shows(ana, 150, 150)
    await room.configure({ strategy: 'refuser' })
    await withdraw(ana)
    expect(await own(ana, 'falsely-refused')).toContain(
      'Refused without a reasonthe money was there all the while',
    )
    expect(await everyone(bob, 'falsely-refused')).toContain('refused without a reason')
    expect(await standout(screen, 'falsely-refused')).toContain('ana −150')
    await expect
      .poll(() => sentence(screen))
      .toBe('Balance right, bank wrong.  One withdrawal was refused although the money was there. ')
    await expect.poll(() => sign(screen)).toBe('cracked')
    for (const page of [screen, ana, bob]) expect(await violations(page)).toEqual([])
    room.close()
  })

  it('says that a script which did not write booked nothing', async () => {
    const { room, screen, ana } = await enter('forgetful')
    await deposit(ana)
    expect(await own(ana, 'failed')).toContain(
      "nothing was booked: the strategy's script did not write the balance",
    )
    await shows(screen, 100, 100)
    room.close()
  })
})
