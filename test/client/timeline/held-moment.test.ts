import { afterEach, describe, expect, it } from 'vitest'
import type { LostWrite } from '../../../client/store/lost-writes.ts'
import { chooseLoss, chosenLoss, heldAt } from '../../../client/timeline/held-moment.ts'
import { agoText } from '../../../client/wording/timeline-words.ts'
import type { StepView } from '../../../shared/protocol.ts'
import { ANA, BOB, EVE, entryAfter, frame, journal, snapshot } from '../server-messages.ts'
import { visit } from '../visit.ts'

const lesson = journal([ANA, 50], [BOB, -150, { parent: 0 }])
const killedAt = (lesson.at(-1) as (typeof lesson)[number]).wroteAt

afterEach(() => {
  chosenLoss.value = null
})

describe('the timeline', () => {
  it('is held at the last loss while nothing else happens, and goes on with the next step', () => {
    const page = visit(null, snapshot(lesson))
    expect(heldAt(page.room, killedAt + 1000, null)).toBeUndefined()
    expect(heldAt(page.room, killedAt + 60_000, null)).toBe(killedAt + 2000)
    const step: StepView = {
      ...{ tx: 'next', player: EVE, amount: 5, point: 'read', seen: -50, attempt: 1 },
      ...{ at: killedAt + 60_000, until: killedAt + 62_000 },
    }
    page.receive(frame(lesson, { from: 2, steps: [step], at: step.at }))
    expect(heldAt(page.room, step.at + 100, null)).toBeUndefined()
  })

  it('goes on when others have written for a while since the loss, so that they are seen', () => {
    const later = entryAfter(lesson, EVE, 5, { wroteAt: killedAt + 9000 })
    const { room } = visit(null, snapshot([...lesson, later]))
    expect(heldAt(room, killedAt + 60_000, null)).toBeUndefined()
  })

  it('goes on when nothing was lost', () => {
    const { room } = visit(null, snapshot(journal([ANA, 50], [BOB, -150])))
    expect(heldAt(room, killedAt + 60_000, null)).toBeUndefined()
  })

  it('shows the moment of a loss that was pressed, whatever happens since, until it is pressed again', () => {
    const later = entryAfter(lesson, EVE, 5, { wroteAt: killedAt + 30_000 })
    const { room } = visit(null, snapshot([...lesson, later]))
    const [loss] = room.losses as [LostWrite]
    chooseLoss(room, loss)
    expect(heldAt(room, killedAt + 31_000, chosenLoss.value)).toBe(killedAt + 2000)
    chooseLoss(room, loss)
    expect(chosenLoss.value).toBeNull()
  })

  it('goes on in a new account, whatever was pressed in the one before', () => {
    const { room } = visit(null, snapshot(lesson))
    const [loss] = room.losses as [LostWrite]
    chooseLoss({ epoch: room.epoch + 1 }, loss)
    expect(heldAt(room, killedAt + 1000, chosenLoss.value)).toBeUndefined()
  })

  it('says how long ago its edge is', () => {
    expect([1400, 59_000, 60_000, 190_000].map(agoText)).toEqual([
      '1 s ago',
      '59 s ago',
      '1 min ago',
      '3 min ago',
    ])
  })
})
