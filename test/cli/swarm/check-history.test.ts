import { describe, expect, it } from 'vitest'
import { checkHistory, type EpochToCheck } from '../../../server/cli/swarm/check-history.ts'
import { Sightings } from '../../../server/cli/swarm/sightings.ts'
import type { AccountView } from '../../../shared/account-view.ts'
import { rowsOf } from '../../../shared/history/history-row.ts'
import { operationsOf } from '../../../shared/history/operation.ts'
import type { Entry } from '../../../shared/journal.ts'
import { createLedger } from '../../../shared/ledger.ts'

const write = (version: number, parent: number, amount: number, seen: number, expected: number): Entry => ({
  ...{ version, parent, amount, seen, expected, tx: `tx-${version}`, player: `p${version % 2}` },
  ...{ wrote: seen + amount, attempts: 1, node: 'A', readAt: version, wroteAt: version + 5, basis: 'read' },
})
/** The first write is lost. */
const ENTRIES = [write(1, 0, 50, 100, 150), write(2, 0, -30, 100, 120), write(3, 2, 10, 70, 130)]

function account(entries: readonly Entry[]): AccountView {
  const ledger = createLedger(100)
  for (const entry of entries) ledger.append(entry)
  ledger.settle()
  const { totals } = ledger
  return { ...totals, opening: 100, actual: totals.wrote, old: undefined }
}

/** A history on which all agree, with changes. */
const history = (change: Partial<EpochToCheck> = {}): EpochToCheck => ({
  ...{ epoch: 1, opening: 100, rows: [...rowsOf({ opening: 100, operations: operationsOf(ENTRIES) })] },
  seen: new Map(ENTRIES.map((entry) => [entry.version, entry])),
  accounts: [
    { nickname: 'ana', epoch: 1, account: account(ENTRIES) },
    { nickname: 'bob', epoch: 1, account: account(ENTRIES.slice(0, 2)) },
  ],
  fired: ENTRIES.map((entry) => ({
    ...{ tx: entry.tx, player: entry.player, amount: entry.amount, epoch: 1, dueAt: 0 },
    receipt: { outcome: 'applied', entry },
  })),
  ...change,
})
const rows = () => history().rows.map((row) => ({ ...row }))

describe('the check of a swarm', () => {
  it('finds nothing when players, balances and journal agree, also with lost updates', () => {
    expect(checkHistory(history())).toEqual([])
  })

  it.each<[what: string, change: Partial<EpochToCheck>, problem: RegExp]>([
    ['a version is missing in the journal', { rows: rows().slice(1) }, /no version 1/],
    [
      'the newest version is missing in the journal',
      { rows: rows().slice(0, 2) },
      /which the journal does not have/,
    ],
    [
      'the journal has another amount',
      { rows: rows().map((row, i) => (i === 1 ? { ...row, amount: -40 } : row)) },
      /saw another write as version 2/,
    ],
    [
      'a player was told another balance',
      { accounts: [{ nickname: 'ana', epoch: 1, account: { ...account(ENTRIES), actual: 81 } }] },
      /as ana was told: the actual balance is 81, and 80 by the journal/,
    ],
    [
      'a player was told that nothing is lost',
      {
        accounts: [
          { nickname: 'ana', epoch: 1, account: { ...account(ENTRIES), lostDeposits: { count: 0, sum: 0 } } },
        ],
      },
      /the number of `lostDeposits` is 0, and 1 by the journal/,
    ],
    [
      'a transaction has no outcome',
      { fired: [{ tx: 'tx-9', player: 'p1', amount: 5, epoch: 1, dueAt: 0 }] },
      /tx-9 \(5\) has no outcome/,
    ],
    [
      'a transaction that failed is in the journal',
      {
        fired: [
          {
            ...{ tx: 'tx-1', player: 'p1', amount: 50, epoch: 1, dueAt: 0 },
            receipt: { outcome: 'failed', why: 'no-answer', attempts: 1, at: 0 },
          },
        ],
      },
      /tx-1 \(50\) ended as failed, but it is in the journal/,
    ],
    [
      'an applied transaction is another write in the journal',
      {
        fired: [
          {
            ...{ tx: 'tx-7', player: 'p1', amount: 50, epoch: 1, dueAt: 0 },
            receipt: { outcome: 'applied', entry: { ...(ENTRIES[0] as Entry), tx: 'tx-7' } },
          },
        ],
      },
      /which is another write in the journal/,
    ],
  ])('tells when %s', (_, change, problem) => {
    expect(checkHistory(history(change)).join('\n')).toMatch(problem)
  })

  it('tells when two players saw different writes as the same version', () => {
    const sightings = new Sightings()
    const [first] = ENTRIES as [Entry]
    const seen = (nickname: string) => ({ nickname, epoch: 1, account: account([first]) })
    sightings.see(seen('ana'), [first])
    sightings.see(seen('bob'), [{ ...first }])
    expect(sightings.problems).toEqual([])
    sightings.see(seen('cyd'), [{ ...first, wrote: 151 }])
    expect(sightings.problems.join()).toMatch(/cyd saw 50 of player p1 \(100 → 151\) as version 1/)
  })
})
