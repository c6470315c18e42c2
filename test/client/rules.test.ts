import { describe, expect, it } from 'vitest'
import { feed } from '../../client/store/feed.ts'
import { createLaneMemory } from '../../client/store/lane-seats.ts'
import { layLanes } from '../../client/store/lanes.ts'
import { breachNow } from '../../client/store/words.ts'
import type { Entry } from '../../shared/journal.ts'
import type { Settings, StepView } from '../../shared/protocol.ts'
import { ANA, BOB, entryAfter, frame, START, settings, snapshot } from './told.ts'
import { visit } from './visit.ts'

const refused: Settings = { ...settings, overdraft: 'refused' }
/** Long after everything that began before has ended. */
const LATER = START + 5000

/** The next entry, read and written at `at`. */
const at = (time: number, before: readonly Entry[], player: string, amount: number, change = {}) =>
  entryAfter(before, player, amount, { readAt: time, wroteAt: time + 10, ...change })
const broken = ({ room }: ReturnType<typeof visit>) => [...room.breaches.versions]

describe('the rule of no overdraft is broken', () => {
  it('by a withdrawal that wrote below zero while it was in force, and the page says so everywhere', () => {
    const page = visit(ANA, snapshot([], { settings: refused }))
    const entry = at(LATER, [], ANA, -120)
    page.told(frame([entry], { from: 0 }))
    expect(broken(page)).toEqual([1])
    expect(page.room.breaches.newest).toEqual(entry)
    expect(feed(page.room)[0]?.breach).toBe('The rule is broken: −$20')
    expect(breachNow(page.room)).toBe('The rule is broken: −$20.')
    const { bars } = layLanes(page.room, createLaneMemory(), { now: LATER, span: 9000, capacity: 4 })
    expect(bars.map(({ breach }) => breach)).toEqual([true])
  })

  it('not by a deposit, not by a withdrawal that leaves something, and not while there is no such rule', () => {
    const first = at(LATER, [], ANA, -90)
    const deposit = at(LATER, [first], BOB, 20, { seen: -50, wrote: -30 })
    const page = visit(null, snapshot([], { settings: refused }))
    page.told(frame([first, deposit], { from: 0 }))
    expect(broken(page)).toEqual([])
    const free = visit(null, snapshot([]))
    free.told(frame([at(LATER, [], ANA, -120)], { from: 0 }))
    expect(broken(free)).toEqual([])
  })

  it('not by what was written before this page knew of the rule', () => {
    const old = at(START, [], ANA, -120)
    expect(broken(visit(null, snapshot([old], { settings: refused })))).toEqual([])
    const page = visit(null)
    page.told(frame([old], { from: 0, settings: refused }))
    expect(broken(page)).toEqual([])
  })

  it('not by a transaction that was under way when the rule came', () => {
    const step: StepView = {
      ...{ tx: 'tx-1'.padEnd(21, '-'), player: ANA, amount: -120, point: 'read', seen: 100, attempt: 1 },
      ...{ at: START, until: START + 9000 },
    }
    const page = visit(null, snapshot([], { steps: [step] }))
    page.told(frame([], { settings: refused }))
    page.told(frame([at(LATER, [], ANA, -120)], { from: 0 }))
    expect(broken(page)).toEqual([])
  })

  it('and stays broken over a snapshot of the same account, until the rule is taken back', () => {
    const entries = [at(LATER, [], ANA, -120)]
    const page = visit(null, snapshot([], { settings: refused }))
    page.told(frame(entries, { from: 0 }), snapshot(entries, { settings: refused }))
    expect(broken(page)).toEqual([1])
    expect(page.room.breaches.newest?.version).toBe(1)
    page.told(frame(entries, { from: 1, settings }))
    expect(page.room.breaches.newest).toBeNull()
    expect(breachNow(page.room)).toBe('')
    expect(broken(page)).toEqual([1])
    page.told(snapshot([], { epoch: 2, settings: refused }))
    expect(broken(page)).toEqual([])
  })
})
