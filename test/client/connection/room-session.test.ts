import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPageStorage, type PageStorage } from '../../../client/connection/local-storage.ts'
import { createRoomSession } from '../../../client/connection/room-session.ts'
import { initialState, type State } from '../../../client/store/state.ts'
import { ERRORS } from '../../../shared/errors.ts'
import type { ServerMessage } from '../../../shared/protocol.ts'
import { ANA, entered, frame, greeted, journal, START, settled, snapshot } from '../server-messages.ts'
import { FakeSocket, stubPage } from './fake-socket.ts'

let pageStorage: PageStorage
let state: State = initialState
const kept = new Map<string, string>()
const refusal = (code: keyof typeof ERRORS, tx: string): ServerMessage => ({
  ...{ type: 'error', code, message: ERRORS[code].message, re: 'fire', tx },
})

function open() {
  state = initialState
  const session = createRoomSession({
    ...{ code: 'K7Q4MX', as: 'player', pageStorage, onOtherProtocol: () => {} },
    onFailure(error) {
      throw error
    },
    onState: (next) => {
      state = next
    },
  })
  return session
}
function comeIn(): FakeSocket {
  const socket = FakeSocket.newest
  socket.onopen()
  socket.say(greeted, entered(ANA), snapshot([]))
  return socket
}

beforeEach(() => {
  vi.useFakeTimers()
  stubPage()
  kept.clear()
  pageStorage = createPageStorage(() => ({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('an unsettled transaction is sent again after a lost connection, marked as `again`', () => {
  const session = open()
  session.join('ana')
  const first = comeIn()
  session.fire(50)
  const [sent] = first.fired
  expect(sent).toMatchObject({ amount: 50, epoch: 1 })
  expect(sent).not.toHaveProperty('again')
  first.onclose()
  expect(state.connection.state).toBe('lost')
  vi.advanceTimersByTime(1000)
  const second = comeIn()
  expect(second).not.toBe(first)
  expect(second.fired).toEqual([{ ...sent, again: true }])
  const [entry] = journal([ANA, 50, { tx: sent?.tx ?? '' }])
  second.say(frame([entry]), settled(entry))
  expect(pageStorage.pending('K7Q4MX', ANA)).toEqual([])
  second.onclose()
  vi.advanceTimersByTime(1000)
  expect(comeIn().fired).toEqual([])
  session.close()
})

it('an unsettled transaction is sent again after a reload, from the local storage', () => {
  pageStorage.keepSeat('K7Q4MX', { player: ANA, secret: 's' })
  const pending = { tx: 'V1StGXR8_Z5jdHi6B-myT', amount: -150, epoch: 1 }
  pageStorage.keepPending('K7Q4MX', ANA, pending)
  const session = open()
  expect(comeIn().fired).toEqual([{ type: 'fire', ...pending, again: true }])
  session.close()
})

it('unsettled transactions are sent again after a reconnect when the browser refuses to store', () => {
  pageStorage = createPageStorage(() => {
    throw new Error('denied')
  })
  const session = open()
  session.join('ana')
  const first = comeIn()
  session.fire(50)
  session.fire(-150)
  first.onclose()
  vi.advanceTimersByTime(1000)
  const second = comeIn()
  expect(second.sent.find(({ type }) => type === 'enter')).toMatchObject({ seat: { kind: 'resume' } })
  expect(second.fired).toEqual(first.fired.map((fire) => ({ ...fire, again: true })))
  session.close()
})

it('a player who gives a name before the greeting enters once, right after it', () => {
  const session = open()
  session.join('ana')
  const first = comeIn()
  expect(first.sent.filter(({ type }) => type === 'enter')).toHaveLength(1)
  session.close()
})

it('a refusal ends a transaction that was sent once; after a re-send the page asks again', () => {
  const session = open()
  session.join('ana')
  const first = comeIn()
  session.fire(50)
  const tx = first.fired[0]?.tx ?? ''
  first.say(refusal('bank-closed', tx))
  expect(pageStorage.pending('K7Q4MX', ANA)).toEqual([])
  session.fire(70)
  first.onclose()
  vi.advanceTimersByTime(1000)
  const second = comeIn()
  const again = second.fired[0]?.tx ?? ''
  second.say(refusal('bank-closed', again))
  expect(pageStorage.pending('K7Q4MX', ANA)).toHaveLength(1)
  vi.advanceTimersByTime(2000)
  expect(second.fired.map((fire) => [fire.tx, fire.again])).toEqual([
    [again, true],
    [again, true],
  ])
  session.close()
})

it('while Redis is down the page asks the server every second whether it is up', () => {
  const session = open()
  session.join('ana')
  const socket = comeIn()
  const pings = () => socket.sent.filter(({ type }) => type === 'ping').length
  const pong = (redis: 'up' | 'down') => socket.say({ type: 'pong', sent: Date.now(), now: START, redis })
  const before = pings()
  pong('up')
  vi.advanceTimersByTime(1000)
  expect(pings()).toBe(before)
  for (let asked = 1; asked < 4; asked++) {
    pong('down')
    pong('down')
    vi.advanceTimersByTime(1000)
    expect(pings()).toBe(before + asked)
  }
  expect(state.closedAt).not.toBeNull()
  pong('up')
  expect(state.closedAt).toBeNull()
  session.close()
})

it('the page asks for a transaction in doubt until it is settled', () => {
  const session = open()
  session.join('ana')
  const socket = comeIn()
  session.fire(50)
  const tx = socket.fired[0]?.tx ?? ''
  for (let tries = 1; tries < 4; tries++) {
    socket.say(refusal('in-doubt', tx))
    vi.advanceTimersByTime(2000)
    expect(socket.fired).toHaveLength(1 + tries)
  }
  const [entry] = journal([ANA, 50, { tx }])
  socket.say(settled(entry))
  vi.advanceTimersByTime(10_000)
  expect(socket.fired).toHaveLength(4)
  session.close()
})

it('a connection that does not open within five seconds is replaced', () => {
  const session = open()
  session.join('ana')
  const hanging = FakeSocket.newest
  vi.advanceTimersByTime(4900)
  expect(FakeSocket.newest).toBe(hanging)
  vi.advanceTimersByTime(1000)
  const second = comeIn()
  expect(second).not.toBe(hanging)
  vi.advanceTimersByTime(5000)
  expect(FakeSocket.newest).toBe(second)
  session.close()
})
