import { describe, expect, it } from 'vitest'
import { lackingIn, needText } from '../../server/account/needs.ts'
import { type CatalogueEntry, LiveCatalogue } from '../../server/catalogue/catalogue.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { execute } from '../../server/transaction/execute.ts'
import type { ClientKind } from '../../shared/protocol.ts'
import { openBank } from '../support/bank.ts'

/** Defines the tests of strategies on an engine that lacks what they need. Call it inside `describe`. */
export function refusals(
  open: () => Promise<Engine>,
  client: ClientKind,
  entries: readonly CatalogueEntry[],
): void {
  describe.each(entries)('$id', ({ id, strategy, card }) => {
    it('names on its card the servers that have what it needs, and writes nothing when it runs anyway', async () => {
      const engine = await open()
      const bank = await openBank(client, engine.endpoint)
      try {
        const catalogue = new LiveCatalogue([{ id, strategy, card }])
        catalogue.setLacking(await lackingIn(bank.wire))
        const { needs } = strategy
        expect(catalogue.get(id)?.card.needs).toBe(needs && needText(needs))
        const mistakes: unknown[] = []
        const onMistake = (error: unknown) => void mistakes.push(error)
        expect(await execute(bank.execution(bank.tx('ana', 50), strategy, { onMistake }))).toMatchObject({
          outcome: 'failed',
          why: 'strategy-error',
        })
        expect(mistakes).toHaveLength(1)
        expect(await bank.balance()).toBe('100')
        expect((await bank.ledger()).totals).toMatchObject({ applied: 0, expected: 100, version: 0 })
      } finally {
        await bank.close()
        await engine.close()
      }
    })
  })
}
