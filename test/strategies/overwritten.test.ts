import { describe, expect, it } from 'vitest'
import { accountKeys } from '../../server/redis/keys.ts'
import { booksOf } from '../support/audit.ts'
import { redisServerPath } from '../support/machine.ts'
import { TwoServers } from '../support/two-servers.ts'

describe.skipIf(!redisServerPath && !process.env.CI)('a fenced lock whose script reads no balance', () => {
  const servers = TwoServers.forTests()

  /** ana has read 100 and thinks. */
  async function thinking() {
    const room = await servers.room({ strategy: 'fenced-lock', thinkMs: 600, jitterMs: 0 })
    const [ana, bob] = [await room.join('ana'), await room.join('bob')]
    const tx = ana.fire(50)
    await room.host.next(
      'frame',
      ({ steps }) => steps?.some((step) => step.tx === tx && step.point === 'read') === true,
    )
    return { room, ana, bob, tx }
  }

  it('overwrites a write from outside, and the room counts none of it as outside', async () => {
    const { room, ana, tx } = await thinking()
    await servers.direct.command(['SET', accountKeys(room.code, 1).balance, '500'])
    await room.host.account(({ actual }) => actual === 500)
    const { receipt } = await ana.settled(tx)
    expect(receipt).toMatchObject({
      outcome: 'applied',
      entry: { basis: 'read', parent: 0, seen: 100, wrote: 150 },
    })
    expect(await room.host.account(({ version }) => version === 1)).toMatchObject({
      ...{ expected: 150, actual: 150, outside: 0, wrong: { count: 0 } },
    })
  })

  it('overwrites the booking of the strategy that the host switched to, and the room shows it as lost', async () => {
    const { room, ana, bob, tx } = await thinking()
    await room.configure({ strategy: 'incrby', thinkMs: 0 })
    const other = (await bob.settled(bob.fire(-150))).receipt
    expect(other).toMatchObject({
      outcome: 'applied',
      entry: { basis: 'met', parent: 0, wrote: -50, version: 1 },
    })
    expect((await ana.settled(tx)).receipt).toMatchObject({ entry: { parent: 0, wrote: 150, version: 2 } })
    expect(await room.host.account(({ version }) => version === 2)).toMatchObject({
      ...{ expected: 0, actual: 150, outside: 0, lostWithdrawals: { count: 1, sum: -150 } },
    })
    const { ledger } = await booksOf(servers.direct, room.code)
    expect(ledger.lineage.at(1)).toMatchObject({ state: 'lost', lostBy: 2 })
  })
})
