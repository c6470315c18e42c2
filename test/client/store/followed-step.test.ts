import { describe, expect, it } from 'vitest'
import { countAt, type Followed, stepsOfStrategy, stepToFollow } from '../../../client/store/followed-step.ts'
import { stepText } from '../../../client/wording/room-words.ts'
import type { StepView } from '../../../shared/protocol.ts'
import { ANA, BOB, EVE, frame, START, settings, snapshot } from '../server-messages.ts'
import { visit } from '../visit.ts'

/** A time (ms) at which a page has known the room's settings for two seconds. */
const LATER = START + 2000
const step = (player: string, change: Partial<StepView> = {}): StepView => ({
  ...{ tx: player, player, amount: 50, point: 'read', seen: 100, attempt: 1, at: LATER, until: LATER + 2000 },
  ...change,
})
function running(...steps: StepView[]) {
  const page = visit(ANA)
  page.receive(frame([], { steps, at: Math.max(...steps.map(({ at }) => at)) }))
  return page
}
const followed = (steps: StepView[], me?: string, before: Followed | null = null, now = LATER) =>
  stepToFollow(stepsOfStrategy(running(...steps).room), before, { me, now })?.step.player

describe('the highlighted lines follow', () => {
  it('the newest of the player’s own transactions, otherwise the newest of all', () => {
    const steps = [step(ANA), step(BOB, { at: LATER + 1 }), step(EVE, { at: LATER + 2 })]
    expect(followed(steps)).toBe(EVE)
    expect(followed(steps, ANA)).toBe(ANA)
    expect(followed(steps.slice(1), ANA)).toBe(EVE)
    expect(followed([])).toBeUndefined()
  })

  it('one transaction long enough to read its line, and stop when it has ended', () => {
    const before = { step: step(ANA), since: LATER } as Followed
    const both = [step(ANA), step(BOB, { at: LATER + 100 })]
    expect(followed(both, undefined, before, LATER + 100)).toBe(ANA)
    expect(followed(both, undefined, before, LATER + 1600)).toBe(BOB)
    expect(followed(both.slice(1), undefined, before, LATER + 100)).toBe(BOB)
  })

  it('the same transaction to its next step', () => {
    const before = { step: step(ANA), since: LATER } as Followed
    const next = step(ANA, { point: 'backoff', at: LATER + 500 })
    const after = stepToFollow(stepsOfStrategy(running(next).room), before, { now: LATER + 500 })
    expect(after).toMatchObject({ step: { point: 'backoff' }, since: LATER })
  })

  it('no transaction that began, or may have begun, under an older strategy of the room', () => {
    const page = running(step(ANA))
    expect(stepsOfStrategy(page.room)).toHaveLength(1)
    page.receive(frame([], { settings: { ...settings, strategy: 'lua' }, at: LATER + 10 }))
    expect(stepsOfStrategy(page.room)).toEqual([])
    page.receive(frame([], { steps: [step(ANA, { point: 'backoff', at: LATER + 1500 })], at: LATER + 1500 }))
    expect(stepsOfStrategy(page.room)).toEqual([])
    page.receive(frame([], { steps: [step(BOB, { at: LATER + 1600 })], at: LATER + 1600 }))
    expect(stepsOfStrategy(page.room).map(({ player }) => player)).toEqual([BOB])
    expect(stepsOfStrategy(visit(null, snapshot([], { steps: [step(ANA, { at: START })] })).room)).toEqual([])
  })

  it('no step at an unknown point', () => {
    expect(stepsOfStrategy(running(step(ANA, { point: 'teleport' })).room)).toEqual([])
  })
})

it('the transactions at each point are counted', () => {
  const steps = [step(ANA), step(BOB), step(EVE, { point: 'blocked' })]
  expect([...countAt(stepsOfStrategy(running(...steps).room))]).toEqual([
    ['read', 2],
    ['blocked', 1],
  ])
})

it('a sentence says what a transaction does, in the second person for its owner', () => {
  const { room } = running(step(ANA))
  const told = (change: Partial<StepView>, me?: string) =>
    stepsOfStrategy(running(step(ANA, change)).room).map((one) => stepText(room, one, me))[0]
  expect(told({})).toBe('ana has read $100 and thinks')
  expect(told({ attempt: 2 }, ANA)).toBe('You have read $100 and think (try 2)')
  expect(told({ point: 'think' })).toBe('ana thinks, nothing read yet')
  expect(told({ point: 'backoff' })).toBe('ana pauses, then tries again')
  expect(told({ point: 'blocked' })).toBe('ana waits for the lock')
  expect(told({ point: 'blocked' }, ANA)).toBe('You wait for the lock')
})
