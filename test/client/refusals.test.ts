import { describe, expect, it } from 'vitest'
import { feed } from '../../client/store/feed.ts'
import { ownTold } from '../../client/store/own-words.ts'
import { onlyCovered } from '../../client/store/refusals.ts'
import { standouts } from '../../client/store/standouts.ts'
import type { Entry } from '../../shared/journal.ts'
import type { ServerMessage, Unapplied } from '../../shared/protocol.ts'
import { describe as inWords } from '../../shared/sentence.ts'
import { ANA, BOB, EVE, entryAfter, frame, journal, START, snapshot } from './told.ts'
import { visit } from './visit.ts'

const TX = 'refused'.padEnd(21, '-')
/** Ana's −80, refused between two versions. */
const refused = (change: Partial<Unapplied> & { falselyRefused?: boolean } = {}): Unapplied => ({
  ...{ tx: TX, player: ANA, amount: -80, outcome: 'rejected', why: 'overdraft', attempts: 1 },
  ...{ at: START + 250, fromVersion: 0, toVersion: 1, noOverdraft: true },
  ...change,
})
const settled = ({ tx, player, amount, ...receipt }: Unapplied): ServerMessage => ({
  ...{ type: 'settled', tx, epoch: 1 },
  receipt: receipt as Extract<ServerMessage, { type: 'settled' }>['receipt'],
})
function pageWith(entries: readonly Entry[], one: Unapplied, from = 0) {
  const page = visit(ANA, snapshot(entries, { from }))
  page.fired({ tx: TX, amount: one.amount, epoch: 1 })
  page.told(frame(entries, { from: entries.length, unapplied: [one] }), settled(one))
  return page
}
const said = (page: ReturnType<typeof visit>) => {
  const { title, detail, note } = ownTold(page.room, page.own(TX), undefined, START)
  return [title, detail, note]
}

const covered = journal([BOB, 10])
const short = journal([BOB, -50])
const REFUSED = ['Refused', 'the account may not go below zero', '']

describe('a refusal', () => {
  it('is told as what it is when a balance met by it did not cover it', () => {
    const page = pageWith(short, refused())
    expect(said(page)).toEqual(REFUSED)
    expect(feed(page.room)[0]?.what).toBe('refused: the account may not go below zero')
    expect(inWords(page.room.account).mood).toBe('calm')
  })

  it('is told to be without a reason when the money was there all the while', () => {
    const page = pageWith(covered, refused())
    expect(page.verdicts).toEqual(['falsely-refused'])
    expect(said(page)).toEqual(['Refused without a reason', 'the money was there all the while', ''])
    expect(feed(page.room)[0]).toMatchObject({
      ...{ who: 'ana', verdict: 'falsely-refused', what: 'refused without a reason' },
      why: 'the money was there all the while',
    })
    expect(standouts(page.room)).toMatchObject([
      {
        ...{ label: 'Refused without a reason', before: 'ana', figure: '−80' },
        small: 'the money was there all the while',
      },
    ])
  })

  it.each([
    ['a deposit', { amount: 30 }, 'no rule of the room refuses a deposit'],
    [
      'a room that allows overdrafts',
      { amount: -900, noOverdraft: undefined },
      'the room allowed overdrafts',
    ],
  ])('of %s has no reason', (_, change, why) => {
    const page = pageWith(short, refused(change as Partial<Unapplied>))
    expect(said(page)).toEqual(['Refused without a reason', why, ''])
    expect(onlyCovered(page.room)).toBe(false)
  })

  it('keeps no page calm when it is false, whether the server has counted it or not', () => {
    const page = pageWith(covered, refused())
    const known = { onlyCovered: onlyCovered(page.room) }
    expect(inWords(page.room.account, known)).toEqual({
      ...{ mood: 'wrong', headline: 'Balance right, bank wrong.' },
      cause: 'One withdrawal was refused although the money was there.',
    })
    const more = frame(covered, { from: 1 })
    const falseRefusals = { count: 3, sum: -240 }
    page.told({ ...more, account: { ...more.account, falseRefusals } })
    expect(page.room.account.falseRefusals).toEqual(falseRefusals)
    expect(onlyCovered(page.room)).toBe(false)
    expect(standouts(page.room)[0]?.small).toBe('the money was there all the while; three refusals like that')
    const late = visit(null, snapshot([]))
    late.told({ ...frame([]), account: { ...more.account, falseRefusals } })
    expect(standouts(late.room)).toMatchObject([{ figure: '3', after: 'transactions' }])
  })

  it('is judged by the server where that says so', () => {
    expect(said(pageWith(short, refused({ falselyRefused: true })))[0]).toBe('Refused without a reason')
    expect(said(pageWith(covered, refused({ falselyRefused: false })))).toEqual(REFUSED)
  })

  it('is judged as soon as the entries are there, and stays so when they have left the window', () => {
    const page = visit(ANA)
    page.fired({ tx: TX, amount: -80, epoch: 1 })
    page.told(frame([], { unapplied: [refused()] }), settled(refused()))
    expect(said(page)).toEqual(REFUSED)
    page.told(frame(covered))
    expect(said(page)[0]).toBe('Refused without a reason')
    const all: Entry[] = [...covered]
    while (all.length < 20) all.push(entryAfter(all, EVE, 1))
    page.told(frame(all, { from: 15 }))
    expect(page.room.lineage.base).toBe(15)
    expect(said(page)[0]).toBe('Refused without a reason')
  })

  it('is not judged when the balances of that time are not known', () => {
    const note = 'not judged: the balances of that time are not known here'
    const old = pageWith(covered, refused({ fromVersion: undefined, toVersion: undefined }))
    expect(said(old)).toEqual([...REFUSED.slice(0, 2), note])
    const all: Entry[] = [...covered]
    while (all.length < 20) all.push(entryAfter(all, EVE, 1))
    expect(said(pageWith(all, refused(), 10))).toEqual([...REFUSED.slice(0, 2), note])
    expect(inWords(old.room.account).mood).toBe('calm')
  })

  it('is judged without what another had booked and took back', () => {
    const [booked] = journal([BOB, -80, { basis: 'met', noOverdraft: true }])
    const back = entryAfter([booked], BOB, 80, { tx: booked.tx, reverses: 1, basis: 'met' })
    const page = pageWith([booked, back], refused({ toVersion: 2 }))
    expect(said(page)[0]).toBe('Refused without a reason')
  })

  it('by a take-back may be false, too', () => {
    const [booked] = journal([ANA, -80, { tx: TX, basis: 'met', noOverdraft: true }])
    const back = entryAfter([booked], ANA, 80, { tx: TX, reverses: 1, basis: 'met' })
    const page = pageWith([booked, back], refused({ why: 'taken-back', toVersion: 2 }))
    expect(said(page)).toEqual([
      ...[
        'Refused without a reason',
        'wrote $20, took it back and left $100; the money was there all the while',
      ],
      '',
    ])
    expect(feed(page.room)).toMatchObject([
      { verdict: 'falsely-refused', what: 'refused without a reason, and taken back' },
    ])
  })
})
