import { setTimeout as pause } from 'node:timers/promises'
import { nanoid } from 'nanoid'
import { beforeEach, describe, expect, it } from 'vitest'
import { accountKeys, roomKeys } from '../../server/redis/keys.ts'
import { booksOf, seenBy } from '../support/audit.ts'
import { redisServerPath } from '../support/machine.ts'
import type { TestClient } from '../support/player.ts'
import { FAULTS } from '../support/proxy.ts'
import { CLIENTS, QUICK, STRATEGIES, TwoServers } from '../support/two-servers.ts'

describe.skipIf(!redisServerPath && !process.env.CI)('a room whose Redis fails', () => {
  const servers = TwoServers.forTests()
  /** Resolves when the server's health check says that Redis is up, or down when `ok` is false. */
  const healthy = async (ok = true): Promise<void> => {
    while ((await fetch(`http://127.0.0.1:${servers.server.port}/healthz`)).ok !== ok) await pause(20)
  }
  /** Publishes a step until the client gets it: a step comes only by the room's channel, so the server follows that. */
  const canListen = async (client: TestClient, code: string): Promise<void> => {
    const now = Date.now()
    const step = {
      tx: nanoid(),
      player: 'somebody',
      amount: 1,
      point: 'think',
      attempt: 1,
      at: now,
      until: now,
    }
    const event = JSON.stringify({ kind: 'step', epoch: 1, step })
    let heard = false
    const told = client.next('frame', ({ steps }) => steps?.some(({ tx }) => tx === step.tx) === true)
    void told.then(() => {
      heard = true
    })
    while (!heard) {
      await servers.direct.command(['PUBLISH', roomKeys(code).channel, event])
      await pause(50)
    }
  }

  beforeEach(() => healthy())

  it.each(FAULTS)(
    'gives every transaction exactly one outcome when its commit meets the fault %s',
    async (fault) => {
      const cases = await Promise.all(
        CLIENTS.flatMap((client) =>
          STRATEGIES.map(async (strategy) => {
            const room = await servers.room({ strategy, client, ...QUICK })
            return { room, ana: await room.join('ana') }
          }),
        ),
      )
      const hit = new Set<string>()
      servers.proxy.fault = (request) => {
        const tx = /"segment":/.test(request) ? /"tx":"([\w-]{21})"/.exec(request)?.[1] : undefined
        if (!tx || hit.has(tx)) return undefined
        for (const [, one] of request.matchAll(/"tx":"([\w-]{21})"/g)) hit.add(one as string)
        return fault
      }
      await Promise.all(
        cases.map(async ({ room, ana }) => {
          const fired = [ana.fire(50), ana.fire(-150)]
          const keys = accountKeys(room.code, 1)
          const told = await Promise.all(fired.map((tx) => ana.settled(tx)))
          // Requests that were still on their way have arrived by then.
          await pause(1000)
          const { ledger, balance, expected } = await booksOf(servers.direct, room.code)
          for (const { tx, receipt } of told) {
            const stored = await servers.direct.command(['GET', keys.receipt(ana.id, tx)])
            expect(JSON.parse(String(stored))).toEqual(receipt)
            const written = ledger.lineage.nodes().filter(({ entry }) => entry.tx === tx)
            expect(written).toHaveLength(receipt.outcome === 'applied' ? 1 : 0)
            expect(ana.log.filter((one) => one.type === 'settled' && one.tx === tx)).toHaveLength(1)
          }
          expect(balance).toBe(ledger.totals.wrote)
          expect(expected).toBe(ledger.totals.expected)
          await ana.account((account) => account.version === ledger.totals.version)
          expect(seenBy(ana.log).account).toMatchObject({ actual: balance, expected })
        }),
      )
      expect(hit.size).toBeGreaterThanOrEqual(cases.length)
    },
  )

  it('refuses transactions while Redis is away, applies none of them later, and books again after that', async () => {
    const both = await Promise.all(
      CLIENTS.map((client) => servers.room({ strategy: 'incrby', client, ...QUICK })),
    )
    const players = await Promise.all(both.map((room) => room.join('ana')))
    await Promise.all(players.map((ana) => ana.settled(ana.fire(1))))
    await servers.proxy.away()
    await healthy(false)
    for (const ana of players) {
      const refused = ana.fire(1000)
      expect((await ana.next('error', ({ tx }) => tx === refused)).code).toBe('bank-closed')
    }
    await servers.proxy.listen()
    await healthy()
    for (const [i, ana] of players.entries()) {
      expect((await ana.settled(ana.fire(1))).receipt.outcome).toBe('applied')
      expect(await ana.account(({ version }) => version === 2)).toMatchObject({ actual: 102, expected: 102 })
      await canListen(ana, both[i]?.code ?? '')
    }
  })

  it('answers a re-send from an outage with the stored receipt once Redis is back, without an error', async () => {
    const room = await servers.room({ strategy: 'incrby', ...QUICK })
    const ana = await room.join('ana')
    const tx = ana.fire(50)
    const { receipt } = await ana.settled(tx)
    const back = await servers.connect()
    await back.enter(room.code, { kind: 'resume', player: ana.id, secret: ana.secret })
    await servers.proxy.away()
    await healthy(false)
    back.send({ type: 'fire', tx, amount: 50, epoch: 1, again: true })
    await back.next('checking')
    await servers.proxy.listen()
    expect((await back.settled(tx)).receipt).toEqual(receipt)
    expect(back.log.some(({ type }) => type === 'error')).toBe(false)
    expect((await booksOf(servers.direct, room.code)).balance).toBe(150)
  })

  it('replaces Redis connections that are open but silent, and settles the transactions sent on them', async () => {
    const both = await Promise.all(
      CLIENTS.map((client) => servers.room({ strategy: 'naive', client, ...QUICK })),
    )
    const players = await Promise.all(both.map((room) => room.join('ana')))
    servers.proxy.blackHole()
    await Promise.all(
      players.map(async (ana, i) => {
        const tx = ana.fire(50)
        await ana.next('checking')
        const { receipt } = await ana.settled(tx)
        const { ledger, balance } = await booksOf(servers.direct, both[i]?.code ?? '')
        expect(ledger.totals.applied).toBe(receipt.outcome === 'applied' ? 1 : 0)
        expect(balance).toBe(ledger.totals.wrote)
        await canListen(ana, both[i]?.code ?? '')
      }),
    )
    await healthy()
  })
})
