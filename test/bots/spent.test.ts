import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { accountKeys } from '../../server/redis/keys.ts'
import { LIMITS } from '../../shared/limits.ts'
import { classed } from '../support/classroom.ts'
import { QUICK, TwoServers } from '../support/two-servers.ts'
import { setBots } from './watch-bots.ts'

/* Test files share a process, so the limit is changed in place: another module would not be seen by what is loaded. */
const limits: { botTransactions: number } = LIMITS
const shipped = limits.botTransactions
beforeAll(() => {
  limits.botTransactions = 20
})
afterAll(() => {
  limits.botTransactions = shipped
})

// The bots share the processor with other tests.
vi.setConfig({ testTimeout: 90_000 })

describe('bots that have made as many transactions as bots may in one account', () => {
  const servers = TwoServers.forTests()

  it('stop and say so, while people go on, and go on themselves after a reset', async () => {
    const room = await servers.room({ ...QUICK, strategy: 'incrby' })
    const { host } = room
    const ana = await servers.join(room, 'ana', servers.other)
    await setBots(room, 8)
    const { bots } = await classed(host, ({ bots }) => bots.refused !== undefined)
    expect(bots.refused).toContain('transactions in this account')
    const versionOf = async (epoch: number) =>
      Number(await servers.direct.command(['GET', accountKeys(room.code, epoch).version]))
    let before = -1
    // Those that had begun come to their end.
    await expect
      .poll(
        async () => {
          const [last, now] = [before, await versionOf(1)]
          before = now
          return now === last
        },
        { interval: 1500, timeout: 20_000 },
      )
      .toBe(true)
    expect(before).toBeGreaterThanOrEqual(20)
    expect((await ana.settled(ana.fire(1))).receipt.outcome).toBe('applied')
    expect(await versionOf(1)).toBe(before + 1)
    host.send({ type: 'reset', opening: 100 })
    await host.next('snapshot', ({ epoch }) => epoch === 2)
    await expect.poll(() => versionOf(2), { timeout: 10_000 }).toBeGreaterThan(0)
  })
})
