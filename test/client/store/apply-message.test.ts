import { describe, expect, it } from 'vitest'
import { renaming } from '../../../client/store/state.ts'
import { ERRORS } from '../../../shared/errors.ts'
import { LIMITS } from '../../../shared/limits.ts'
import {
  ANA,
  BOB,
  entered,
  entryAfter,
  error,
  frame,
  journal,
  ledgerOf,
  START,
  snapshot,
  verdictsOf,
} from '../server-messages.ts'
import { visit } from '../visit.ts'

const lesson = journal([ANA, 50], [BOB, -150, { parent: 0 }])
const states = (page: ReturnType<typeof visit>) =>
  page.room.lineage.nodes().map(({ entry, state }) => `${entry.version} ${state}`)

describe('the room on a page', () => {
  it('has the account and the judged entries of the snapshot', () => {
    const page = visit(null, snapshot(lesson))
    expect(page.state.stage).toEqual({ at: 'inside' })
    expect(page.room.account).toMatchObject({ version: 2, expected: 0, actual: -50 })
    expect(states(page)).toEqual(['1 lost', '2 live'])
    expect(page.room.lineage.at(1)?.entry).toStrictEqual(lesson[0])
  })

  it('adds each entry once, even when frames repeat entries', () => {
    const page = visit(null)
    page.receive(frame(lesson.slice(0, 1)))
    expect(states(page)).toEqual(['1 live'])
    page.receive(frame(lesson, { from: 0 }), frame(lesson, { from: 2 }))
    expect(states(page)).toEqual(['1 lost', '2 live'])
    expect(page.room.account.lostDeposits).toEqual({ count: 1, sum: 50 })
  })

  it('starts a new window when a frame skips entries, and takes over the totals', () => {
    const all = [...lesson]
    for (let n = 0; n < 200; n++) all.push(entryAfter(all, BOB, 1))
    const page = visit(null, snapshot(lesson))
    page.receive(frame(all, { from: 150 }))
    expect(page.room.lineage.base).toBe(150)
    expect(page.room.lineage.head).toBe(202)
    expect(page.room.account.lostDeposits.count).toBe(1)
    expect(page.room.losses).toHaveLength(1)
  })

  it('keeps at most one window of entries', () => {
    const all = journal([ANA, 50])
    const page = visit(null, snapshot(all))
    while (all.length < LIMITS.window + 50) {
      const from = all.length
      for (let i = 0; i < 25; i++) all.push(entryAfter(all, BOB, 1))
      page.receive(frame(all, { from }))
      expect(page.room.lineage.nodes()).toHaveLength(Math.min(all.length, LIMITS.window))
    }
  })

  it('ignores frames of another epoch, and starts again with the snapshot of a new epoch', () => {
    const page = visit(ANA, snapshot(lesson))
    const { room } = page
    page.receive(frame([], { epoch: 2, from: 0 }))
    expect(page.room).toBe(room)
    page.fired({ tx: 'under-way', amount: 5, epoch: 1 })
    page.receive(snapshot([], { epoch: 2 }))
    expect(page.room).toMatchObject({ epoch: 2, losses: [] })
    expect(page.room.history.at).toHaveLength(1)
    expect(page.state.notice?.text).toContain('new account')
    expect(page.verdicts).toEqual(['sent'])
  })

  it('keeps its losses and its chart when a snapshot of the same account arrives', () => {
    const page = visit(null, snapshot(lesson))
    const { history } = page.room
    const all = [...lesson, entryAfter(lesson, ANA, 1)]
    page.receive(snapshot(all, { from: 2 }))
    expect(page.room.losses.map(({ entry }) => entry.version)).toEqual([1])
    expect(page.room.history).toBe(history)
  })

  it('shows the steps of other players until their outcome arrives', () => {
    const page = visit(null)
    const [entry] = lesson
    const { tx, player, amount, readAt: at } = entry
    const step = { tx, player, amount, point: 'read', seen: 100, attempt: 1, at, until: at + 2000 }
    page.receive(frame([], { steps: [step], at }))
    expect(page.room.steps).toEqual([step])
    page.receive(frame([entry]))
    expect(page.room.steps).toEqual([])
  })
})

describe('the strategies of the server', () => {
  it('are the ones that it sent last, and the rest of the greeting stays', () => {
    const page = visit(ANA)
    const before = page.state
    const mine = { id: 'mine', title: 'GET, SET', edition: '1', own: true } as const
    page.receive({ type: 'strategies', strategies: [mine] })
    expect(page.state.greeted).toEqual({ ...before.greeted, strategies: [mine] })
    expect(page.state).toEqual({ ...before, greeted: page.state.greeted })
    page.receive({ type: 'strategies', strategies: [] })
    expect(page.state.greeted?.strategies).toEqual([])
  })
})

describe('a player who comes back', () => {
  const all = [...lesson]
  for (let n = 0; n < 5; n++) all.push(entryAfter(all, BOB, 1))
  const history = verdictsOf(ledgerOf(all), [1])

  it('gets their own history, even from before the window of the snapshot', () => {
    const page = visit(ANA, snapshot(all, { from: 5 }))
    expect(page.verdicts).toEqual([])
    page.receive(entered(ANA, { history }), snapshot(all, { from: 5 }))
    expect(page.verdicts).toEqual(['lost'])
    expect(page.own(all[0]?.tx ?? '').entries[0]?.by?.version).toBe(2)
  })

  it('keeps their own list, and does not see the list of another player', () => {
    const page = visit(ANA)
    page.fired({ tx: 'mine', amount: 5, epoch: 1 })
    page.receive(entered(ANA))
    expect(page.verdicts).toEqual(['sent'])
    page.receive(entered(BOB))
    expect(page.verdicts).toEqual([])
  })
})

describe('an error', () => {
  it.each([
    ['bank-closed', { at: 'waiting' }],
    ['in-doubt', { at: 'waiting' }],
    ['room-full', { at: 'refused' }],
    ['unknown-room', { at: 'refused' }],
    ['nickname-taken', { at: 'door' }],
    ['cannot-resume', { at: 'door' }],
  ] as const)('%s on entering leads to the stage that shows it', (code, stage) => {
    const page = visit(ANA)
    page.receive(error(code, { re: 'enter' }))
    expect(page.state.stage).toMatchObject({ ...stage, problem: { code } })
  })

  it('bank-closed, or a pong with Redis down, closes the bank on the page until Redis answers', () => {
    const page = visit(ANA)
    const pong = (redis: 'up' | 'down') => page.receive({ type: 'pong', sent: 0, now: START, redis })
    page.fired({ tx: 't', amount: 5, epoch: 1 })
    page.receive(error('bank-closed', { re: 'fire', tx: 't' }))
    expect(page.state.closedAt).toBe(START)
    pong('down')
    expect(page.state.closedAt).toBe(START)
    pong('up')
    expect(page.state.closedAt).toBeNull()
    pong('down')
    expect(page.state.closedAt).not.toBeNull()
  })

  it('on renaming is shown until the next try, and the player stays in the room', () => {
    const page = visit(ANA)
    page.receive(error('nickname-taken', { re: 'rename' }))
    expect(page.state.stage).toEqual({ at: 'inside' })
    expect(page.state.renameProblem).toBe(ERRORS['nickname-taken'].message)
    expect(renaming(page.state).renameProblem).toBeNull()
  })

  it('that is definite ends a transaction that was sent once', () => {
    const page = visit(ANA)
    page.fired({ tx: 't', amount: 5, epoch: 1 })
    page.receive(error('too-many-in-flight', { re: 'fire', tx: 't' }))
    expect(page.verdicts).toEqual(['failed'])
  })

  it('leaves a transaction open when it is indefinite, answers a re-send or follows a doubt', () => {
    const page = visit(ANA)
    for (const tx of ['once', 'doubtful']) page.fired({ tx, amount: 5, epoch: 1 })
    page.fired({ tx: 'again', amount: 5, epoch: 1 }, true)
    page.receive(
      error('internal', { re: 'fire', tx: 'once' }),
      { type: 'checking', tx: 'doubtful' },
      error('bank-closed', { re: 'fire', tx: 'doubtful' }),
      error('bank-closed', { re: 'fire', tx: 'again' }),
    )
    expect(page.verdicts).toEqual(['checking', 'checking', 'checking'])
  })
})
