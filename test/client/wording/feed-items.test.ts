import { describe, expect, it } from 'vitest'
import { feed } from '../../../client/wording/feed-items.ts'
import type { Entry } from '../../../shared/journal.ts'
import { ANA, BOB, EVE, entryAfter, frame, journal, START, snapshot } from '../server-messages.ts'
import { visit } from '../visit.ts'

describe('the feed', () => {
  it('lists the newest first, each loss with the player who caused it and the stale read', () => {
    const page = visit(null, snapshot(journal([ANA, 50], [BOB, -150, { parent: 0 }])))
    expect(feed(page.room)).toMatchObject([
      { who: 'bob', amount: -150, verdict: 'kept', what: 'kept', why: 'read $100, wrote −$50' },
      {
        ...{ who: 'ana', amount: 50, verdict: 'lost' },
        ...{ what: "lost, overwritten by bob's −150", why: 'both had read $100' },
      },
    ])
  })

  it('says that a lost write came back, and that a blind retry booked twice', () => {
    const page = visit(null)
    const entries = journal(
      [ANA, 50],
      [BOB, -150, { parent: 0 }],
      [ANA, 50, { parent: 1, tx: 'tx-1'.padEnd(21, '-'), again: true }],
    )
    for (let n = 1; n <= 3; n++) page.receive(frame(entries.slice(0, n)))
    expect(feed(page.room).map(({ what }) => what)).toEqual([
      'booked twice: a gift of $50',
      "lost, overwritten by ana's +50",
      'kept (came back)',
    ])
  })

  it('says "booked twice" only of a transaction that is in the balance twice', () => {
    const tx = 'tx-1'.padEnd(21, '-')
    const entries = journal([ANA, -150], [ANA, -150, { tx, again: true }], [BOB, 5, { parent: 0 }])
    const whats = (page: ReturnType<typeof visit>) => feed(page.room).map(({ what }) => what)
    expect(whats(visit(null, snapshot(entries.slice(0, 2))))[0]).toBe('booked twice: $150 too much was taken')
    const one = journal([ANA, 50], [ANA, 50, { tx, again: true, parent: 0 }])
    expect(whats(visit(null, snapshot(one)))[0]).toBe('kept; the other booking is lost')
    expect(whats(visit(null, snapshot(entries.slice(0, 2), { from: 1 })))).toEqual([
      'booked again by a blind retry',
    ])
    expect(whats(visit(null, snapshot(entries)))[1]).toMatch(/^lost/)
  })

  it('puts a refused transaction at its place in time', () => {
    const entries = journal([ANA, 50], [BOB, 10])
    const refused = {
      tx: 'refused',
      player: EVE,
      amount: -900,
      outcome: 'rejected',
      why: 'overdraft',
    } as const
    const unapplied = { ...refused, attempts: 1, at: START + 150 }
    const page = visit(null, snapshot(entries, { unapplied: [unapplied] }))
    expect(feed(page.room).map(({ who, verdict }) => `${who} ${verdict}`)).toEqual([
      'bob kept',
      'eve rejected',
      'ana kept',
    ])
  })

  it('shows a write from outside, before and after the next write', () => {
    const first = journal([ANA, 50])
    const page = visit(null, snapshot(first))
    const changed = frame(first, { from: 1 })
    page.receive({ ...changed, account: { ...changed.account, actual: 1000, outside: 850 } })
    expect(feed(page.room)[0]).toMatchObject({ verdict: 'outside', why: 'it says $1,000 now' })
    const found = [...first, entryAfter(first, BOB, 1, { seen: 1000, wrote: 1001 })]
    page.receive(frame(found))
    expect(feed(page.room).map(({ verdict }) => verdict)).toEqual(['kept', 'outside', 'kept'])
    expect(feed(page.room)[1]?.what).toContain('+$850')
    const broken = frame(found, { from: 2 })
    page.receive({ ...broken, account: { ...broken.account, actual: null } })
    expect(feed(page.room)[0]?.what).toContain('not a number')
  })

  it('has at most the requested number of lines', () => {
    const all: Entry[] = []
    for (let n = 0; n < 100; n++) all.push(entryAfter(all, ANA, 1))
    expect(feed(visit(null, snapshot(all)).room, 7)).toHaveLength(7)
  })
})
