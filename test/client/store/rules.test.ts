import { describe, expect, it } from 'vitest'
import { brokenRule } from '../../../client/store/breaches.ts'
import { layLanes } from '../../../client/timeline/lane-layout.ts'
import { createLaneMemory } from '../../../client/timeline/lane-seats.ts'
import { feed } from '../../../client/wording/feed-items.ts'
import { breachNow } from '../../../client/wording/room-words.ts'
import { LIMITS } from '../../../shared/limits.ts'
import type { Settings, StepView } from '../../../shared/protocol.ts'
import { ANA, BOB, entryAfter, frame, journal, START, settings, snapshot } from '../server-messages.ts'
import { visit } from '../visit.ts'

const refused: Settings = { ...settings, overdraft: 'refused' }
const RULE = { noOverdraft: true } as const
const broken = ({ room }: ReturnType<typeof visit>) => [...room.breaches.versions]

describe('the rule against overdrafts is broken', () => {
  const [entry] = journal([ANA, -120, RULE])

  it('by a withdrawal under this rule that wrote below zero, and every part of the page says so', () => {
    const page = visit(ANA, snapshot([], { settings: refused }))
    page.receive(frame([entry], { from: 0 }))
    expect(broken(page)).toEqual([1])
    expect(brokenRule(page.room)).toEqual(entry)
    expect(feed(page.room)[0]?.breach).toBe('The rule is broken: −$20')
    expect(breachNow(page.room)).toBe('The rule is broken: −$20.')
    const { bars } = layLanes(page.room, createLaneMemory(), { now: START, span: 9000, capacity: 4 })
    expect(bars.map(({ breach }) => breach)).toEqual([true])
  })

  it('even when the page loads later, and when the write is lost', () => {
    const entries = [entry, entryAfter([entry], BOB, 5, { parent: 0 })]
    expect(broken(visit(null, snapshot(entries, { settings: refused })))).toEqual([1])
  })

  it('neither by a deposit, nor by a withdrawal that leaves money, nor by one without the rule', () => {
    const entries = journal(
      [ANA, -90, RULE],
      [BOB, 20, { ...RULE, seen: -50, wrote: -30 }],
      [ANA, -20, { parent: 0 }],
      [ANA, -200],
    )
    expect(broken(visit(null, snapshot(entries, { settings: refused })))).toEqual([])
  })

  it('by a withdrawal that a running strategy may take back only when it is not taken back', () => {
    const step: StepView = {
      ...{ tx: entry.tx, player: ANA, amount: -120, point: 'think', attempt: 1 },
      ...{ at: entry.wroteAt + 1, until: entry.wroteAt + 500 },
    }
    const running = () => {
      const page = visit(ANA, snapshot([], { settings: refused }))
      page.receive(frame([entry], { from: 0, steps: [step] }))
      expect(broken(page)).toEqual([])
      return page
    }
    const kept = running()
    kept.receive({ ...frame([entry], { from: 1 }), at: step.until + 60_000 })
    expect(broken(kept)).toEqual([1])
    const back = entryAfter([entry], ANA, 120, { tx: entry.tx, reverses: 1, wroteAt: step.until })
    const takenBack = running()
    takenBack.receive(frame([entry, back]))
    expect(broken(takenBack)).toEqual([])
    expect(brokenRule(takenBack.room)).toBeNull()
  })

  it('as long as the rule is in force, even when the write has left the window', () => {
    const page = visit(null, snapshot([entry], { settings: refused }))
    const all = [entry]
    while (all.length < LIMITS.window + 10) all.push(entryAfter(all, BOB, 1))
    page.receive(frame(all, { from: 1 }))
    expect([broken(page), brokenRule(page.room)?.version]).toEqual([[], 1])
    page.receive(frame(all, { from: all.length, settings }))
    expect(brokenRule(page.room)).toBeNull()
    page.receive(snapshot([], { epoch: 2, settings: refused }))
    expect(brokenRule(page.room)).toBeNull()
  })
})
