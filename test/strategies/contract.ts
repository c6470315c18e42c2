import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Strategy } from '../../server/account/account.ts'
import type { CatalogueEntry } from '../../server/catalogue/catalogue.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { execute } from '../../server/transaction/execute.ts'
import type { Receipt } from '../../shared/journal.ts'
import type { Anomaly } from '../../shared/proof/anomaly.ts'
import { cellsOf } from '../../shared/proof/claims.ts'
import type { ClientKind } from '../../shared/protocol.ts'
import { type Bank, openBank } from '../support/bank.ts'

/** What a strategy claims of one anomaly on one node. */
const claimed = ({ claims }: Strategy, anomaly: Anomaly): string | undefined =>
  cellsOf(claims).find((cell) => cell.anomaly === anomaly && cell.place === 'oneNode')?.claimed

/** Defines the tests that every strategy passes on every engine with every client. Call it inside `describe`. */
export function contract(
  open: () => Promise<Engine>,
  client: ClientKind,
  entries: readonly CatalogueEntry[],
): void {
  let engine: Engine
  let bank: Bank
  beforeAll(async () => {
    engine = await open()
  })
  afterAll(() => engine?.close())

  describe.each(entries)('$id', ({ strategy }) => {
    const keeps = claimed(strategy, 'lost-update') === 'never'
    const refused = { outcome: 'rejected', why: strategy.takesBack ? 'taken-back' : 'overdraft' }
    const once = claimed(strategy, 'double-apply') === 'never'
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

    each('books thirty at once, and the journal explains the balance to the dollar', async () => {
      await fresh()
      const amounts = Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? -20 : 10 + i))
      const receipts = await Promise.all(
        amounts.map((amount, i) =>
          execute(bank.execution(bank.tx(`p${i}`, amount), strategy, { think: { thinkMs: 2, jitterMs: 2 } })),
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

    each(`books a transaction ${once ? 'once, however often' : 'each time'} it is sent`, async () => {
      await fresh()
      const tx = bank.tx('ana', 50)
      const receipts = await Promise.all(
        Array.from({ length: 6 }, () => execute(bank.execution(tx, strategy))),
      )
      const again = await execute(bank.execution(tx, strategy))
      expect(receipts.every(({ outcome }) => outcome === 'applied')).toBe(true)
      if (once) for (const receipt of receipts) expect(receipt).toEqual(again)
      const { totals } = await bank.ledger()
      expect(totals).toMatchObject({ applied: 1, expected: 150, version: once ? 1 : 7 })
      expect(await bank.balance()).toBe(once ? '150' : '450')
    })

    each('rejects a withdrawal below zero, but no deposit, in a room that refuses overdrafts', async () => {
      await fresh(-30)
      const send = (player: string, amount: number) =>
        execute(bank.execution(bank.tx(player, amount), strategy, { noOverdraft: true }))
      expect(await send('ana', -1)).toMatchObject(refused)
      expect(await send('ana', 20)).toMatchObject({ outcome: 'applied' })
      expect(await send('bob', 110)).toMatchObject({ outcome: 'applied' })
      expect(await send('bob', -101)).toMatchObject(refused)
      expect(await send('bob', -100)).toMatchObject({ outcome: 'applied' })
      expect(await bank.balance()).toBe('0')
      expect((await bank.ledger()).totals).toMatchObject({ applied: 3, expected: 0 })
    })

    each('gives every transaction one outcome when half of the replies are lost', async () => {
      await fresh()
      const sent = Array.from({ length: 20 }, (_, i) => bank.tx(`p${i}`, 5))
      const receipts = await Promise.all(
        sent.map((tx) => execute(bank.execution(tx, strategy, { lostReplies: 50 }))),
      )
      const applied = receipts.flatMap((receipt) => (receipt.outcome === 'applied' ? [receipt.entry.tx] : []))
      const { totals, lineage } = await bank.ledger()
      expect(new Set(lineage.nodes().map(({ entry }) => entry.tx))).toEqual(new Set(applied))
      expect(totals.expected).toBe(100 + 5 * applied.length)
      if (once) expect(totals.doubled.count).toBe(0)
      for (const [i, tx] of sent.entries()) {
        const stored = await bank.wire.command(['GET', bank.keys.receipt(tx.player, tx.id)])
        expect(JSON.parse(String(stored))).toEqual(receipts[i])
      }
    })

    each('crosses the end of a journal segment without a gap', async () => {
      await fresh()
      const receipts: Receipt[] = []
      for (let i = 0; i < 4; i++) receipts.push(await execute(bank.execution(bank.tx('ana', 1), strategy)))
      // Fakes many more writes: the version decides the segment, whose length must fit the version.
      const as = async (version: number, segment: number, more: number): Promise<void> => {
        await bank.wire.command(['SET', bank.keys.version, String(version)])
        await bank.wire.command(['RPUSH', bank.keys.journal(segment), ...Array<string>(more).fill('-')])
      }
      await as(510, 0, 506)
      for (let i = 0; i < 4; i++) receipts.push(await execute(bank.execution(bank.tx('ana', 1), strategy)))
      await as(4000, 7, 416)
      receipts.push(await execute(bank.execution(bank.tx('ana', 1), strategy)))
      const versions = receipts.map((receipt) => (receipt.outcome === 'applied' ? receipt.entry.version : 0))
      expect(versions).toEqual([1, 2, 3, 4, 511, 512, 513, 514, 4001])
      expect(await bank.wire.command(['LLEN', bank.keys.journal(0)])).toBe(512)
      expect(await bank.wire.command(['LLEN', bank.keys.journal(1)])).toBe(2)
      expect(await bank.wire.command(['LLEN', bank.keys.journal(7)])).toBe(417)
      expect(await bank.balance()).toBe('109')
    })

    each('writes nothing when the balance is not a whole number, and says why', async () => {
      await fresh()
      for (const broken of ['many', '12.5', '', '9999999999999999']) {
        await bank.wire.command(['SET', bank.keys.balance, broken])
        const receipt = await execute(bank.execution(bank.tx('ana', 50), strategy))
        expect(receipt).toMatchObject({ outcome: 'failed', why: 'balance-not-a-number' })
        expect(await bank.balance()).toBe(broken)
      }
      await bank.wire.command(['DEL', bank.keys.balance])
      expect(await execute(bank.execution(bank.tx('ana', 50), strategy))).toMatchObject({ outcome: 'failed' })
      expect((await bank.ledger()).totals.version).toBe(0)
    })

    each('rejects a result beyond ±1e12 and leaves the balance as it was', async () => {
      await fresh()
      await bank.wire.command(['SET', bank.keys.balance, '999999999990'])
      expect(await execute(bank.execution(bank.tx('ana', 50), strategy))).toMatchObject({
        outcome: 'rejected',
        why: 'beyond-limits',
      })
      expect(await bank.balance()).toBe('999999999990')
      expect((await bank.ledger()).totals.version).toBe(0)
    })

    each('writes nothing into an account that has been reset meanwhile', async () => {
      await fresh()
      await bank.wire.command(['HSET', bank.context.room, 'epoch', '2'])
      expect(await execute(bank.execution(bank.tx('ana', 50), strategy))).toMatchObject({
        outcome: 'failed',
        why: 'account-reset',
      })
      expect(await bank.balance()).toBe('100')
    })

    each(
      'counts a write from outside as outside, not as an effect of the player whose entry builds on it',
      async () => {
        await fresh()
        await execute(bank.execution(bank.tx('ana', 50), strategy))
        await bank.wire.command(['SET', bank.keys.balance, '500'])
        await execute(bank.execution(bank.tx('bob', -150), strategy))
        const { totals } = await bank.ledger()
        expect(await bank.balance()).toBe('350')
        expect(totals).toMatchObject({ expected: 0, outside: 350, wrote: 350 })
      },
    )
  })
}
