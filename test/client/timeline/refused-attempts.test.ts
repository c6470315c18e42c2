import { describe, expect, it } from 'vitest'
import { labelOf } from '../../../client/timeline/lane-geometry.ts'
import { layLanes } from '../../../client/timeline/lane-layout.ts'
import { createLaneMemory } from '../../../client/timeline/lane-seats.ts'
import type { StepView, Unapplied } from '../../../shared/protocol.ts'
import { ANA, BOB, frame, journal, START, settings, snapshot } from '../server-messages.ts'
import { visit } from '../visit.ts'

const view = { now: START + 6000, span: 10_000, capacity: 4 }
const read = (attempt: number, at: number): StepView => ({
  ...{ tx: 'tx-of-bob', player: BOB, amount: -150, point: 'read', seen: 100, attempt },
  ...{ at: START + at, until: START + at + 2000 },
})
const barsOf = ({ room }: ReturnType<typeof visit>) => layLanes(room, createLaneMemory(), view).bars

describe('an attempt that was refused', () => {
  it('stays on the timeline as a bar that says so, beside the attempt that follows', () => {
    const page = visit(null)
    page.receive(frame([], { steps: [read(1, 0)], at: START }))
    page.receive(frame(journal([ANA, 50]), { from: 0, at: START + 1500 }))
    page.receive(frame(journal([ANA, 50]), { from: 1, steps: [read(2, 2000)], at: START + 2000 }))
    const mine = barsOf(page).filter(({ player }) => player === BOB)
    expect(mine).toMatchObject([
      { kind: 'refused', from: START, to: START + 2000, attempt: 1 },
      { kind: 'read', from: START + 2000, to: null, attempt: 2 },
    ])
    expect(mine.map(({ row }) => row)).toEqual([0, 0])
    const [refused] = mine
    if (!refused) throw new Error('no bar')
    const label = (width: number) => labelOf(refused, { x: 0, y: 0, width, height: 20, font: 10 })
    expect([400, 150, 60].map(label)).toEqual([
      'read 100  refused, tries again',
      'refused, tries again',
      'refused',
    ])
  })

  it('is the last one of a transaction that gave up', () => {
    const page = visit(null)
    page.receive(frame([], { steps: [read(12, 0)], at: START }))
    const gaveUp: Unapplied = {
      ...{ tx: 'tx-of-bob', player: BOB, amount: -150, outcome: 'gave-up', why: 'attempts-used-up' },
      ...{ attempts: 12, conflicts: 12, at: START + 2000 },
    }
    page.receive(frame([], { unapplied: [gaveUp], at: START + 2000 }))
    expect(barsOf(page)).toMatchObject([{ kind: 'refused', last: true, to: START + 2000 }])
  })

  it('is not called refused where replies are lost on purpose: it may have written', () => {
    const page = visit(null, snapshot([], { settings: { ...settings, lostReplies: 20 } }))
    page.receive(frame([], { steps: [read(1, 0)], at: START }))
    page.receive(frame([], { steps: [read(2, 2000)], at: START + 2000 }))
    expect(barsOf(page).map(({ kind }) => kind)).toEqual(['repeated', 'read'])
  })

  it('leaves the timeline with its time, and never pushes the newest writes out of it', () => {
    const page = visit(null)
    for (let attempt = 1; attempt <= 120; attempt++)
      page.receive(frame([], { steps: [read(attempt, attempt)], at: START + attempt }))
    const written = journal([ANA, 50])
    page.receive(frame(written, { from: 0, at: START + 5000 }))
    expect(barsOf(page).filter(({ kind }) => kind === 'wrote')).toHaveLength(1)
    page.receive(frame(written, { from: 1, at: START + 40_000 }))
    expect(page.room.pastAttempts).toEqual([])
  })
})
