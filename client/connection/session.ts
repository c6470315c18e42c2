import { nanoid } from 'nanoid'
import { ERRORS } from '../../shared/errors.ts'
import { LIMITS } from '../../shared/limits.ts'
import type { ClientMessage, Seat, ServerMessage, Settings } from '../../shared/protocol.ts'
import { PROTOCOL } from '../../shared/protocol-version.ts'
import { apply } from '../store/apply.ts'
import { type Pending, send as sent, unsettled } from '../store/own.ts'
import { initialState, type State } from '../store/state.ts'
import { outOfSight } from '../store/verdict.ts'
import { createClock } from './clock.ts'
import type { PageStorage } from './local-storage.ts'
import { createSocket, socketAddress } from './socket.ts'

const INSPECT_MS = 1000
const ENTER_AGAIN_MS = 2000
const FIRE_AGAIN_MS = 2000
/** How often the page asks the server about Redis while Redis does not answer. */
const ASK_MS = 1000

export interface Session {
  join(nickname: string): void
  fire(amount: number): void
  configure(settings: Partial<Settings>): void
  reset(opening: number): void
  rename(nickname: string): void
  kick(player: string): void
  killNode(node: string): void
  leave(): void
  close(): void
}

export interface SessionOptions {
  code: string
  as: 'player' | 'screen'
  pageStorage: PageStorage
  onState(state: State): void
  /** The server speaks another version of the protocol than the page. */
  onOtherProtocol(): void
}

/** One page's visit to one room: enters, reconnects, stores what must survive, and turns messages into states. */
export function createSession({ code, as, pageStorage, onState, onOtherProtocol }: SessionOptions): Session {
  let state: State = initialState
  let nickname: string | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let resending: ReturnType<typeof setTimeout> | undefined
  let asking: ReturnType<typeof setTimeout> | undefined
  const clock = createClock()
  const become = (next: State) => {
    if (next === state) return
    state = next
    onState(state)
  }

  function seat(): Seat | undefined {
    if (as === 'screen') return { kind: 'screen' }
    const kept = pageStorage.seat(code)
    if (kept) return { kind: 'resume', player: kept.player, secret: kept.secret }
    return nickname === undefined ? undefined : { kind: 'new', nickname }
  }
  function enter(): void {
    clearTimeout(again)
    const taken = seat()
    if (taken) become({ ...state, stage: { at: 'entering' } })
    // Without a connection yet, the page enters when the server has greeted.
    if (state.wire.state !== 'open') return
    // Before it asks for a nickname, the page checks that the room exists.
    if (!taken) {
      send({ type: 'find', code })
      return
    }
    const hostToken = pageStorage.hostToken(code)
    send({ type: 'enter', protocol: PROTOCOL, code, seat: taken, ...(hostToken && { hostToken }) })
  }
  const send = (message: ClientMessage) => socket.send(message)

  function received(message: ServerMessage): void {
    const now = Date.now()
    if (message.type === 'greeted' && message.protocol !== PROTOCOL) {
      socket.close()
      onOtherProtocol()
      become(
        apply(
          state,
          { type: 'error', code: 'wrong-protocol', message: ERRORS['wrong-protocol'].message, re: 'enter' },
          now,
        ),
      )
      return
    }
    if (message.type === 'pong') {
      become({ ...apply(state, message, now), offset: clock.sample(message.sent, now, message.now) })
    } else {
      become(apply(state, message, now))
      remember(message)
    }
    if (state.closedAt === null || asking !== undefined) return
    asking = setTimeout(() => {
      asking = undefined
      send({ type: 'ping', sent: Date.now() })
    }, ASK_MS)
  }

  /** What a message causes besides the new state: what to store, and what to send next. */
  function remember(message: ServerMessage): void {
    const { you } = state
    switch (message.type) {
      case 'greeted':
        become({ ...state, wire: { state: 'open' } })
        if (state.stage.at !== 'refused') enter()
        break
      case 'entered':
        if (you) enteredAs(you)
        break
      case 'settled':
        if (you) pageStorage.dropPending(code, you.player, message.tx)
        break
      case 'error':
        if (message.tx && you) refused(message.tx, you.player)
        if (message.code === 'cannot-resume') pageStorage.keepSeat(code, undefined)
        if (message.code === 'unknown-room') forget()
        if (state.stage.at === 'door') nickname = undefined
        if (state.stage.at === 'waiting') again = setTimeout(enter, ENTER_AGAIN_MS)
        break
      case 'ended':
        if (message.reason === 'server-stopping') break
        pageStorage.keepSeat(code, undefined)
        if (message.reason === 'expired') forget()
        socket.close()
        break
    }
  }
  function enteredAs(you: NonNullable<State['you']>): void {
    pageStorage.keepSeat(code, { player: you.player, secret: you.secret })
    resend(pageStorage.pending(code, you.player))
  }
  function resend(all: readonly Pending[]): void {
    for (const { tx, amount, epoch } of all) {
      become({ ...state, own: sent(state.own, { tx, amount, epoch }, true) })
      send({ type: 'fire', tx, amount, epoch, again: true })
    }
  }
  /** After a refused transaction: drops it when that is final, else sends it again until an outcome arrives. */
  function refused(tx: string, player: string): void {
    const own = state.own.find((one) => one.tx === tx)
    if (!own || !unsettled(own)) {
      pageStorage.dropPending(code, player, tx)
      return
    }
    clearTimeout(resending)
    resending = setTimeout(() => {
      if (state.stage.at === 'inside') resend(state.own.filter((one) => one.phase.is === 'checking'))
    }, FIRE_AGAIN_MS)
  }
  function forget(): void {
    pageStorage.keepSeat(code, undefined)
    pageStorage.keepHostToken(code, undefined)
  }

  const inspecting = setInterval(() => {
    if (!state.room || state.stage.at !== 'inside') return
    const versions = outOfSight(state.room, state.own, LIMITS.inspect)
    if (versions.length > 0) send({ type: 'inspect', versions })
  }, INSPECT_MS)

  const socket = createSocket(socketAddress(), {
    message: received,
    lost(retryAt) {
      const { wire } = state
      const since = wire.state === 'lost' ? wire.since : Date.now()
      const stopping = wire.state === 'lost' && wire.stopping
      become({ ...state, wire: { state: 'lost', since, retryAt, stopping } })
    },
  })

  return {
    join(typed) {
      nickname = typed
      pageStorage.keepNickname(typed)
      enter()
    },
    fire(amount) {
      const { you, room } = state
      if (!you || !room) return
      const pending = { tx: nanoid(), amount, epoch: room.epoch }
      pageStorage.keepPending(code, you.player, pending)
      become({ ...state, own: sent(state.own, pending) })
      send({ type: 'fire', ...pending })
    },
    configure: (settings) => void send({ type: 'configure', ...settings }),
    reset: (opening) => void send({ type: 'reset', opening }),
    rename: (typed) => void send({ type: 'rename', nickname: typed }),
    kick: (player) => void send({ type: 'kick', player }),
    killNode: (node) => void send({ type: 'kill-node', node }),
    leave: () => void send({ type: 'leave' }),
    close() {
      clearInterval(inspecting)
      clearTimeout(again)
      clearTimeout(resending)
      clearTimeout(asking)
      socket.close()
    },
  }
}
