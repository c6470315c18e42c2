import { describe, expect, it } from 'vitest'
import { labelOf } from '../../../client/timeline/lane-geometry.ts'
import { layLanes, spanOf } from '../../../client/timeline/lane-layout.ts'
import { createLaneMemory } from '../../../client/timeline/lane-seats.ts'
import { ANA, BOB, EVE, frame, journal, START, snapshot } from '../server-messages.ts'
import { visit } from '../visit.ts'

const lesson = journal([ANA, 50], [BOB, -150, { parent: 0 }])
const view = { now: START + 1000, span: 10_000, capacity: 4 }

describe('the lanes', () => {
  it('draw a bar from each read to its write, and link a lost write to the one that overwrote it', () => {
    const { room } = visit(null, snapshot(lesson))
    const { bars, links, owners } = layLanes(room, createLaneMemory(), view)
    expect(new Set(owners.map(({ player }) => player))).toEqual(new Set([ANA, BOB]))
    expect(bars).toMatchObject([
      { version: 1, from: START, to: START + 100, verdict: 'lost', killer: false },
      { version: 2, from: START, to: START + 200, verdict: 'kept', killer: true },
    ])
    expect(links.map(({ kind, from, to }) => [kind, to.version, from.version])).toEqual([['kill', 1, 2]])
  })

  it('keep the seats of players in sight, and give the seat of an idle player away', () => {
    const page = visit(null, snapshot(lesson))
    const memory = createLaneMemory()
    const before = layLanes(page.room, memory, { ...view, capacity: 2 }).owners
    const third = journal([ANA, 50], [BOB, -150, { parent: 0 }], [EVE, 1])
    page.receive(frame(third))
    expect(layLanes(page.room, memory, { ...view, capacity: 2 }).owners).toEqual(before)
    const later = { now: START + 6000, span: 10_000, capacity: 2 }
    expect(layLanes(page.room, memory, later).owners).toContainEqual({ player: EVE, node: null })
  })

  it('give the first seat to the player of the page', () => {
    const { room } = visit(EVE, snapshot(lesson))
    expect(layLanes(room, createLaneMemory(), { ...view, pinned: EVE }).owners[0]?.player).toBe(EVE)
  })

  it('put overlapping bars of one player into separate rows, and keep these rows', () => {
    const both = journal([ANA, 50], [ANA, 5, { parent: 0 }])
    const { room } = visit(null, snapshot(both))
    const memory = createLaneMemory()
    const rows = () => layLanes(room, memory, view).bars.map(({ tx, row }) => `${tx} ${row}`)
    const first = rows()
    expect(new Set(first).size).toBe(2)
    expect(rows()).toEqual(first)
  })

  it('show a running transaction as a growing bar until its write arrives', () => {
    const page = visit(null)
    const [{ tx, player, amount, readAt: at }] = lesson
    const step = { tx, player, amount, point: 'read', seen: 100, attempt: 1, at, until: at + 2000 }
    page.receive(frame([], { steps: [step], at }))
    const growing = layLanes(page.room, createLaneMemory(), view).bars
    expect(growing).toMatchObject([{ kind: 'read', to: null, seen: 100 }])
    page.receive(frame(lesson.slice(0, 1)))
    expect(layLanes(page.room, createLaneMemory(), view).bars).toMatchObject([{ kind: 'wrote' }])
  })

  it('show that a transaction waits for a lock, and that a booking is a second one', () => {
    const page = visit(null)
    const [{ tx, player, amount, readAt: at }] = lesson
    const step = { tx, player, amount, point: 'blocked', attempt: 1, at, until: at + 15_000 }
    page.receive(frame([], { steps: [step], at }))
    const [waiting] = layLanes(page.room, createLaneMemory(), view).bars
    if (!waiting) throw new Error('no bar')
    expect(waiting).toMatchObject({ kind: 'blocked', to: null })
    const label = (width: number) => labelOf(waiting, { x: 0, y: 0, width, height: 20, font: 10 })
    expect([300, 90, 40].map(label)).toEqual(['+50 waits for the lock', '+50 waits', '+50'])
    const { room } = visit(null, snapshot(journal([ANA, 50], [ANA, 50, { tx, again: true }])))
    expect(layLanes(room, createLaneMemory(), view).bars.map(({ again }) => again)).toEqual([false, true])
  })

  it('label a bar with as many parts as fit its width', () => {
    const { room } = visit(null, snapshot(journal([ANA, 50, { seen: 2350, wrote: 2400 }])))
    const bar = layLanes(room, createLaneMemory(), view).bars.find(({ kind }) => kind === 'wrote')
    if (!bar) throw new Error('no bar')
    const label = (width: number) => labelOf(bar, { x: 0, y: 0, width, height: 20, font: 10 })
    expect([400, 150, 90, 40, 5].map(label)).toEqual([
      'read 2,350  +50  wrote 2,400',
      '2,350 +50 → 2,400',
      '2,350 +50',
      '+50',
      '',
    ])
  })

  it('span the think time and a margin, but at most 30 seconds', () => {
    expect([0, 2000, 60_000].map((thinkMs) => spanOf(thinkMs, 6000))).toEqual([6000, 8000, 30_000])
  })
})
