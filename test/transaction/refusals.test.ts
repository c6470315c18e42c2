import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { accountKeys, roomKeys } from '../../server/redis/keys.ts'
import { configureRoom, createRoom } from '../../server/room/room-store.ts'
import type { Settings } from '../../shared/protocol.ts'
import { openTestEngine } from '../support/engines.ts'
import { redisServerPath } from '../support/machine.ts'
import { ODD_STRATEGIES } from '../support/odd-strategies.ts'
import { openRoomsNode, type RoomsNode, type Seat } from '../support/rooms-node.ts'

function signal() {
  let give = (): void => {}
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give }
}
/** The settings that the seat was last told. */
const settingsOf = (seat: Seat): Settings | undefined =>
  seat.views.map(({ settings }) => settings).findLast((settings) => settings !== undefined)

describe.skipIf(!redisServerPath && !process.env.CI)('a refusal', () => {
  let engine: Engine
  let first: RoomsNode
  let second: RoomsNode
  let code: string
  beforeAll(async () => {
    engine = await openTestEngine('local')
    first = await openRoomsNode(engine.url, ODD_STRATEGIES)
    second = await openRoomsNode(engine.url, ODD_STRATEGIES)
  })
  beforeEach(async () => {
    code = (await createRoom(first.wire, 100)).code
  })
  afterAll(async () => {
    await Promise.all([first.close(), second.close()])
    await engine.close()
  })
  const set = (settings: Partial<Settings>) =>
    configureRoom(first.wire, code, { overdraft: 'refused', thinkMs: 0, jitterMs: 0, ...settings })
  const outside = (balance: number) =>
    first.wire.command(['SET', accountKeys(code, 1).balance, String(balance)])

  it('without a reason is shown as false to every player, and to players who come later', async () => {
    await set({ strategy: 'refuses' })
    const [ana, bob] = [await first.join(code, 'ana'), await second.join(code, 'bob')]
    const receipts = [await ana.fire(-80), await ana.fire(50), await ana.fire(-101)]
    expect(receipts[0]).toMatchObject({
      outcome: 'rejected',
      fromVersion: 0,
      toVersion: 0,
      noOverdraft: true,
    })
    // The last was refused rightly: the balance did not cover it.
    const count = { falseRefusals: { count: 2, sum: -30 } }
    for (const seat of [ana, bob, await first.watch(code), await second.watch(code)]) {
      expect(await seat.account(({ falseRefusals }) => falseRefusals.count === 2)).toMatchObject(count)
      await seat.until(() => seat.unapplied.size === 3)
      const said = [...seat.unapplied.values()].map((one) => [one.amount, one.falselyRefused])
      expect(said).toEqual([
        [-80, true],
        [50, true],
        [-101, undefined],
      ])
    }
    const third = await openRoomsNode(engine.url)
    try {
      const late = await third.watch(code)
      expect(late.views[0]?.account).toMatchObject(count)
      expect(late.unapplied.size).toBe(3)
    } finally {
      await third.close()
    }
  })

  it('becomes false, and is told again, when the booking that caused it is taken back', async () => {
    const [hold, looks] = [signal(), signal()]
    const slow = await openRoomsNode(engine.url, {
      slow: {
        title: 'books, waits, takes back',
        takesBack: true,
        async update(account, { amount }) {
          await account.incrBy(amount)
          looks.give()
          await hold.given
          return account.takeBack()
        },
      },
    })
    try {
      await set({ strategy: 'slow' })
      const [ana, bob] = [await slow.join(code, 'ana'), await slow.join(code, 'bob')]
      const taken = ana.fire(-80)
      await looks.given
      await set({ strategy: 'lua' })
      await bob.until(() => settingsOf(bob)?.strategy === 'lua')
      const refused = await bob.fire(-80)
      expect(refused).toMatchObject({ outcome: 'rejected', met: { version: 1, balance: 20 } })
      await ana.until(() => ana.unapplied.size === 1)
      const [told] = [...ana.unapplied.values()]
      expect(told?.falselyRefused).toBe(undefined)
      hold.give()
      // The one that was taken back is false, too: without other transactions it was covered.
      expect(await taken).toMatchObject({
        outcome: 'rejected',
        why: 'taken-back',
        fromVersion: 0,
        toVersion: 2,
      })
      await ana.account(({ falseRefusals }) => falseRefusals.count === 2)
      expect([...ana.unapplied.values()].map(({ falselyRefused }) => falselyRefused)).toEqual([true, true])
      expect(await ana.account(({ version }) => version === 2)).toMatchObject({ expected: 100, actual: 100 })
    } finally {
      hold.give()
      await slow.close()
    }
  })

  it.each(['naive', 'watch', 'lua', 'incrby', 'fenced-lock', 'compare-and-set'])(
    'by %s is not called false when a write from outside left too little',
    async (strategy) => {
      await set({ strategy })
      const ana = await first.join(code, 'ana')
      await outside(10)
      expect(await ana.fire(-50)).toMatchObject({ outcome: 'rejected', met: { version: 0, balance: 10 } })
      await outside(100)
      expect(await ana.fire(-50)).toMatchObject({ outcome: 'applied' })
      const account = await ana.account(({ version }) => version === 1)
      expect(account.falseRefusals.count).toBe(0)
      expect([...ana.unapplied.values()].map(({ falselyRefused }) => falselyRefused)).toEqual([undefined])
    },
  )

  it('that an older version recorded is not judged', async () => {
    const old = {
      outcome: 'rejected',
      why: 'overdraft',
      attempts: 3,
      at: 1,
      tx: 'x',
      player: 'ana',
      amount: -5,
    }
    await first.wire.command(['RPUSH', accountKeys(code, 1).unapplied, JSON.stringify(old)])
    const seat = await first.watch(code)
    expect(seat.views[0]?.account).toMatchObject({ falseRefusals: { count: 0 }, conflicts: 2 })
    expect([...seat.unapplied.values()]).toEqual([old])
  })

  it('whose event was missed is read from the list, however many came since', async () => {
    const seat = await first.watch(code)
    const missed = Array.from({ length: 60 }, (_, i) => ({
      ...{ outcome: 'gave-up', why: 'attempts-used-up', attempts: 12, conflicts: 12, at: i },
      ...{ tx: `m${i}`, player: 'ana', amount: 5 },
    }))
    const { unapplied } = accountKeys(code, 1)
    await first.wire.command(['RPUSH', unapplied, ...missed.map((one) => JSON.stringify(one))])
    await seat.account(({ conflicts }) => conflicts === 720)
    await seat.until(() => seat.unapplied.size === 60)
    const [snapshot] = (await first.watch(code)).views
    expect(snapshot?.unapplied?.map(({ at }) => at)).toEqual(missed.map(({ at }) => at))
    const heard = missed.map((one) => ({ ...one, tx: `h${one.tx}` }))
    for (const one of heard) {
      await first.wire.command(['RPUSH', unapplied, JSON.stringify(one)])
      const event = JSON.stringify({ kind: 'unapplied', epoch: 1, unapplied: one })
      if (one.at !== 30) await first.wire.command(['PUBLISH', roomKeys(code).channel, event])
    }
    await seat.account(({ conflicts }) => conflicts === 1440)
  })
})
