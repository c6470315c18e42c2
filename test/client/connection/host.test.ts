import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PageStorage } from '../../../client/connection/local-storage.ts'
import { createRoomSession, type RoomSession } from '../../../client/connection/room-session.ts'
import { initialState, type State } from '../../../client/store/state.ts'
import { ANA, BOB, entered, error, greeted, snapshot } from '../server-messages.ts'
import { FakeSocket, stubPage } from './fake-socket.ts'
import { newPageStorage } from './visitors.ts'

const CODE = 'K7Q4MX'
const SEAT = { player: ANA, secret: 's'.repeat(24) }
let pageStorage: PageStorage
let state: State
let session: RoomSession
let socket: FakeSocket

/** A page with a seat, in the room. */
function open(as: 'player' | 'screen' = 'player'): void {
  state = initialState
  session = createRoomSession({
    ...{ code: CODE, as, pageStorage, onOtherProtocol: () => {}, onFailure: () => {} },
    onState: (next) => {
      state = next
    },
  })
  enter()
}
/** The next connection gets into the room. */
function enter(host = false): void {
  socket = FakeSocket.newest
  socket.onopen()
  socket.say(greeted)
  socket.say(entered(ANA, { host }), snapshot([]))
}
const sent = () => socket.sent.filter(({ type }) => type === 'request-host' || type === 'use-host-link')
const answer = (is: 'waiting' | 'granted' | 'refused' | 'expired'): void => {
  const request = socket.last('request-host')?.request ?? ''
  socket.say({ type: 'requested', request, player: ANA, digits: '47', state: is })
}
const hosting = (host: boolean): void => socket.say({ type: 'hosting', host })

beforeEach(() => {
  vi.useFakeTimers()
  stubPage()
  pageStorage = newPageStorage()
  pageStorage.keepSeat(CODE, SEAT)
})
afterEach(() => {
  session.close()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a page that asks to be a host', () => {
  it('asks again with the same secret while it waits, and on a new connection only when it is in the room', () => {
    open()
    session.requestHost()
    answer('waiting')
    expect(state.request).toEqual({ asks: 'host', state: 'waiting', digits: '47' })
    const [asked] = sent()
    vi.advanceTimersByTime(2000)
    expect(sent()).toEqual([asked, asked])
    socket.onclose()
    vi.advanceTimersByTime(1000)
    const before = FakeSocket.newest
    before.onopen()
    before.say(greeted)
    vi.advanceTimersByTime(2000)
    expect(before.sent.some(({ type }) => type === 'request-host')).toBe(false)
    enter()
    vi.advanceTimersByTime(0)
    expect(sent()).toEqual([asked])
  })

  it('is a host as soon as it is told so, and enters with its secret after a reload', () => {
    open()
    session.requestHost()
    hosting(true)
    answer('granted')
    expect(state).toMatchObject({ host: true, request: null })
    vi.advanceTimersByTime(10_000)
    expect(sent()).toHaveLength(1)
    const secret = socket.last('request-host')?.secret
    session.close()
    open()
    expect(socket.last('enter')?.hostToken).toBe(secret)
  })

  it('uses the secret that this browser has in the room already, so that another page of it stays a host', () => {
    pageStorage.keepHostToken(CODE, 't'.repeat(24))
    open()
    session.requestHost()
    expect(socket.last('request-host')?.secret).toBe('t'.repeat(24))
    answer('refused')
    expect(pageStorage.hostToken(CODE)).toBe('t'.repeat(24))
  })

  it('stops asking when it is refused, when no host answers, when the server says no, and when the person stops', () => {
    open()
    for (const is of ['refused', 'expired'] as const) {
      session.requestHost()
      answer(is)
      expect(state.request).toEqual({ asks: 'host', state: is })
    }
    session.requestHost()
    socket.say(error('request-refused', { re: 'request-host' }))
    expect(state.request).toMatchObject({ state: 'problem', problem: { code: 'request-refused' } })
    session.requestHost()
    answer('waiting')
    session.endRequest()
    expect(state.request).toBeNull()
    vi.advanceTimersByTime(10_000)
    expect(sent()).toHaveLength(4)
  })

  it('keeps asking while Redis is away', () => {
    open()
    session.requestHost()
    socket.say(error('bank-closed', { re: 'request-host' }))
    vi.advanceTimersByTime(2000)
    expect(sent()).toHaveLength(2)
  })
})

describe('a page with a link that makes a host', () => {
  it('uses it when it is in the room, and sends it again when the answer was lost', () => {
    state = initialState
    open('screen')
    session.useHostLink('the-link')
    const [used] = sent()
    expect(used).toMatchObject({ type: 'use-host-link', link: 'the-link' })
    socket.onclose()
    vi.advanceTimersByTime(1000)
    enter()
    vi.advanceTimersByTime(0)
    expect(sent()).toEqual([used])
    hosting(true)
    expect(state).toMatchObject({ host: true, request: null })
    expect(pageStorage.hostToken(CODE)).toBe(used && 'secret' in used && used.secret)
  })

  it('does not use it when it is a host already', () => {
    open('screen')
    socket.onclose()
    vi.advanceTimersByTime(1000)
    session.useHostLink('the-link')
    enter(true)
    vi.advanceTimersByTime(5000)
    expect(sent()).toEqual([])
    expect(state.request).toBeNull()
  })

  it('says what is wrong with it', () => {
    open('screen')
    session.useHostLink('the-link')
    socket.say(error('host-link-used', { re: 'use-host-link' }))
    expect(state.request).toMatchObject({ asks: 'link', problem: { code: 'host-link-used' } })
  })
})

describe('a page that is a host no more', () => {
  it('forgets its secret and all that only hosts are shown', () => {
    pageStorage.keepHostToken(CODE, 't'.repeat(24))
    open()
    hosting(true)
    const requests = [{ request: 'r', player: BOB, digits: '12' }]
    socket.say({ type: 'host-requests', requests }, { type: 'seat-requests', requests })
    socket.say({ type: 'hosts', hosts: [{ host: 'h', made: 'opened', at: 1, first: true }] })
    expect(state).toMatchObject({ hostRequests: requests, requests, hosts: [{ host: 'h' }] })
    hosting(false)
    expect(state).toMatchObject({ host: false, hostRequests: [], requests: [], hosts: [] })
    expect(state.notice?.text).toBe('You are not a host of this room any more.')
    expect(pageStorage.hostToken(CODE)).toBeUndefined()
  })
})
