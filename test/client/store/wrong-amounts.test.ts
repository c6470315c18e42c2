import { describe, expect, it } from 'vitest'
import { labelOf } from '../../../client/timeline/lane-geometry.ts'
import { layLanes } from '../../../client/timeline/lane-layout.ts'
import { createLaneMemory } from '../../../client/timeline/lane-seats.ts'
import { feed } from '../../../client/wording/feed-items.ts'
import { lossCause, lossText } from '../../../client/wording/loss-words.ts'
import { ownText } from '../../../client/wording/own-words.ts'
import { standouts } from '../../../client/wording/standouts.ts'
import { describeDivergence as inWords } from '../../../shared/divergence.ts'
import type { Entry } from '../../../shared/journal.ts'
import { ANA, BOB, entryAfter, journal, START, snapshot } from '../server-messages.ts'
import { visit } from '../visit.ts'

/** What the page tells a player about their first transaction. */
const told = (entries: readonly Entry[], player = ANA) => {
  const page = visit(player, snapshot(entries))
  const own = page.own(entries.find((entry) => entry.player === player)?.tx ?? '')
  const { verdict, title, detail, outcome, note } = ownText(page.room, own, undefined, START)
  return { verdict, said: `${title}: ${detail}, ${outcome}`, note }
}
const standing = (entries: readonly Entry[]) =>
  standouts(visit(null, snapshot(entries)).room).map(
    ({ label, before, figure, after, small }) => `${label}: ${before} ${figure} ${after} (${small})`,
  )

describe('a write that booked another amount than its own', () => {
  const [four] = journal([ANA, 50, { wrote: 300 }])

  it('is shown to its player, with its cost or gain', () => {
    expect(told([four])).toEqual({
      verdict: 'wrong',
      said: 'Booked +200 instead of +50: read $100, wrote $300, +$150',
      note: '',
    })
    const [nothing] = journal([ANA, 50, { wrote: 100 }])
    expect(told([nothing]).said).toBe('Booked nothing instead of +50: read $100, wrote $100, −$50')
  })

  it('is shown in the feed, and by name on the projector', () => {
    const { room } = visit(null, snapshot([four]))
    expect(feed(room)[0]).toMatchObject({
      ...{ verdict: 'wrong', who: 'ana', amount: 50, what: 'booked +200 instead of +50' },
      why: 'read $100, wrote $300',
    })
    expect(standing([four])).toEqual(['Wrong amount: ana booked +200 instead of +50 ()'])
    const two = [four, entryAfter([four], BOB, -50, { wrote: 200 })]
    expect(standing(two)).toEqual([
      'Wrong amount: bob booked −100 instead of −50 (two wrong amounts, +$100 in all)',
    ])
  })

  it('is counted even when it has left the window of the page', () => {
    const all: Entry[] = [four]
    while (all.length < 5) all.push(entryAfter(all, BOB, 1))
    const { room } = visit(null, snapshot(all, { from: 2 }))
    expect(standouts(room)).toMatchObject([
      { figure: '1', after: 'update', small: 'one wrong amount, +$150 in all' },
    ])
  })

  it('is shown as lost when it is overwritten', () => {
    const entries = [four, entryAfter([four], BOB, 10, { parent: 0 })]
    expect(told(entries).verdict).toBe('lost')
    expect(standing(entries)).toEqual([])
  })

  it('is shown with its sum when it was booked twice', () => {
    const entries = [four, entryAfter([four], ANA, 50, { tx: four.tx, again: true })]
    expect(told(entries).said).toBe(
      'Booked twice: a blind retry booked it again: in all +250 instead of +50, +$200',
    )
  })

  it('has both amounts on its bar', () => {
    const { room } = visit(null, snapshot([four]))
    const [bar] = layLanes(room, createLaneMemory(), { now: START, span: 9000, capacity: 2 }).bars
    if (!bar) throw new Error('no bar')
    expect(bar.verdict).toBe('wrong')
    const label = (width: number) => labelOf(bar, { x: 0, y: 0, width, height: 20, font: 10 })
    expect([400, 150, 90].map(label)).toEqual([
      'read 100  +200 instead of +50  wrote 300',
      '+200 instead of +50',
      '+200, not +50',
    ])
  })

  it('never leaves the page calm, even when the sum is right', () => {
    const two = [four, entryAfter([four], BOB, -50, { wrote: 100 })]
    const { room } = visit(null, snapshot(two))
    expect(room.account.actual).toBe(room.account.expected)
    expect(inWords(room.account).mood).toBe('wrong')
  })
})

describe('a write that has read nothing', () => {
  const first = journal([ANA, 50])
  const blind = entryAfter(first, BOB, 20, { basis: 'nothing', parent: 0, seen: 150, wrote: 120 })
  const BLIND = 'without having read anything; it erased all before it'

  it('is shown as having erased the writes before it, with the names of both players', () => {
    const { room } = visit(null, snapshot([...first, blind]))
    expect(feed(room)).toMatchObject([
      { who: 'bob', verdict: 'kept', what: 'kept', why: `wrote $120 ${BLIND}` },
      { who: 'ana', verdict: 'lost', what: "lost, overwritten by bob's +20", why: 'bob had read nothing' },
    ])
    const loss = { entry: first[0], by: blind }
    expect([lossText(room, loss), lossCause(room, loss)]).toEqual([
      'bob had read nothing, and overwrote everything',
      'bob had read nothing',
    ])
  })

  it('is a wrong amount unless it wrote the opening balance plus its amount', () => {
    const other = { ...blind, wrote: 170 }
    expect(told([...first, other], BOB).said).toBe(`Booked +70 instead of +20: wrote $170 ${BLIND}, +$50`)
    expect(standing([...first, other])).toEqual([
      `Wrong amount: bob booked +70 instead of +20 (wrote $170 ${BLIND})`,
    ])
    expect(told([...first, blind], BOB).verdict).toBe('kept')
  })

  it('has an open start on the timeline, and is not a write from outside', () => {
    const { room } = visit(null, snapshot([...first, blind]))
    const { bars } = layLanes(room, createLaneMemory(), { now: START, span: 9000, capacity: 2 })
    expect(bars.map(({ kind, blind }) => [kind, blind])).toEqual([
      ['wrote', false],
      ['wrote', true],
    ])
    const label = labelOf(bars[1] as (typeof bars)[0], { x: 0, y: 0, width: 400, height: 20, font: 10 })
    expect(label).toBe('read nothing  +20  wrote 120')
  })
})

it('a note says when the journal cannot tell which of two equal balances a write built on', () => {
  const entries = journal([ANA, 50, { either: 3 }])
  const note = 'the journal cannot tell which of two equal balances it was computed from'
  expect(told(entries)).toMatchObject({ verdict: 'kept', note })
  expect(feed(visit(null, snapshot(entries)).room)[0]?.note).toBe(note)
  expect(feed(visit(null, snapshot(journal([ANA, 50]))).room)[0]?.note).toBe('')
})
