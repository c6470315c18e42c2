import { describe, expect, it } from 'vitest'
import { onlyCovered } from '../../../client/store/false-refusals.ts'
import { feed } from '../../../client/wording/feed-items.ts'
import { ownText } from '../../../client/wording/own-words.ts'
import { standouts } from '../../../client/wording/standouts.ts'
import { describeDivergence as inWords } from '../../../shared/divergence.ts'
import type { Entry } from '../../../shared/journal.ts'
import type { ServerMessage, Unapplied } from '../../../shared/protocol.ts'
import { ANA, BOB, entryAfter, frame, journal, START, snapshot } from '../server-messages.ts'
import { visit } from '../visit.ts'

const TX = 'refused'.padEnd(21, '-')
const entries = journal([BOB, 10])
/** Ana's −80 on 100. */
const RIGHTLY: Unapplied = {
  ...{ tx: TX, player: ANA, amount: -80, outcome: 'rejected', why: 'overdraft', attempts: 1 },
  ...{ at: START + 250, fromVersion: 0, toVersion: 1, noOverdraft: true },
}
const FALSELY: Unapplied = { ...RIGHTLY, falselyRefused: true }

const settled = ({ tx, player, amount, falselyRefused, ...receipt }: Unapplied): ServerMessage => ({
  ...{ type: 'settled', tx, epoch: 1 },
  receipt: receipt as Extract<ServerMessage, { type: 'settled' }>['receipt'],
})
/** A frame in which the server has counted these. */
function telling(unapplied: Unapplied[], count = unapplied.filter((one) => one.falselyRefused).length) {
  const told = frame(entries, { from: entries.length, unapplied })
  return { ...told, account: { ...told.account, falseRefusals: { count, sum: -80 * count } } }
}
function pageWith(one: Unapplied, all: readonly Entry[] = entries) {
  const page = visit(ANA, snapshot(all))
  page.fired({ tx: TX, amount: one.amount, epoch: 1 })
  page.receive(settled(one), telling([one]))
  return page
}
const said = (page: ReturnType<typeof visit>) => {
  const { title, detail, note } = ownText(page.room, page.own(TX), undefined, START)
  return [title, detail, note]
}
const REFUSED = ['Refused', 'the account may not go below zero', '']
const COVERED = 'the money was there all the while'

describe('a refusal', () => {
  it('is shown with its reason, and leaves the page calm', () => {
    const page = pageWith(RIGHTLY)
    expect(said(page)).toEqual(REFUSED)
    expect(feed(page.room)[0]?.what).toBe('refused: the account may not go below zero')
    expect(inWords(page.room.account).mood).toBe('calm')
    expect(standouts(page.room)).toEqual([])
  })

  it('that is false is shown to its player, in the feed, and by name on the projector', () => {
    const page = pageWith(FALSELY)
    expect(page.verdicts).toEqual(['falsely-refused'])
    expect(said(page)).toEqual(['Refused without a reason', COVERED, ''])
    expect(feed(page.room)[0]).toMatchObject({
      ...{ who: 'ana', verdict: 'falsely-refused', what: 'refused without a reason', why: COVERED },
    })
    expect(standouts(page.room)).toMatchObject([
      { label: 'Refused without a reason', before: 'ana', figure: '−80', small: COVERED },
    ])
    expect(inWords(page.room.account, { onlyCovered: onlyCovered(page.room) })).toEqual({
      ...{ mood: 'wrong', headline: 'Balance right, bank wrong.' },
      cause: 'One withdrawal was refused although the money was there.',
    })
  })

  it.each([
    ['a deposit', { amount: 30 }, 'no rule of the room refuses a deposit'],
    ['a withdrawal where overdrafts are allowed', {}, 'the room allowed overdrafts'],
  ])('of %s had no reason, and is not called a refusal of a covered withdrawal', (_, change, why) => {
    const { noOverdraft, ...rest } = FALSELY
    const page = pageWith({ ...rest, ...change })
    expect(said(page)).toEqual(['Refused without a reason', why, ''])
    expect(onlyCovered(page.room)).toBe(false)
  })

  it('is counted even when the page does not know its player', () => {
    const page = pageWith(FALSELY)
    page.receive(telling([FALSELY], 3))
    expect(onlyCovered(page.room)).toBe(false)
    expect(standouts(page.room)[0]?.small).toBe(`${COVERED}; three refusals like that`)
    const late = visit(null)
    late.receive(telling([], 3))
    expect(standouts(late.room)).toMatchObject([{ figure: '3', after: 'transactions' }])
  })

  it('takes the newest judgement of its own transaction, before and after it is settled', () => {
    const page = visit(ANA, snapshot(entries))
    page.fired({ tx: TX, amount: -80, epoch: 1 })
    page.receive(telling([FALSELY]), settled(FALSELY))
    expect(page.verdicts).toEqual(['falsely-refused'])
    page.receive(telling([RIGHTLY]))
    expect([page.verdicts, said(page)]).toEqual([['rejected'], REFUSED])
    page.receive(telling([{ ...FALSELY, player: BOB }]))
    expect(page.verdicts).toEqual(['rejected'])
  })

  it('that is false stays false for its player after many other refusals', () => {
    const page = pageWith(FALSELY)
    for (let n = 0; n < 50; n++) page.receive(telling([{ ...RIGHTLY, tx: `t${n}`, at: START + 300 + n }], 1))
    expect(page.room.unapplied.some(({ tx }) => tx === TX)).toBe(false)
    expect(page.verdicts).toEqual(['falsely-refused'])
  })

  it('without a range of versions is not judged', () => {
    const { fromVersion, toVersion, ...old } = RIGHTLY
    const note = 'not judged: its record does not say which balances it met'
    expect(said(pageWith(old))).toEqual([...REFUSED.slice(0, 2), note])
    const gaveUp: Unapplied = { ...old, outcome: 'gave-up', why: 'attempts-used-up' }
    expect(said(pageWith(gaveUp))[2]).toBe('')
  })

  it('by a take-back can be false, too', () => {
    const [booked] = journal([ANA, -80, { tx: TX, basis: 'met', noOverdraft: true }])
    const back = entryAfter([booked], ANA, 80, { tx: TX, reverses: 1, basis: 'met' })
    const page = pageWith({ ...FALSELY, why: 'taken-back', toVersion: 2 }, [booked, back])
    const story = 'wrote $20, took it back and left $100'
    expect(said(page)).toEqual(['Refused without a reason', `${story}; ${COVERED}`, ''])
    expect(feed(page.room)).toMatchObject([
      { verdict: 'falsely-refused', what: 'refused without a reason, and taken back' },
    ])
  })
})
