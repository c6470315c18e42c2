import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CatalogueEntry, loadCatalogue } from '../../server/catalogue/catalogue.ts'
import type { Engine } from '../../server/engine/engine.ts'
import type { Entry, Receipt, Transaction } from '../../shared/journal.ts'
import type { Ledger } from '../../shared/ledger.ts'
import { type Bank, openBank } from '../support/bank.ts'
import { distinctEngines, openTestEngine } from '../support/engines.ts'
import { type Part, playByHand } from '../support/play-by-hand.ts'

const catalogue = await loadCatalogue()
const part = (id: string, amount: number) => ({
  strategy: (catalogue.get(id) as CatalogueEntry).strategy,
  amount,
})
const SIX = ['1122', '1212', '1221', '2112', '2121', '2211']
const REFUSED = { noOverdraft: true }

let engine: Engine
let bank: Bank
beforeAll(async () => {
  engine = await openTestEngine(distinctEngines[0] ?? 'embedded')
})
afterAll(() => engine?.close())
beforeEach(async () => {
  bank = await openBank('ioredis', engine.endpoint)
})
afterEach(() => bank.close())

/** Expects that all luck and the writes from outside add up to the divergence. */
async function expectIdentity({ totals, standing }: Ledger, players: string[]): Promise<void> {
  const luck = players.reduce(
    (sum, player) => sum + standing(player).effect - standing(player).acknowledged,
    0,
  )
  expect(luck + totals.outside).toBe(Number(await bank.balance()) - totals.expected)
}

describe('lua-blind', () => {
  /** The entries with their parents and losses, and the sums, after the schedule. */
  async function storyOf(id: string, schedule: string) {
    const here = await openBank('ioredis', engine.endpoint)
    await playByHand(here, [part(id, 50), part(id, -150)], schedule)
    const ledger = await here.ledger()
    const entries = ledger.lineage.nodes().map(({ entry, state, lostBy }) => {
      const { version, parent, player, amount, seen, wrote, basis } = entry
      return { version, parent, player, amount, seen, wrote, basis, state, lostBy }
    })
    const { expected, outside, lostDeposits, lostWithdrawals } = ledger.totals
    const balance = await here.balance()
    await here.close()
    return { entries, balance, expected, outside, lostDeposits, lostWithdrawals }
  }

  it.each(SIX)('has the lineage and the losses of naive in the order %s', async (schedule) => {
    expect(await storyOf('lua-blind', schedule)).toEqual(await storyOf('naive', schedule))
  })

  it('overwrites the write between its GET and its script, and the journal names it as the cause', async () => {
    const { entries, balance, expected, lostWithdrawals } = await storyOf('lua-blind', '1221')
    expect(entries).toMatchObject([
      { player: 'b', parent: 0, wrote: -50, state: 'lost', lostBy: 2 },
      { player: 'a', parent: 0, seen: 100, wrote: 150, basis: 'read', state: 'live' },
    ])
    expect({ balance, expected, lostWithdrawals }).toEqual({
      ...{ balance: '150', expected: 0 },
      lostWithdrawals: { count: 1, sum: -150 },
    })
  })
})

describe('compensate in a room that refuses overdrafts', () => {
  const entriesOf = ({ lineage }: Ledger): Entry[] => lineage.nodes().map(({ entry }) => entry)

  const TWICE = [part('compensate', -80), part('compensate', -80)]

  async function played(parts: Part[], schedule: string) {
    const told = await playByHand(bank, parts, schedule, REFUSED)
    const ledger = await bank.ledger()
    for (const { tx, receipt } of told) noteRefusal(ledger, tx, receipt)
    ledger.settle()
    await expectIdentity(ledger, ['a', 'b'])
    expect(await bank.wire.command(['GET', bank.keys.expected])).toBe(String(ledger.totals.expected))
    return { outcomes: told.map(({ receipt }) => receipt.outcome), ledger, balance: await bank.balance() }
  }
  function noteRefusal(ledger: Ledger, { id, player, amount }: Transaction, receipt: Receipt): void {
    if (receipt.outcome !== 'applied') ledger.refusals.note({ ...receipt, tx: id, player, amount })
  }

  it('takes back the second withdrawal when it runs after the first, and nothing of it is left', async () => {
    const { outcomes, ledger, balance } = await played(TWICE, '11222')
    expect(outcomes).toEqual(['applied', 'rejected'])
    expect(entriesOf(ledger)).toMatchObject([
      { player: 'a', amount: -80, wrote: 20 },
      { player: 'b', amount: -80, wrote: -60, expected: -60 },
      { player: 'b', amount: 80, wrote: 20, reverses: 2, expected: 20 },
    ])
    expect(balance).toBe('20')
    expect(ledger.totals).toMatchObject({
      ...{ applied: 1, expected: 20, outside: 0 },
      falseRefusals: { count: 0 },
      refusedInBalance: { count: 0 },
      doubled: { count: 0 },
      wrong: { count: 0 },
    })
  })

  it('takes back both withdrawals when both book before either looks: two false refusals', async () => {
    const { outcomes, ledger, balance } = await played(TWICE, '121212')
    expect(outcomes).toEqual(['rejected', 'rejected'])
    expect(balance).toBe('100')
    expect(ledger.totals).toMatchObject({
      ...{ applied: 0, expected: 100, outside: 0 },
      falseRefusals: { count: 2, sum: -160 },
    })
  })

  it('keeps the second withdrawal when it looks after the first take-back, though it wrote below zero', async () => {
    const { outcomes, ledger, balance } = await played(TWICE, '12112')
    expect(outcomes).toEqual(['rejected', 'applied'])
    expect(balance).toBe('20')
    expect(entriesOf(ledger)[1]).toMatchObject({ player: 'b', wrote: -60, noOverdraft: true })
    expect(ledger.totals).toMatchObject({ expected: 20, falseRefusals: { count: 0 } })
  })

  it('takes its amount out of the expected balance again, whatever was booked in between', async () => {
    const parts = [part('compensate', -200), part('incrby', 70)]
    const { outcomes, ledger, balance } = await played(parts, '1121')
    expect(outcomes).toEqual(['rejected', 'applied'])
    expect(entriesOf(ledger)).toMatchObject([
      { player: 'a', amount: -200, wrote: -100, expected: -100 },
      { player: 'b', amount: 70, wrote: -30, expected: -30 },
      { player: 'a', amount: 200, wrote: 170, reverses: 1, expected: 170 },
    ])
    expect(balance).toBe('170')
    expect(ledger.totals).toMatchObject({ applied: 1, expected: 170, falseRefusals: { count: 0 } })
  })
})
