import { describe, expect, it } from 'vitest'
import { sinceText } from '../../../client/wording/switch-words.ts'
import { ANA, BOB, entryAfter, frame, journal, settings, snapshot } from '../server-messages.ts'
import { visit } from '../visit.ts'

const lesson = journal([ANA, 50], [BOB, -150, { parent: 0 }])
const switchedAt = (lesson.at(-1)?.wroteAt ?? 0) + 1000
/** A room that has lost an update under naive, and is switched to `lua` then. */
function switched() {
  const page = visit(ANA, snapshot(lesson))
  page.receive(frame(lesson, { from: 2, settings: { ...settings, strategy: 'lua' }, at: switchedAt }))
  return page
}
const wroteIn = (ms: number) => ({ readAt: switchedAt + ms, wroteAt: switchedAt + ms + 10 })

describe('after a switch of the strategy', () => {
  it('the page says once what the method is now', () => {
    expect(switched().state.notice?.text).toBe('The method is now “lua”.')
  })

  it('the page counts what happened since, beside the loss of before', () => {
    const page = switched()
    expect(sinceText(page.state, page.room)).toBe('')
    const one = entryAfter(lesson, ANA, 10, wroteIn(2000))
    page.receive(frame([...lesson, one], { from: 2, at: switchedAt + 3000 }))
    expect(sinceText(page.state, page.room)).toBe('Since “lua”: one transaction, none lost.')
    const other = entryAfter([...lesson, one], BOB, 20, { ...wroteIn(2500), parent: 2 })
    page.receive(frame([...lesson, one, other], { from: 3, at: switchedAt + 3000 }))
    expect(sinceText(page.state, page.room)).toBe('Since “lua”: two transactions, one lost.')
  })

  it('a transaction that began under the old strategy is not counted', () => {
    const page = switched()
    const straggler = entryAfter(lesson, ANA, 10, { readAt: switchedAt - 500, wroteAt: switchedAt + 1500 })
    page.receive(frame([...lesson, straggler], { from: 2, at: switchedAt + 2000 }))
    expect(sinceText(page.state, page.room)).toBe('')
  })

  it('a page that came later says nothing: it has not seen the switch', () => {
    const { state, room } = visit(ANA, snapshot(lesson, { settings: { ...settings, strategy: 'lua' } }))
    expect(sinceText(state, room)).toBe('')
  })
})
