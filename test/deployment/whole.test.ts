import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openRoom } from '../../client/connection/open-room.ts'
import { unsettled } from '../../client/store/own-transactions.ts'
import { slotOf } from '../../server/redis/cluster/key-slot.ts'
import { connect } from '../../server/redis/connect.ts'
import { accountKeys, roomKeys } from '../../server/redis/keys.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { Pages, PHONE, PROJECTOR } from '../browser/pages.ts'
import {
  newPageStorage,
  nodeOf,
  surroundings,
  type Visitor,
  Visitors,
} from '../client/connection/visitors.ts'
import { booksOf } from '../support/audit.ts'
import { closedPort } from '../support/closed-port.ts'
import { TestCluster } from '../support/cluster.ts'
import { isProving } from '../support/engines.ts'
import { type Haproxy, startHaproxy } from '../support/haproxy.ts'
import { chromiumPath, haproxyPath, redisServerPath } from '../support/machine.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'

// Nine processes and a browser start here, possibly at the same time as those of other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

/** `npm run prove` has more. */
const PLAYERS = isProving ? 60 : 30
const ADDRESSES = ['127.0.0.2', '127.0.0.3', '127.0.0.4']
const missing = !redisServerPath || !haproxyPath || !chromiumPath

describe.skipIf(missing && !process.env.CI)(
  'three nodes behind a proxy, on a cluster of three primaries',
  () => {
    const pages = Pages.forTests()
    const visitors = new Visitors()
    const until = visitors.until.bind(visitors)
    const running = new Map<string, ServerProcess>()
    let cluster: TestCluster
    let haproxy: Haproxy
    let wire: Wire
    let port: number

    const start = async (address: string): Promise<void> => {
      const options = ['--host', address, '--port', String(port), '--redis-cluster', cluster.servers]
      running.set(address, await startServerProcess(...options))
    }
    beforeAll(async () => {
      cluster = await TestCluster.open()
      port = await closedPort()
      await Promise.all(ADDRESSES.map(start))
      haproxy = await startHaproxy({ addresses: ADDRESSES, port })
      wire = await connect('ioredis', cluster.endpoint)
      for (const [name, value] of Object.entries(surroundings(haproxy.port))) vi.stubGlobal(name, value)
    })
    afterAll(async () => {
      visitors.close()
      vi.unstubAllGlobals()
      await haproxy?.close()
      await Promise.all([...running.values()].map((running) => running.stop()))
      await wire?.close()
      await cluster?.close()
    })

    it('keep pages, journal and Redis equal while a node is killed, a slot moves and the proxy reloads', async () => {
      await expect
        .poll(async () => (await health('127.0.0.1', haproxy.port)).nodes.length)
        .toBe(ADDRESSES.length)
      const pageStorage = newPageStorage()
      const code = await openRoom(pageStorage)
      const host = visitors.open(code, 'screen', pageStorage)
      await until(() => host.state.stage.at === 'inside')
      host.session.configure({ strategy: 'naive', thinkMs: 60, jitterMs: 60 })
      const players = Array.from({ length: PLAYERS }, (_, i) => {
        const player = visitors.open(code, 'player')
        player.session.join(`p${i}`)
        return player
      })
      const all = [host, ...players]
      await until(() => all.every(({ state }) => state.room?.settings.strategy === 'naive'))
      expect(spread(players)).toEqual(Array(3).fill(PLAYERS / 3))
      const base = `http://127.0.0.1:${haproxy.port}`
      const expected = /WebSocket connection to .* failed/
      const screen = await pages.open(`${base}/r/${code}/screen`, { viewport: PROJECTOR, expected })
      const phone = await pages.open(`${base}/r/${code}`, { viewport: PHONE, expected })
      await phone.getByRole('textbox').first().fill('ana')
      await phone.keyboard.press('Enter')
      const deposit = phone.getByRole('button', { name: 'Deposit 50' })
      await deposit.click()

      const stop = visitors.fire(players, () => (Math.random() < 0.5 ? 50 : -150), 500)
      const applied = (): number => host.state.room?.account.applied ?? 0
      const goOn = (more: number): Promise<void> => {
        const enough = applied() + more
        return until(() => applied() >= enough)
      }
      await goOn(100)

      // A node is killed; the name server drops it, as Docker's does, and lists its replacement later.
      const [victim] = ADDRESSES as [string]
      const { node: name } = await health(victim, port)
      const there = players.filter((player) => nodeOf(player) === name)
      expect(there).toHaveLength(PLAYERS / 3)
      const killedAt = performance.now()
      running.get(victim)?.kill('SIGKILL')
      haproxy.names.addresses = ADDRESSES.filter((address) => address !== victim)
      await until(() => there.every(({ lostAt, backAt }) => lostAt > killedAt && backAt > lostAt))
      await goOn(100)
      await start(victim)
      haproxy.names.addresses = ADDRESSES

      // The room moves to another server of the cluster.
      const slot = slotOf(roomKeys(code).room)
      const [from, to] = [await cluster.ownerOf(slot), await cluster.otherThan(await cluster.ownerOf(slot))]
      await cluster.migrate(slot, to, () => pause(150))
      expect(await cluster.ownerOf(slot)).toBe(to)
      expect(from).not.toBe(to)
      await goOn(100)

      const reloadedAt = performance.now()
      await haproxy.reload()
      await goOn(100)
      await deposit.click()
      const late = visitors.open(code, 'player')
      late.session.join('late')
      await until(() => late.state.stage.at === 'inside')
      stop()
      await until(() => players.every(({ state }) => !state.own.some(unsettled)))
      await phone.locator('[data-tx][data-verdict="kept"], [data-tx][data-verdict="lost"]').nth(1).waitFor()
      // Every player who was connected stayed connected.
      expect(all.filter(({ lostAt }) => lostAt > reloadedAt)).toEqual([])

      // Every client's view, the journal and GET agree.
      const { ledger, balance, expected: owed } = await booksOf(wire, code)
      const { totals, lineage } = ledger
      const get = await to.ask('GET', accountKeys(code, 1).balance)
      expect([Number(get), balance, owed]).toEqual([totals.wrote, totals.wrote, totals.expected])
      const views = [...all, late]
      await until(() => views.every(({ state }) => state.room?.account.version === lineage.head))
      for (const { state } of views)
        expect(state.room?.account).toMatchObject({
          ...{ actual: totals.wrote, expected: totals.expected, applied: totals.applied },
          ...{ lostDeposits: totals.lostDeposits, lostWithdrawals: totals.lostWithdrawals },
        })
      for (const page of [screen, phone]) {
        await expect.poll(() => figure(page, 'actual')).toBe(totals.wrote)
        await expect.poll(() => figure(page, 'expected')).toBe(totals.expected)
      }

      // Each transaction has one outcome: those that a player saw as applied are booked once.
      const booked = lineage.nodes().map(({ entry }) => entry.tx)
      const told = players.flatMap(({ outcomes }) => [...outcomes])
      const theirs = told.filter(([, outcome]) => outcome === 'applied').map(([tx]) => tx)
      expect(new Set(booked).size).toBe(booked.length)
      expect(theirs.filter((tx) => !booked.includes(tx))).toEqual([])
      // The phone has fired two more.
      expect(booked).toHaveLength(theirs.length + 2)
    })
  },
)

async function health(address: string, port: number): Promise<{ node: string; nodes: string[] }> {
  const response = await fetch(`http://${address}:${port}/healthz`)
  return (await response.json()) as { node: string; nodes: string[] }
}
/** How many players each node has. */
function spread(players: readonly Visitor[]): number[] {
  const nodes = new Map<string, number>()
  for (const player of players) nodes.set(nodeOf(player), (nodes.get(nodeOf(player)) ?? 0) + 1)
  return [...nodes.values()]
}
const figure = async (page: Page, name: string): Promise<number> =>
  Number(await page.locator(`[data-figure="${name}"]`).first().getAttribute('data-value'))
