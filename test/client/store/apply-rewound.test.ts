import { describe, expect, it } from 'vitest'
import { forgottenByPlayer } from '../../../client/store/apply-rewound.ts'
import { ownText } from '../../../client/wording/own-words.ts'
import { forgottenShort, forgottenStory } from '../../../client/wording/rewound-words.ts'
import type { Entry } from '../../../shared/journal.ts'
import { LIMITS } from '../../../shared/limits.ts'
import { pack } from '../../../shared/packed-entry.ts'
import type { Forgotten, Rewound } from '../../../shared/rewound.ts'
import {
  ANA,
  BOB,
  EVE,
  entered,
  entryAfter,
  frame,
  journal,
  START,
  settled,
  snapshot,
} from '../server-messages.ts'
import { visit } from '../visit.ts'

/** ana and bob write twice each; the replica has only the first two entries, and eve writes after these. */
const before = journal([ANA, 50], [BOB, 50], [ANA, 70], [BOB, -150])
const kept = before.slice(0, 2)
const now = [...kept, entryAfter(kept, EVE, 5, { tx: 'eves', wroteAt: START + 900 })]

const forgotten = ({ tx, player, amount, version }: Entry, more: Partial<Forgotten> = {}): Forgotten => ({
  ...{ tx, player, amount, epoch: 1, version, ...more },
})
function rewound(all: Forgotten[], player: string | null, change: Partial<Rewound> = {}): Rewound {
  const tally = (some: Forgotten[]) => ({
    count: some.length,
    sum: some.reduce((sum, { amount }) => sum + amount, 0),
  })
  return {
    ...{ type: 'rewound', at: START + 1000, from: { epoch: 1, version: 4 }, epoch: 1, version: 2 },
    deposits: tally(all.filter(({ amount }) => amount > 0)),
    withdrawals: tally(all.filter(({ amount }) => amount < 0)),
    forgotten: all,
    yours: all.filter((one) => one.player === player),
    ...change,
  }
}
const [anas, bobs] = [forgotten(before[2] as Entry), forgotten(before[3] as Entry)]
const told = rewound([anas, bobs], ANA)

describe('a page whose Redis was replaced by a replica that was behind', () => {
  it('marks its own forgotten transactions, and keeps the others', () => {
    const page = visit(ANA, snapshot(before))
    expect(page.verdicts).toEqual(['kept', 'kept'])
    page.receive(snapshot(now), told)
    expect(page.verdicts).toEqual(['forgotten', 'kept'])
    expect(page.state.rewound).toBe(told)
    expect(page.room.lineage.head).toBe(3)
    expect(page.room.lineage.at(3)?.entry.tx).toBe('eves')
    const own = page.own(anas.tx)
    expect(ownText(page.room, own, undefined, START)).toMatchObject({
      ...{ title: 'Forgotten', outcome: '−$70' },
      detail: 'acknowledged as version 3, and missing in the copy of Redis that took over',
    })
  })

  it('keeps its chart, and its next point shows the difference between the sums', () => {
    const page = visit(null, snapshot(before))
    const at = START + 1500
    const account = { ...snapshot(kept).account, actual: 200, expected: 120 }
    page.receive(snapshot(kept, { at, account, entries: kept.map((entry) => pack(entry, at)) }))
    const { history } = page.room
    expect(
      history.at.map((time, i) => [time - START, history.expected[i], history.actual[i]]).slice(-2),
    ).toEqual([
      [400, 120, 120],
      [1500, 120, 200],
    ])
  })

  it('drops the losses of the forgotten history', () => {
    const raced = journal([ANA, 50], [BOB, 50], [ANA, 70], [BOB, -150, { parent: 2 }])
    const page = visit(null, snapshot(raced))
    expect(page.room.losses.map(({ entry }) => entry.version)).toEqual([3])
    page.receive(snapshot(now, { from: 3 }), rewound([bobs], null))
    expect(page.room.losses).toEqual([])
  })

  it('shows a forgotten transaction that was booked again as kept', () => {
    const page = visit(ANA, snapshot(before))
    page.receive(snapshot(now), told)
    const again = entryAfter(now, ANA, 70, { tx: anas.tx })
    page.receive(settled(again))
    expect(page.verdicts).toEqual(['kept', 'kept'])
    page.receive(rewound([bobs], ANA))
    expect(page.verdicts).toEqual(['kept', 'kept'])
  })

  it('shows that it checks a write that was not acknowledged and is gone', () => {
    const page = visit(BOB, snapshot(before.slice(0, 3)))
    page.fired({ tx: bobs.tx, amount: -150, epoch: 1 })
    page.receive(frame(before), snapshot(now), rewound([anas], BOB))
    expect(page.verdicts).toEqual(['checking', 'kept'])
    page.receive({
      ...{ type: 'settled', tx: bobs.tx, epoch: 1 },
      receipt: { outcome: 'failed', why: 'no-answer', attempts: 1, at: START },
    })
    expect(page.verdicts).toEqual(['failed', 'kept'])
  })

  it('marks an acknowledged transaction as forgotten by itself when no server remembers it', () => {
    const page = visit(ANA, snapshot(before.slice(0, 2)))
    page.receive(settled(before[2] as Entry), frame(before))
    expect(page.verdicts).toEqual(['kept', 'kept'])
    page.receive(entered(ANA), snapshot(now))
    expect(page.verdicts).toEqual(['forgotten', 'kept'])
    const other = visit(BOB, snapshot(before))
    other.receive(snapshot([...now, entryAfter(now, EVE, 1, { tx: 'more' })]), rewound([], BOB))
    expect(other.verdicts).toEqual(['kept'])
  })

  it('lists a forgotten transaction once, even when the page came later', () => {
    const page = visit(ANA, snapshot(now))
    page.receive(told, told)
    expect(page.verdicts).toEqual(['forgotten', 'kept'])
    page.receive(entered(ANA), snapshot(now), told)
    expect(page.verdicts).toEqual(['forgotten', 'kept'])
  })

  it('keeps transactions that were written after the failover', () => {
    const page = visit(EVE, snapshot(before))
    page.receive(snapshot(now), rewound([anas, bobs], EVE))
    const more = [...now, entryAfter(now, EVE, 7)]
    page.receive(settled(more[3] as Entry), snapshot(more), rewound([anas, bobs], EVE))
    expect(page.verdicts).toEqual(['kept', 'kept'])
  })

  it('shows the transactions after a forgotten reset until the next reset', () => {
    const page = visit(ANA, snapshot([], { epoch: 2 }))
    page.fired({ tx: anas.tx, amount: 70, epoch: 2 })
    const gone = { ...anas, epoch: 2, version: 1 }
    page.receive(snapshot(now), rewound([gone], ANA, { from: { epoch: 2, version: 1 } }))
    expect(page.verdicts).toEqual(['forgotten', 'kept'])
    expect(page.state.notice?.text).toBe('The account before the last reset is back.')
    expect(page.room.epoch).toBe(1)
    page.receive(snapshot([], { epoch: 3 }))
    expect([page.verdicts, page.state.rewound]).toEqual([[], null])
  })
})

describe('the words about forgotten transactions', () => {
  it('say how many there are, and how many are the player’s own', () => {
    const many = Array.from({ length: 12 }, (_, i) => ({ ...bobs, tx: `t${i}` }))
    expect(forgottenShort(told)).toBe('Redis forgot two transactions, one yours.')
    expect(forgottenShort(rewound([anas], ANA))).toBe('Redis forgot one transaction, yours.')
    expect(forgottenShort(rewound([...many, anas], null))).toBe('Redis forgot 13 transactions.')
    expect(forgottenShort(rewound(many, BOB))).toBe('Redis forgot 12 transactions, all yours.')
    const yours = Array.from({ length: LIMITS.history }, () => bobs)
    expect(forgottenShort(rewound([...many, ...yours, anas], BOB, { yours }))).toContain('at least 40 yours')
  })

  it('say what happened, and what the players of a durable room had been told', () => {
    expect(forgottenStory(told)).toEqual([
      'Redis was replaced by a copy that had missed two acknowledged transactions. Redis acknowledges a write before it copies it, so a copy that takes over may have missed some.',
      'Up to version 2 both histories are the same. The lost one had reached version 4.',
    ])
    const alone = rewound([{ ...anas, replicas: 0 }], ANA)
    expect(forgottenStory(alone)[2]).toBe(
      'The players of these were told that no replica had confirmed them.',
    )
    const half = rewound([{ ...anas, replicas: 0 }, bobs], ANA)
    expect(forgottenStory(half)[2]).toContain('The players of one of these were told')
    const confirmed = rewound([{ ...anas, replicas: 1 }, bobs], ANA)
    expect(forgottenStory(confirmed)[2]).toContain(
      'A replica had confirmed one of them, but another copy took over.',
    )
    expect(forgottenStory(rewound([], ANA))[0]).toContain('no acknowledged transaction is missing')
    expect(forgottenStory(rewound([anas], ANA, { from: { epoch: 2, version: 1 } }))[1]).toContain(
      'last reset',
    )
  })

  it('list the players, the one with the most forgotten transactions first', () => {
    const all = [anas, bobs, { ...bobs, tx: 'other' }]
    expect(forgottenByPlayer(rewound(all, null)).map(({ player, all }) => [player, all.length])).toEqual([
      [BOB, 2],
      [ANA, 1],
    ])
  })
})
