import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PageStorage } from '../../../client/connection/local-storage.ts'
import { createRoomSession, type RoomSession } from '../../../client/connection/room-session.ts'
import { initialState, type State } from '../../../client/store/state.ts'
import { ERRORS } from '../../../shared/errors.ts'
import type { ServerMessage } from '../../../shared/protocol.ts'
import { ANA, entered, greeted, snapshot } from '../server-messages.ts'
import { FakeSocket, stubPage } from './fake-socket.ts'
import { newPageStorage } from './visitors.ts'

const CODE = 'K7Q4MX'
let pageStorage: PageStorage
let state: State
const open = (): RoomSession => {
  state = initialState
  return createRoomSession({
    ...{ code: CODE, as: 'player', pageStorage, onOtherProtocol: () => {}, onFailure: () => {} },
    onState: (next) => {
      state = next
    },
  })
}
function greet(): FakeSocket {
  const socket = FakeSocket.newest
  socket.onopen()
  socket.say(greeted)
  return socket
}
const refusal = (code: keyof typeof ERRORS, re: string): ServerMessage => ({
  ...{ type: 'error', code, message: ERRORS[code].message, re },
})
const seatOf = (socket: FakeSocket) => socket.last('enter')?.seat

beforeEach(() => {
  vi.useFakeTimers()
  stubPage()
  pageStorage = newPageStorage()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a page that joins', () => {
  it('asks for the same seat with the same secret when the answer was lost, also after a reload', () => {
    const session = open()
    session.join('bea')
    const first = greet()
    const seat = seatOf(first)
    expect(seat).toEqual({
      ...{ kind: 'new', nickname: 'bea' },
      player: expect.stringMatching(/^[\w-]{10}$/),
      secret: expect.stringMatching(/^[\w-]{24}$/),
    })
    first.onclose()
    vi.advanceTimersByTime(1000)
    expect(seatOf(greet())).toEqual(seat)
    session.close()
    const reloaded = open()
    expect(seatOf(greet())).toEqual(seat)
    reloaded.close()
  })

  it('makes up another seat for another name, and resumes the one that it got', () => {
    const session = open()
    session.join('bea')
    const socket = greet()
    const first = seatOf(socket)
    socket.say(refusal('nickname-taken', 'enter'))
    expect(pageStorage.joining(CODE)).toBeUndefined()
    session.join('bee')
    const second = seatOf(socket)
    expect(second).toMatchObject({ kind: 'new', nickname: 'bee' })
    expect(second).not.toMatchObject({ player: first && 'player' in first && first.player })
    socket.say(entered(ANA), snapshot([]))
    expect(pageStorage.joining(CODE)).toBeUndefined()
    expect(pageStorage.seat(CODE)).toMatchObject({ player: ANA })
    socket.onclose()
    vi.advanceTimersByTime(1000)
    expect(seatOf(greet())).toMatchObject({ kind: 'resume', player: ANA })
    session.close()
  })

  it('is told the new name when another player took the old one meanwhile', () => {
    pageStorage.keepSeat(CODE, { player: ANA, secret: 's'.repeat(24), nickname: 'bea' })
    const session = open()
    const you = { player: ANA, number: 1, nickname: 'bea 2', secret: 's'.repeat(24) }
    greet().say(entered(ANA, { you }))
    expect(state.notice?.text).toBe(
      'While you were away another player took the name bea. You are bea 2 now.',
    )
    expect(pageStorage.seat(CODE)).toMatchObject({ nickname: 'bea 2' })
    session.close()
  })

  it('is told nothing when it has its name, or stored the seat in an older version', () => {
    for (const nickname of [ANA, undefined]) {
      pageStorage.keepSeat(CODE, { player: ANA, secret: 's'.repeat(24), ...(nickname && { nickname }) })
      const session = open()
      greet().say(entered(ANA))
      expect(state.notice).toBeNull()
      session.close()
    }
  })
})

describe('a page that asks for the seat of an absent player', () => {
  const answer = (socket: FakeSocket, is: 'waiting' | 'granted' | 'refused'): void => {
    const request = socket.last('request-seat')?.request ?? ''
    socket.say({ type: 'requested', request, player: ANA, digits: '47', state: is })
  }

  it('asks again while it waits, on every connection, and enters with its own secret once granted', () => {
    const session = open()
    const first = greet()
    session.requestSeat('bea')
    expect(state.request).toEqual({ asks: 'seat', nickname: 'bea', state: 'asking' })
    answer(first, 'waiting')
    expect(state.request).toEqual({ asks: 'seat', nickname: 'bea', state: 'waiting', digits: '47' })
    const asked = first.last('request-seat')
    vi.advanceTimersByTime(2000)
    expect(first.sent.filter(({ type }) => type === 'request-seat')).toEqual([asked, asked])
    first.onclose()
    vi.advanceTimersByTime(1000)
    const second = greet()
    expect(second.last('request-seat')).toEqual(asked)
    answer(second, 'granted')
    expect(seatOf(second)).toEqual({ kind: 'resume', player: ANA, secret: asked?.secret })
    session.close()
  })

  it('stops asking when it is refused, when the server knows no such player, and when the person stops', () => {
    const session = open()
    const socket = greet()
    const count = (): number => socket.sent.filter(({ type }) => type === 'request-seat').length
    session.requestSeat('bea')
    answer(socket, 'refused')
    expect(state.request).toEqual({ asks: 'seat', nickname: 'bea', state: 'refused' })
    session.requestSeat('nora')
    socket.say(refusal('unknown-player', 'request-seat'))
    expect(state.request).toMatchObject({ state: 'problem', problem: { code: 'unknown-player' } })
    session.requestSeat('bea')
    answer(socket, 'waiting')
    session.endRequest()
    expect(state.request).toBeNull()
    vi.advanceTimersByTime(10_000)
    expect(count()).toBe(3)
    session.close()
  })

  it('keeps asking while Redis is away', () => {
    const session = open()
    const socket = greet()
    session.requestSeat('bea')
    socket.say(refusal('bank-closed', 'request-seat'))
    vi.advanceTimersByTime(2000)
    expect(socket.sent.filter(({ type }) => type === 'request-seat')).toHaveLength(2)
    session.close()
  })
})
