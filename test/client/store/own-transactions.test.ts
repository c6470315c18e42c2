import { describe, expect, it } from 'vitest'
import { OWN_SHOWN } from '../../../client/store/own-transactions.ts'
import { luckOf } from '../../../client/store/write-verdict.ts'
import type { Entry } from '../../../shared/journal.ts'
import type { ServerMessage } from '../../../shared/protocol.ts'
import {
  ANA,
  BOB,
  entryAfter,
  frame,
  journal,
  ledgerOf,
  settled,
  snapshot,
  verdictsOf,
} from '../server-messages.ts'
import { visit } from '../visit.ts'

const pending = ({ tx, amount }: Entry) => ({ tx, amount, epoch: 1 })
const step = ({ tx, player, amount, readAt: at }: Entry) => ({
  ...{ tx, player, amount, point: 'read', seen: 100, attempt: 1, at, until: at + 2000 },
})

describe('a player’s own transaction', () => {
  const [mine, killer] = journal([ANA, 50], [BOB, -150, { parent: 0 }]) as [Entry, Entry]

  it('is sent, thinks, is kept, and is lost as soon as another write overwrites it', () => {
    const page = visit(ANA)
    page.fired(pending(mine))
    expect(page.verdicts).toEqual(['sent'])
    page.receive(frame([], { steps: [step(mine)] }))
    expect(page.verdicts).toEqual(['thinking'])
    page.receive(frame([mine]))
    expect(page.verdicts).toEqual(['kept'])
    page.receive(frame([mine, killer]))
    expect(page.verdicts).toEqual(['lost'])
    expect(page.own(mine.tx).entries).toMatchObject([{ by: killer, cameBack: false }])
    expect(luckOf(page.room, page.own(mine.tx))).toBe(-50)
  })

  it.each(['settled first', 'frame first'])('ends the same with %s', (order) => {
    const page = visit(ANA)
    page.fired(pending(mine))
    const told: ServerMessage[] = [settled(mine), frame([mine, killer], { from: 0 })]
    page.receive(...(order === 'settled first' ? told : told.reverse()))
    expect(page.verdicts).toEqual(['lost'])
    expect(page.own(mine.tx)).toMatchObject({ phase: { is: 'applied' }, entries: [{ entry: mine }] })
  })

  it('comes back when a player who had read it writes, and can be lost again', () => {
    const entries = journal(
      [ANA, 50],
      [BOB, -150, { parent: 0 }],
      [BOB, 10, { parent: 1 }],
      [BOB, 1, { parent: 0 }],
    )
    const page = visit(ANA)
    page.receive(frame(entries.slice(0, 1)), frame(entries.slice(0, 2)), frame(entries.slice(0, 3)))
    expect(page.verdicts).toEqual(['kept'])
    expect(page.own(mine.tx).entries[0]?.cameBack).toBe(true)
    page.receive(frame(entries))
    expect(page.verdicts).toEqual(['lost'])
    expect(page.own(mine.tx).entries[0]?.by?.version).toBe(4)
  })

  it('is doubled by a blind retry, and kept when one of its two entries is lost', () => {
    const entries = journal([ANA, 50], [ANA, 50, { tx: mine.tx, again: true }], [BOB, 1, { parent: 1 }])
    const page = visit(ANA)
    page.receive(frame(entries.slice(0, 2), { from: 0 }))
    expect(page.verdicts).toEqual(['doubled'])
    expect(luckOf(page.room, page.own(mine.tx))).toBe(50)
    page.receive(frame(entries))
    expect(page.verdicts).toEqual(['kept'])
  })

  it.each([
    ['rejected', 'overdraft'],
    ['gave-up', 'attempts-used-up'],
    ['failed', 'no-answer'],
  ] as const)('books nothing when it ends as %s', (outcome, why) => {
    const page = visit(ANA)
    page.fired(pending(mine))
    page.receive({ type: 'checking', tx: mine.tx })
    expect(page.verdicts).toEqual(['checking'])
    const receipt = { outcome, why, attempts: 3, at: mine.wroteAt }
    page.receive({ type: 'settled', tx: mine.tx, epoch: 1, receipt })
    expect(page.verdicts).toEqual([outcome])
    expect(luckOf(page.room, page.own(mine.tx))).toBe(0)
  })

  it('is shown when another tab fired it; the transaction of another player is not', () => {
    const page = visit(ANA)
    page.receive(frame([mine, killer], { from: 0 }))
    expect(page.state.own.map(({ tx }) => tx)).toEqual([mine.tx])
  })

  it('takes its exact verdict from the server when it has left the window', () => {
    const all: Entry[] = [mine]
    const page = visit(ANA, snapshot(all))
    all.push(entryAfter(all, BOB, 1, { parent: 0 }))
    for (let n = 0; n < 100; n++) all.push(entryAfter(all, BOB, 1))
    page.receive(frame(all, { from: 60 }))
    expect(page.verdicts).toEqual(['kept'])
    page.receive({ type: 'verdicts', epoch: 1, verdicts: verdictsOf(ledgerOf(all), [1]) })
    expect(page.verdicts).toEqual(['lost'])
    all.push(entryAfter(all, BOB, 1, { parent: 1 }))
    page.receive(frame(all), { type: 'verdicts', epoch: 1, verdicts: verdictsOf(ledgerOf(all), [1]) })
    expect(page.verdicts).toEqual(['kept'])
    expect(page.own(mine.tx).entries[0]?.cameBack).toBe(true)
  })

  it('leaves the list when it is settled and old, and stays while it is unsettled', () => {
    const page = visit(ANA)
    page.fired({ tx: 'waits', amount: 1, epoch: 1 })
    const all: Entry[] = []
    for (let n = 0; n < OWN_SHOWN + 5; n++) {
      all.push(entryAfter(all, ANA, 1))
      page.fired(pending(all[n] as Entry))
      page.receive(frame(all))
    }
    expect(page.state.own).toHaveLength(OWN_SHOWN + 1)
    expect(page.state.own.at(-1)?.tx).toBe('waits')
    expect(page.state.own[0]?.tx).toBe(all.at(-1)?.tx)
  })
})
