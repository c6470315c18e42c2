import { describe, expect, it } from 'vitest'
import { applyMessage } from '../../../client/store/apply-message.ts'
import type { SideEffect } from '../../../client/store/side-effects.ts'
import { initialState } from '../../../client/store/state.ts'
import type { ServerMessage } from '../../../shared/protocol.ts'
import { ANA, entered, error, frame, greeted, journal, START, settled, snapshot } from '../server-messages.ts'
import { visit } from '../visit.ts'

const first = (message: ServerMessage) => applyMessage(initialState, message, START)
const pong = (redis: 'up' | 'down'): ServerMessage => ({ type: 'pong', sent: START, now: START, redis })

describe('a greeting', () => {
  it('opens the connection and makes the page enter', () => {
    const { state, sideEffects } = first(greeted)
    expect(state.connection).toEqual({ state: 'open' })
    expect(sideEffects).toEqual([{ is: 'enter' }])
  })

  it('makes a page that was refused do nothing', () => {
    const page = visit(ANA)
    page.receive(error('room-full', { re: 'enter' }))
    expect(page.receive(greeted)).toEqual([])
  })

  it('in another version of the protocol ends the connection, and the page asks for its successor', () => {
    const { state, sideEffects } = first({ ...greeted, protocol: greeted.protocol + 1 })
    expect(state).toMatchObject({
      greeted: null,
      stage: { at: 'refused', problem: { code: 'wrong-protocol' } },
    })
    expect(sideEffects).toEqual([{ is: 'close' }, { is: 'report-other-protocol' }])
  })
})

describe('entering', () => {
  it('as a player keeps the seat, then sends again what is not settled', () => {
    expect(first(entered(ANA)).sideEffects).toEqual([
      { is: 'keep-seat', player: ANA, secret: 's'.repeat(24), nickname: ANA },
      { is: 'resend-pending', player: ANA },
    ])
  })

  it('as a screen has nothing to keep', () => {
    expect(first(entered(null)).sideEffects).toEqual([])
  })
})

describe('the room', () => {
  const [entry] = journal([ANA, 50])

  it('proves with a snapshot, not with a frame, that the connection works', () => {
    const page = visit(ANA)
    expect(page.receive(snapshot([]))).toEqual([{ is: 'reset-backoff' }])
    expect(page.receive(frame([entry]))).toEqual([])
  })

  it('settles a transaction of the player, which is not sent again then', () => {
    expect(visit(ANA).receive(settled(entry))).toEqual([{ is: 'drop-pending', player: ANA, tx: entry.tx }])
    expect(visit(null).receive(settled(entry))).toEqual([])
  })
})

describe('an error of entering', () => {
  it.each<[Parameters<typeof error>[0], SideEffect[]]>([
    ['nickname-taken', [{ is: 'forget-nickname' }]],
    ['cannot-resume', [{ is: 'forget-seat' }, { is: 'forget-nickname' }]],
    ['unknown-room', [{ is: 'forget-seat' }, { is: 'forget-host-token' }, { is: 'forget-nickname' }]],
    ['room-full', [{ is: 'forget-nickname' }]],
    ['server-full', [{ is: 'enter-again', afterMs: 2000 }]],
    [
      'bank-closed',
      [
        { is: 'enter-again', afterMs: 2000 },
        { is: 'ask-redis', afterMs: 1000 },
      ],
    ],
  ])('%s', (code, sideEffects) => {
    expect(visit(ANA).receive(error(code, { re: 'enter' }))).toEqual(sideEffects)
  })
})

describe('an error of a transaction', () => {
  it('that is final drops it', () => {
    const page = visit(ANA)
    page.fired({ tx: 't', amount: 5, epoch: 1 })
    const refused = error('too-many-in-flight', { re: 'fire', tx: 't' })
    expect(page.receive(refused)).toEqual([{ is: 'drop-pending', player: ANA, tx: 't' }])
  })

  it('that leaves it in doubt has it sent again', () => {
    const page = visit(ANA)
    page.fired({ tx: 't', amount: 5, epoch: 1 })
    const inDoubt = error('in-doubt', { re: 'fire', tx: 't' })
    expect(page.receive(inDoubt)).toEqual([{ is: 'resend-checking', afterMs: 2000 }])
  })

  it('that this page does not know drops it', () => {
    const unknown = error('in-doubt', { re: 'fire', tx: 'elsewhere' })
    expect(visit(ANA).receive(unknown)).toEqual([{ is: 'drop-pending', player: ANA, tx: 'elsewhere' }])
  })
})

describe('the end of a visit', () => {
  it.each<['left' | 'kicked' | 'expired' | 'server-stopping', SideEffect[]]>([
    ['left', [{ is: 'forget-seat' }, { is: 'close' }]],
    ['kicked', [{ is: 'forget-seat' }, { is: 'close' }]],
    ['expired', [{ is: 'forget-seat' }, { is: 'forget-host-token' }, { is: 'close' }]],
    ['server-stopping', []],
  ])('%s', (reason, sideEffects) => {
    expect(visit(ANA).receive({ type: 'ended', reason })).toEqual(sideEffects)
  })
})

it('while Redis does not answer, every message leads to the question whether it does', () => {
  const page = visit(ANA)
  const ask = { is: 'ask-redis', afterMs: 1000 }
  expect(page.receive(pong('up'))).toEqual([])
  expect(page.receive(pong('down'), pong('down'))).toEqual([ask, ask])
  expect(page.receive(frame([]))).toEqual([ask])
  expect(page.receive(pong('up'))).toEqual([])
})

it('the page believes the fastest of its last pongs about the clock of Redis', () => {
  const page = visit(ANA)
  const pongAfter = (tripMs: number, ahead: number) =>
    page.receive({ type: 'pong', sent: START - tripMs, now: START - tripMs / 2 + ahead, redis: 'up' })
  pongAfter(100, 7)
  pongAfter(10, 3)
  pongAfter(400, 50)
  expect(page.state.offset).toBe(3)
  for (let n = 0; n < 8; n++) pongAfter(200, 20)
  expect(page.state.offset).toBe(20)
})
