import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLedger } from '../../shared/ledger.ts'
import { type History, histories } from './histories.ts'

function booked({ opening, entries }: History, batch = 1) {
  const ledger = createLedger(opening)
  for (let at = 0; at < entries.length; at += batch) {
    for (const entry of entries.slice(at, at + batch)) ledger.append(entry)
    ledger.settle()
  }
  return ledger
}

describe('ledger', () => {
  it('[LED1] actual = opening + all effects, those from outside included', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 7 }), (history, batch) => {
        const { totals, standing } = booked(history, batch)
        const players = [...new Set(history.entries.map(({ player }) => player))]
        const effects = players.reduce((sum, player) => sum + standing(player).effect, 0)
        const beyond = history.balance - totals.wrote
        expect(history.opening + effects + totals.outside + beyond).toBe(history.balance)
      }),
      { numRuns: 2000 },
    )
  })

  it('[LED2] all luck, with writes from outside, adds up to the divergence', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { totals, standing } = booked(history)
        const players = [...new Set(history.entries.map(({ player }) => player))]
        const luck = players.reduce((sum, player) => {
          const { effect, acknowledged } = standing(player)
          return sum + effect - acknowledged
        }, 0)
        const outside = totals.outside + (history.balance - totals.wrote)
        expect(luck + outside).toBe(history.balance - totals.expected)
      }),
      { numRuns: 2000 },
    )
  })

  it('[LED3] the expected balance counts every acknowledged transaction once, as the commit script does', () => {
    fc.assert(
      fc.property(histories, (history) => {
        expect(booked(history).totals.expected).toBe(history.entries.at(-1)?.expected ?? history.opening)
      }),
    )
  })

  it('[LED4] a transaction is in the balance as often as it has surviving entries: never, once or more often', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const ledger = booked(history, 3)
        const ids = new Set(history.entries.map(({ player, tx }) => `${player} ${tx}`))
        let lost = 0
        let doubled = 0
        for (const id of ids) {
          const [player, tx] = id.split(' ') as [string, string]
          const own = history.entries.filter((entry) => entry.player === player && entry.tx === tx)
          const live = own.filter(({ version }) => ledger.lineage.at(version)?.state === 'live').length
          expect(ledger.booking(player, tx)).toMatchObject({ live, entries: own.length })
          if (live === 0) lost += 1
          if (live > 1) doubled += 1
        }
        const { lostDeposits, lostWithdrawals, doubled: tally } = ledger.totals
        expect(lostDeposits.count + lostWithdrawals.count).toBe(lost)
        expect(tally.count).toBe(doubled)
      }),
    )
  })

  it('[LED5] naive +50, −50, +10 end at the right sum in 22 of 90 interleavings, and 6 lose nothing', () => {
    const amounts = [50, -50, 10]
    let right = 0
    let whole = 0
    let all = 0
    const go = (done: number[], steps: { tx: number; point: 'read' | 'write' }[]): void => {
      if (steps.length === 6) {
        all += 1
        let balance = 100
        const seen = new Map<number, { balance: number; version: number }>()
        const ledger = createLedger(100)
        for (const { tx, point } of steps) {
          const version = ledger.lineage.head
          if (point === 'read') seen.set(tx, { balance, version })
          else {
            const read = seen.get(tx) as { balance: number; version: number }
            const amount = amounts[tx] as number
            balance = read.balance + amount
            ledger.append({
              version: version + 1,
              parent: read.version,
              tx: `t${tx}`,
              player: `p${tx}`,
              amount,
              seen: read.balance,
              wrote: balance,
              attempts: 1,
              node: 'A',
              readAt: 0,
              wroteAt: 0,
              expected: 0,
            })
          }
        }
        ledger.settle()
        if (balance === 110) right += 1
        if (ledger.totals.lostDeposits.count + ledger.totals.lostWithdrawals.count === 0) whole += 1
        return
      }
      for (const tx of [0, 1, 2]) {
        const at = done[tx] as number
        if (at === 2) continue
        const next = [...done]
        next[tx] = at + 1
        go(next, [...steps, { tx, point: at === 0 ? 'read' : 'write' }])
      }
    }
    go([0, 0, 0], [])
    expect({ all, right, whole }).toEqual({ all: 90, right: 22, whole: 6 })
  })
})
