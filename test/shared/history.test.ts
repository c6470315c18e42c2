import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventsOf } from '../../shared/history/history-event.ts'
import { linesOf } from '../../shared/history/lines.ts'
import { type Operation, operationsOf } from '../../shared/history/operation.ts'
import { inProcesses } from '../../shared/history/timeline.ts'
import { pairsOf, readHistory } from '../support/jepsen-history.ts'
import { histories } from './histories.ts'
import { doubtful, entry, unapplied } from './operations.ts'

describe('operations', () => {
  it('have the values of the journal, and last from the read to the commit', () => {
    const again = entry(3, 2, 50, 200, { again: true })
    expect(operationsOf([entry(1, 0, 50, 100), entry(2, 1, 50, 150), again]).at(-1)).toEqual({
      ...{ id: 't3', player: 'ana', amount: 50, outcome: 'applied', again: true, basis: 'read' },
      ...{ seen: 200, seenVersion: 2, wrote: 250, wroteVersion: 3, call: 1002, return: 1003 },
    })
  })

  it('begin at their end when they built on the balance they met, unless another source is possible', () => {
    const met = entry(2, 1, 1, 101, { basis: 'met', readAt: 1001, wroteAt: 1020 })
    expect(operationsOf([entry(1, 0, 1, 100), met])[1]).toMatchObject({ call: 1020, return: 1020 })
    const [, either] = operationsOf([entry(1, 0, 1, 100), { ...met, either: 0 }])
    expect(either).toMatchObject({ basis: 'met', either: 0, call: 1001, return: 1020 })
  })

  it('are marked as old when an older version recorded them', () => {
    const { basis: _, ...old } = entry(1, 0, 1, 100)
    const refusals = [
      unapplied(1010),
      unapplied(1020, { tx: 'new', fromVersion: 0, toVersion: 1 }),
      unapplied(1030, { tx: 'failed', outcome: 'failed', why: 'no-answer' }),
    ]
    const all = operationsOf([old, entry(2, 1, 1, 101)], refusals)
    expect(all.map((one) => [one.id, one.old === true])).toEqual([
      ['t1', true],
      ['t2', false],
      ['u', true],
      ['new', false],
      ['failed', false],
    ])
  })

  it('of a transaction that was taken back are two writes, then its refusal', () => {
    const back = entry(2, 1, 80, 20, { tx: 't1', reverses: 1 })
    const refused = unapplied(back.wroteAt, { tx: 't1', player: 'ana', amount: -80, why: 'taken-back' })
    expect(operationsOf([entry(1, 0, -80, 100), back], [refused])).toMatchObject([
      { id: 't1', outcome: 'applied', amount: -80 },
      { id: 't1', outcome: 'applied', amount: 80, reverses: 1 },
      { id: 't1', outcome: 'rejected', amount: -80, why: 'taken-back' },
    ])
  })

  it('are sorted by their end, unapplied ones among the others', () => {
    const entries = [entry(1, 0, 1, 100), entry(2, 1, 1, 101, { wroteAt: 1020 })]
    const all = operationsOf(entries, [unapplied(1030, { tx: 'late' }), unapplied(1010, { tx: 'early' })])
    expect(all.map(({ id }) => id)).toEqual(['t1', 'early', 't2', 'late'])
    expect(all[1]).toMatchObject({ outcome: 'rejected', why: 'overdraft', call: 1010, return: 1010 })
  })

  it('never return before an operation of an earlier version, even when the clock was set back', () => {
    const entries = [entry(1, 0, 1, 100, { readAt: 5000, wroteAt: 5000 }), entry(2, 1, 1, 101)]
    expect(operationsOf(entries)[1]).toMatchObject({ call: 1001, return: 5000 })
  })

  it('have the nickname of a player who has one', () => {
    const named = operationsOf([entry(1, 0, 1, 100)], [unapplied(1)], (id) =>
      id === 'ana' ? 'Ana' : undefined,
    )
    expect(named.map((operation) => operation.nickname)).toEqual([undefined, 'Ana'])
  })
})

describe('the processes', () => {
  it('run one operation at a time, and are as many as the most operations at once', () => {
    const intervals = fc.array(fc.tuple(fc.nat(50), fc.nat(9)), { maxLength: 40 })
    fc.assert(
      fc.property(intervals, (all) => {
        const operations = all.map(([call, length], i): Operation => {
          return { ...doubtful, id: `${i}`, outcome: 'failed', why: 'no-answer', call, return: call + length }
        })
        const done = inProcesses(eventsOf({ opening: 0, operations }))
        const overlap = (a: (typeof done)[0], b: (typeof done)[0]) =>
          a.act.call <= b.act.return && b.act.call <= a.act.return
        for (const a of done) {
          for (const b of done) if (a !== b && a.process === b.process) expect(overlap(a, b)).toBe(false)
        }
        const atOnce = done.map(
          ({ act }) => done.filter((b) => b.act.call <= act.call && act.call <= b.act.return).length,
        )
        expect(Math.max(...done.map(({ process }) => process)) + 1).toBe(Math.max(...atOnce))
      }),
    )
  })

  it('of an operation in doubt are not used again', () => {
    const later = operationsOf([entry(1, 0, 1, 100, { readAt: 2000, wroteAt: 2001 })])
    const parsed = readHistory(linesOf({ opening: 100, operations: [doubtful, ...later] }, 'elle'))
    expect(parsed.map(({ type, process }) => `${type} ${process}`)).toEqual([
      ...[':invoke 0', ':ok 0', ':invoke 0', ':info 0', ':invoke 1', ':ok 1'],
    ])
  })

  it.each(['elle', 'cas-register'] as const)(
    'complete every call once, in order of time, with contiguous indices, as %s',
    (format) => {
      fc.assert(
        fc.property(histories, fc.array(fc.nat(70)), ({ opening, entries }, ats) => {
          const overlapping = entries.map((one) => ({ ...one, readAt: one.parent }))
          const others = ats.map((at, i) => unapplied(at, { tx: `u${i}` }))
          const operations = operationsOf(overlapping, others)
          const pairs = pairsOf(readHistory(linesOf({ opening, operations }, format)))
          const told = pairs.filter(({ invoke }) => !/^(outside|opening) /.test(invoke.name))
          expect(told).toHaveLength(operations.length)
        }),
      )
    },
  )
})
