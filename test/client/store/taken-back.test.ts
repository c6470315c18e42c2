import { describe, expect, it } from 'vitest'
import { newestDoubled } from '../../../client/store/doubled-bookings.ts'
import { labelOf } from '../../../client/timeline/lane-geometry.ts'
import { layLanes } from '../../../client/timeline/lane-layout.ts'
import { createLaneMemory } from '../../../client/timeline/lane-seats.ts'
import { feed } from '../../../client/wording/feed-items.ts'
import { ownText } from '../../../client/wording/own-words.ts'
import { standouts } from '../../../client/wording/standouts.ts'
import { describeDivergence as inWords } from '../../../shared/divergence.ts'
import type { Entry } from '../../../shared/journal.ts'
import type { ServerMessage, StepView } from '../../../shared/protocol.ts'
import { ANA, BOB, entryAfter, frame, journal, START, snapshot } from '../server-messages.ts'
import { visit } from '../visit.ts'

/** −120 on 100, and its take-back. */
const [booked] = journal([ANA, -120, { basis: 'met', noOverdraft: true }])
const back = entryAfter([booked], ANA, 120, { tx: booked.tx, reverses: 1, basis: 'met' })
const both = [booked, back]
/** A later write overwrites both, or only the take-back. */
const erased = [...both, entryAfter(both, BOB, 10, { parent: 0 })]
const half = [...both, entryAfter(both, BOB, 10, { parent: 1 })]
const refusal: ServerMessage = {
  ...{ type: 'settled', tx: booked.tx, epoch: 1 },
  receipt: {
    ...{ outcome: 'rejected', why: 'taken-back', attempts: 1, at: back.wroteAt },
    ...{ fromVersion: 0, toVersion: 2, noOverdraft: true },
  },
}
const said = (page: ReturnType<typeof visit>) => {
  const { verdict, title, detail, outcome } = ownText(page.room, page.own(booked.tx), undefined, START)
  return [verdict, title, detail, outcome]
}
const REFUSED = ['rejected', 'Refused: taken back', 'wrote −$20, took it back and left $100', '']

describe('a booking that was taken back', () => {
  it('is shown to its player as refused, whichever message comes first', () => {
    const orders: ServerMessage[][] = [
      [frame(both, { from: 0 }), refusal],
      [refusal, frame(both, { from: 0 })],
      [frame([booked]), refusal, frame(both)],
      [frame([booked]), frame(both)],
    ]
    for (const messages of orders) {
      const page = visit(ANA)
      page.fired({ tx: booked.tx, amount: -120, epoch: 1 })
      page.receive(...messages)
      expect(said(page)).toEqual(REFUSED)
    }
    expect(said(visit(ANA, snapshot(both)))).toEqual(REFUSED)
  })

  it('is shown as running until its take-back arrives', () => {
    const page = visit(ANA)
    page.fired({ tx: booked.tx, amount: -120, epoch: 1 })
    const step: StepView = {
      ...{ tx: booked.tx, player: ANA, amount: -120, point: 'think', attempt: 1 },
      ...{ at: booked.wroteAt + 2, until: booked.wroteAt + 900 },
    }
    page.receive(frame([booked], { steps: [step] }))
    expect(page.verdicts).toEqual(['thinking'])
    const thinking = ownText(page.room, page.own(booked.tx), page.room.steps[0], START)
    expect(thinking.detail).toBe('booked; its strategy is still running')
    const { bars } = layLanes(page.room, createLaneMemory(), { now: START, span: 9000, capacity: 2 })
    expect(bars.map(({ kind }) => kind)).toEqual(['wrote', 'think'])
    const box = { x: 0, y: 0, width: 300, height: 20, font: 10 }
    expect(labelOf(bars[1] as (typeof bars)[0], box)).toBe('−120 booked, still running')
    page.receive(frame(both), refusal)
    expect(said(page)).toEqual(REFUSED)
  })

  it('is one line in the feed', () => {
    const unapplied = [
      {
        ...{ tx: booked.tx, player: ANA, amount: -120, at: back.wroteAt, attempts: 1 },
        ...({ outcome: 'rejected', why: 'taken-back', noOverdraft: true } as const),
        ...{ fromVersion: 0, toVersion: 2 },
      },
    ]
    expect(feed(visit(null, snapshot(both, { unapplied })).room)).toMatchObject([
      {
        ...{ who: 'ana', amount: -120, verdict: 'rejected', what: 'refused: taken back' },
        why: 'wrote −$20, took it back and left $100',
      },
    ])
    const late = visit(null, snapshot(both, { unapplied, from: 2 }))
    expect(feed(late.room).map(({ what }) => what)).toEqual(['refused: taken back'])
  })

  it('is two hollow bars with a link between them', () => {
    const { room } = visit(null, snapshot(both))
    const { bars, links } = layLanes(room, createLaneMemory(), { now: START, span: 9000, capacity: 2 })
    expect(bars.map(({ verdict, back }) => [verdict, back])).toEqual([
      ['rejected', false],
      ['rejected', true],
    ])
    expect(links.map(({ kind, from, to }) => [kind, from.version, to.version])).toEqual([['back', 2, 1]])
    const label = (width: number) =>
      labelOf(bars[1] as (typeof bars)[0], { x: 0, y: 0, width, height: 20, font: 10 })
    expect([300, 110, 40].map(label)).toEqual(['takes −120 back → 100', 'takes −120 back', 'back'])
  })

  it('is neither lost nor booked twice, whatever is overwritten later', () => {
    for (const entries of [both, erased]) {
      const page = visit(ANA, snapshot(entries))
      expect(page.room.losses).toEqual([])
      expect(newestDoubled(page.room)).toBeUndefined()
      expect(said(page).slice(0, 2)).toEqual(REFUSED.slice(0, 2))
      expect(inWords(page.room.account).mood).toBe('calm')
    }
    const other = entryAfter([booked], BOB, 10, { parent: 0 })
    const late = entryAfter([booked, other], ANA, 120, { tx: booked.tx, reverses: 1, parent: 1 })
    const page = visit(null)
    page.receive(frame([booked, other], { from: 0 }))
    expect(page.room.losses.map(({ entry }) => entry.version)).toEqual([1])
    page.receive(frame([booked, other, late]))
    expect(page.room.losses.map(({ entry }) => entry.version)).toEqual([2])
  })
})

describe('a refused transaction that is still in the balance', () => {
  it('is shown to its player, with its effect on the balance', () => {
    const page = visit(ANA)
    for (let n = 1; n <= 3; n++) page.receive(frame(half.slice(0, n)))
    expect(said(page)).toEqual([
      'in-balance',
      'Refused, yet in the balance',
      "−$120 is in the balance: its take-back was overwritten by bob's +10",
      '−$120',
    ])
  })

  it('is shown in the feed, and by name on the projector', () => {
    const { room } = visit(null, snapshot(half))
    expect(feed(room).map(({ verdict, what }) => [verdict, what])).toEqual([
      ['kept', 'kept'],
      ['in-balance', "refused, yet −$120 is in the balance: its take-back was overwritten by bob's +10"],
    ])
    expect(standouts(room)).toMatchObject([
      {
        ...{ label: 'Refused, yet in the balance', before: 'ana', figure: '−$120' },
        small: "its take-back was overwritten by bob's +10",
      },
    ])
    expect(inWords(room.account)).toMatchObject({
      ...{ mood: 'vanished', headline: '$120 vanished.' },
      cause: 'One refused transaction changed the balance by −$120.',
    })
    const { bars } = layLanes(room, createLaneMemory(), { now: START, span: 9000, capacity: 2 })
    expect(bars.map(({ verdict }) => verdict)).toEqual(['kept', 'lost', 'kept'])
  })

  it('is not reported when the page does not know the booking', () => {
    const all: Entry[] = [...both]
    const page = visit(ANA, snapshot(all, { from: 1 }))
    expect(page.verdicts).toEqual(['rejected'])
    expect(standouts(page.room)).toEqual([])
    expect(page.own(booked.tx).amount).toBe(-120)
  })
})

describe('a kept booking whose strategy goes on', () => {
  const step: StepView = {
    ...{ tx: booked.tx, player: ANA, amount: -120, point: 'think', attempt: 2 },
    ...{ at: booked.wroteAt + 2, until: booked.wroteAt + 900 },
  }
  const kinds = ({ room }: ReturnType<typeof visit>, now: number) =>
    layLanes(room, createLaneMemory(), { now, span: 9000, capacity: 2 }).bars.map(({ kind }) => kind)

  it('is shown as running only until the time that its step announced', () => {
    const page = visit(null)
    page.receive(frame([booked], { steps: [step] }))
    expect(kinds(page, step.until - 1)).toEqual(['wrote', 'think'])
    expect(kinds(page, step.until + 1)).toEqual(['wrote'])
  })

  it('breaks the rule as soon as its strategy has ended, even in a room where nothing else happens', () => {
    const page = visit(null)
    page.receive(frame([booked], { steps: [step] }))
    const pong = (now: number) => page.receive({ type: 'pong', sent: 0, now, redis: 'up' })
    pong(step.until)
    expect([...page.room.breaches.versions]).toEqual([])
    pong(step.until + 1000)
    expect([...page.room.breaches.versions]).toEqual([1])
    expect(page.room.steps).toEqual([])
  })
})
