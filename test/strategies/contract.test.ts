import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Strategy } from '../../server/account/account.ts'
import { loadCatalogue } from '../../server/catalogue.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { run } from '../../server/room/teller.ts'
import type { Receipt } from '../../shared/journal.ts'
import { ClientKind } from '../../shared/protocol.ts'
import { type Bank, openBank, recorded } from '../support/bank.ts'
import { distinctEngines, openTestEngine } from '../support/engines.ts'
import { Gate } from '../support/gate.ts'

const catalogue = [...(await loadCatalogue()).values()]
const settings = distinctEngines.flatMap((engine) => ClientKind.options.map((client) => ({ engine, client })))

/** Both have read (or are about to write) before either writes; then one after the other goes on. */
async function interleave(bank: Bank, strategy: Strategy, order: ['ana', 'bob'] | ['bob', 'ana']) {
  const gate = new Gate()
  const start = (player: string, amount: number) => {
    const tx = bank.tx(player, amount)
    return strategy.update(recorded(bank, tx), tx, gate.step(player))
  }
  const running = { ana: start('ana', 50), bob: start('bob', -150) }
  await gate.held(2)
  for (const name of order) {
    gate.release(name)
    await running[name]
  }
  return { ana: await running.ana, bob: await running.bob }
}

describe.each(settings)('on the $engine engine with $client', ({ engine: kind, client }) => {
  let engine: Engine
  let bank: Bank
  beforeAll(async () => {
    engine = await openTestEngine(kind)
  })
  afterAll(() => engine.close())

  describe.each(catalogue)('$id', ({ strategy }) => {
    const keeps = strategy.claim.oneNode === 'keeps'
    const fresh = async (opening = 100): Promise<Bank> => {
      bank = await openBank(client, engine.url, opening)
      return bank
    }
    const each = (name: string, body: () => Promise<void>) =>
      it(name, async () => {
        try {
          await body()
        } finally {
          await bank.close()
        }
      })

    each(
      `${keeps ? 'keeps both updates' : 'loses an update'} when both have read before either writes`,
      async () => {
        for (const order of [
          ['ana', 'bob'],
          ['bob', 'ana'],
        ] as ['ana', 'bob'][]) {
          await fresh()
          const answers = await interleave(bank, strategy, order)
          for (const answer of Object.values(answers)) expect(answer).toMatchObject({ outcome: 'applied' })
          const { totals, lineage } = await bank.ledger()
          const first = lineage.nodes()[0]
          if (keeps) {
            expect(await bank.balance()).toBe('0')
            expect(first?.state).toBe('live')
          } else {
            expect(await bank.balance()).toBe(order[0] === 'ana' ? '-50' : '150')
            expect(first).toMatchObject({ state: 'lost', lostBy: 2, entry: { player: order[0] } })
          }
          expect(totals.lostDeposits.count + totals.lostWithdrawals.count).toBe(keeps ? 0 : 1)
          expect(totals.expected).toBe(0)
          if (order[0] === 'ana') await bank.close()
        }
      },
    )

    each('books thirty at once so that the journal explains the balance to the dollar', async () => {
      await fresh()
      const amounts = Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? -20 : 10 + i))
      const receipts = await Promise.all(
        amounts.map((amount, i) =>
          run(bank.order(bank.tx(`p${i}`, amount), strategy, { think: { thinkMs: 2, jitterMs: 2 } })),
        ),
      )
      const applied = receipts.flatMap((receipt) => (receipt.outcome === 'applied' ? [receipt.entry] : []))
      const { totals, standing, lineage } = await bank.ledger()
      expect(new Set(lineage.nodes().map(({ entry }) => entry.tx))).toEqual(
        new Set(applied.map(({ tx }) => tx)),
      )
      expect(totals.expected).toBe(100 + applied.reduce((sum, { amount }) => sum + amount, 0))
      expect(await bank.wire.command(['GET', bank.keys.expected])).toBe(String(totals.expected))
      const effects = applied.reduce((sum, { player }) => sum + standing(player).effect, 0)
      expect(await bank.balance()).toBe(String(100 + effects))
      if (keeps) expect(await bank.balance()).toBe(String(totals.expected))
    })

    each('books a transaction once, however often it is sent', async () => {
      await fresh()
      const tx = bank.tx('ana', 50)
      const receipts = await Promise.all(Array.from({ length: 6 }, () => run(bank.order(tx, strategy))))
      const again = await run(bank.order(tx, strategy))
      for (const receipt of receipts) expect(receipt).toEqual(again)
      expect(await bank.balance()).toBe('150')
      expect((await bank.ledger()).totals.applied).toBe(1)
    })

    each('crosses the end of a journal segment without a gap', async () => {
      await fresh()
      const receipts: Receipt[] = []
      for (let i = 0; i < 4; i++) receipts.push(await run(bank.order(bank.tx('ana', 1), strategy)))
      // As after many more writes: the journal's place follows from the version, and its length has to fit.
      const as = async (version: number, segment: number, more: number): Promise<void> => {
        await bank.wire.command(['SET', bank.keys.version, String(version)])
        await bank.wire.command(['RPUSH', bank.keys.journal(segment), ...Array<string>(more).fill('-')])
      }
      await as(510, 0, 506)
      for (let i = 0; i < 4; i++) receipts.push(await run(bank.order(bank.tx('ana', 1), strategy)))
      await as(4000, 7, 416)
      receipts.push(await run(bank.order(bank.tx('ana', 1), strategy)))
      const versions = receipts.map((receipt) => (receipt.outcome === 'applied' ? receipt.entry.version : 0))
      expect(versions).toEqual([1, 2, 3, 4, 511, 512, 513, 514, 4001])
      expect(await bank.wire.command(['LLEN', bank.keys.journal(0)])).toBe(512)
      expect(await bank.wire.command(['LLEN', bank.keys.journal(1)])).toBe(2)
      expect(await bank.wire.command(['LLEN', bank.keys.journal(7)])).toBe(417)
      expect(await bank.balance()).toBe('109')
    })

    each('writes nothing when the balance is no whole number, and says why', async () => {
      await fresh()
      for (const broken of ['many', '12.5', '', '9999999999999999']) {
        await bank.wire.command(['SET', bank.keys.balance, broken])
        const receipt = await run(bank.order(bank.tx('ana', 50), strategy))
        expect(receipt).toMatchObject({ outcome: 'failed', why: 'balance-not-a-number' })
        expect(await bank.balance()).toBe(broken)
      }
      await bank.wire.command(['DEL', bank.keys.balance])
      expect(await run(bank.order(bank.tx('ana', 50), strategy))).toMatchObject({ outcome: 'failed' })
      expect((await bank.ledger()).totals.version).toBe(0)
    })

    each('rejects a result beyond ±1e12 and leaves the balance as it was', async () => {
      await fresh()
      await bank.wire.command(['SET', bank.keys.balance, '999999999990'])
      expect(await run(bank.order(bank.tx('ana', 50), strategy))).toMatchObject({
        outcome: 'rejected',
        why: 'beyond-limits',
      })
      expect(await bank.balance()).toBe('999999999990')
      expect((await bank.ledger()).totals.version).toBe(0)
    })

    each('writes nothing into an account that has been reset meanwhile', async () => {
      await fresh()
      await bank.wire.command(['HSET', bank.booking(bank.tx('ana', 1)).room, 'epoch', '2'])
      expect(await run(bank.order(bank.tx('ana', 50), strategy))).toMatchObject({
        outcome: 'failed',
        why: 'account-reset',
      })
      expect(await bank.balance()).toBe('100')
    })

    each(
      'shows a write from outside as what it is: an entry that saw another balance than its parent wrote',
      async () => {
        await fresh()
        await run(bank.order(bank.tx('ana', 50), strategy))
        await bank.wire.command(['SET', bank.keys.balance, '500'])
        await run(bank.order(bank.tx('bob', -150), strategy))
        const { totals } = await bank.ledger()
        expect(await bank.balance()).toBe('350')
        expect(totals).toMatchObject({ expected: 0, outside: 350, wrote: 350 })
      },
    )
  })
})
