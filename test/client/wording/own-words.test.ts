import { describe, expect, it } from 'vitest'
import { type OwnText, ownText } from '../../../client/wording/own-words.ts'
import type { Receipt } from '../../../shared/journal.ts'
import type { Settings, StepView } from '../../../shared/protocol.ts'
import { ANA, entryAfter, frame, journal, START, settings, snapshot } from '../server-messages.ts'
import { visit } from '../visit.ts'

const [mine] = journal([ANA, 50])
const { tx, amount } = mine

function underWay(change: Partial<StepView>, now = START + 1000): OwnText {
  const page = visit(ANA)
  page.fired({ tx, amount, epoch: 1 })
  const step = { tx, player: ANA, amount, point: 'read', attempt: 1, at: START, until: START + 15_000 }
  page.receive(frame([], { steps: [{ ...step, ...change }] }))
  return ownText(page.room, page.own(tx), page.room.steps[0], now)
}
function unapplied(receipt: Omit<Exclude<Receipt, { outcome: 'applied' }>, 'at'>): string {
  const page = visit(ANA)
  page.fired({ tx, amount, epoch: 1 })
  page.receive({ type: 'settled', tx, epoch: 1, receipt: { ...receipt, at: START } })
  const { title, detail } = ownText(page.room, page.own(tx), undefined, START)
  return `${title}: ${detail}`
}

describe('a player’s own transaction, while it runs', () => {
  it('counts down while it thinks', () => {
    expect(underWay({ seen: 100, until: START + 2000 })).toMatchObject({
      ...{ title: 'thinking…', detail: 'you read $100', outcome: '1.0 s' },
    })
    expect(underWay({ point: 'think' }).detail).toBe('has read nothing yet')
  })

  it('counts up while it waits for a lock, since the end of the wait is unknown', () => {
    expect(underWay({ point: 'blocked' }, START + 3200)).toMatchObject({
      ...{
        title: 'waits for the lock…',
        detail: 'another transaction has it; gives up after 15 s',
        outcome: '3.2 s',
      },
    })
  })

  it('says that the last attempt failed, and blames no player', () => {
    expect(underWay({ point: 'backoff', attempt: 2 })).toMatchObject({
      ...{ title: 'tries again…', detail: 'the last try did not go through' },
    })
  })
})

describe('a player’s own transaction that was not applied', () => {
  it.each([
    [['rejected', 'overdraft', 1], 'Refused: the account may not go below zero'],
    [
      ['gave-up', 'attempts-used-up', 12],
      'Gave up: after 12 attempts: another transaction was always faster',
    ],
    [['gave-up', 'lock-wait-used-up', 1], 'Gave up: another transaction always had the lock'],
    [['failed', 'no-answer', 1], 'Failed: nothing was booked: Redis did not answer'],
    [['failed', 'strategy-error', 1], "Failed: nothing was booked: the strategy's code failed"],
    [
      ['failed', 'wrote-nothing', 1],
      "Failed: nothing was booked: the strategy's script did not write the balance",
    ],
  ] as const)('%j is told as: %s', ([outcome, why, attempts], told) => {
    expect(unapplied({ outcome, why, attempts })).toBe(told)
  })
})

describe('a player’s own transaction that was applied', () => {
  it('is called a gift, or too much, when it was booked more than once', () => {
    const told = (entry: typeof mine, times: number) => {
      const entries = [entry]
      while (entries.length < times)
        entries.push(entryAfter(entries, ANA, entry.amount, { tx: entry.tx, again: true }))
      const page = visit(ANA, snapshot(entries))
      const { title, detail, outcome } = ownText(page.room, page.own(entry.tx), undefined, START)
      return `${title}: ${detail}, ${outcome}`
    }
    expect(told(mine, 2)).toBe('Booked twice: a blind retry booked it again: a gift of $50, +$50')
    expect(told(mine, 3)).toBe('Booked three times: a blind retry booked it again: a gift of $100, +$100')
    const [taken] = journal([ANA, -150])
    expect(told(taken, 2)).toMatch(/\$150 too much was taken, −\$150$/)
  })

  it('says that it broke the rule against overdrafts', () => {
    const refused: Settings = { ...settings, overdraft: 'refused' }
    const [entry] = journal([ANA, -120, { noOverdraft: true }])
    const page = visit(ANA, snapshot([entry], { settings: refused }))
    expect(ownText(page.room, page.own(entry.tx), undefined, START)).toMatchObject({
      ...{ title: 'Kept', breach: 'The rule is broken: −$20' },
    })
  })
})
