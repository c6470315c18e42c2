import { nanoid } from 'nanoid'
import { PLAYER_ID } from '../../shared/ids.ts'
import { LIMITS } from '../../shared/limits.ts'
import type { ClientMessage, Seat, ServerMessage, Settings } from '../../shared/protocol.ts'
import { PROTOCOL } from '../../shared/protocol-version.ts'
import type { Answer, Lead, SetBots } from '../../shared/rounds/class-messages.ts'
import type { Language } from '../../shared/rounds/lesson.ts'
import { applyMessage } from '../store/apply-message.ts'
import type { Pending } from '../store/own-transactions.ts'
import type { SideEffect } from '../store/side-effects.ts'
import {
  disconnected,
  entering,
  initialState,
  renaming,
  requesting,
  type State,
  sending,
} from '../store/state.ts'
import { outOfSight } from '../store/write-verdict.ts'
import type { PageStorage } from './local-storage.ts'
import { createRoomSocket, socketAddress } from './room-socket.ts'

const INSPECT_MS = 1000
/** Characters of a seat's secret, 144 random bits. */
const SECRET = 24

export interface RoomSession {
  join(nickname: string): void
  /** Asks the host for the seat of the player of that name, who is away; null ends the request. */
  request(nickname: string | null): void
  /** A host's answer to one of the `requests`. */
  grant(request: string, granted: boolean): void
  fire(amount: number): void
  /** Asks for a strategy's file. */
  readSource(strategy: string): void
  configure(settings: Partial<Settings>): void
  reset(opening: number): void
  rename(nickname: string): void
  kick(player: string): void
  /** The host moves the room on from the phase that this page shows. */
  lead(what: Omit<Lead, 'type' | 'number'>): void
  answer(what: Omit<Answer, 'type' | 'number'>): void
  giveHint(): void
  setBots(what: Omit<SetBots, 'type'>): void
  /** Asks for the list of lessons. */
  readLessons(): void
  speak(language: Language): void
  killNode(node: string): void
  leave(): void
  /** Tries to connect at once, if there is no connection. */
  retryNow(): void
  close(): void
}

export interface SessionOptions {
  code: string
  as: 'player' | 'screen'
  pageStorage: PageStorage
  onState(state: State): void
  /** A message could not be understood: from now on the page might show something wrong. */
  onFailure(error: unknown): void
  /** The server speaks another version of the protocol than the page. */
  onOtherProtocol(): void
}

/** One page's visit to one room: `apply` turns messages into states, and the session carries out their side effects. */
export function createRoomSession(options: SessionOptions): RoomSession {
  const { code, as, pageStorage, onState, onOtherProtocol, onFailure } = options
  let state: State = initialState
  /** This browser's request for the seat of a player who is away. */
  let request: { request: string; nickname: string; secret: string } | undefined
  let requestAgain: ReturnType<typeof setTimeout> | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let resending: ReturnType<typeof setTimeout> | undefined
  let inspectTimer: ReturnType<typeof setTimeout> | undefined
  const become = (next: State) => {
    if (next === state) return
    state = next
    onState(state)
  }

  function seat(): Seat | undefined {
    if (as === 'screen') return { kind: 'screen' }
    const kept = pageStorage.seat(code)
    if (kept) return { kind: 'resume', player: kept.player, secret: kept.secret }
    const joining = pageStorage.joining(code)
    return joining && { kind: 'new', ...joining }
  }
  function enter(): void {
    clearTimeout(again)
    const taken = seat()
    if (taken) become(entering(state, taken.kind === 'resume' ? pageStorage.seat(code)?.nickname : undefined))
    // Without a connection yet, the page enters when the server has greeted.
    if (state.connection.state !== 'open') return
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
    // The late answer to an earlier request of this page.
    if (message.type === 'requested' && message.request !== request?.request) return
    try {
      const next = applyMessage(state, message, Date.now())
      become(next.state)
      for (const sideEffect of next.sideEffects) carryOut(sideEffect)
    } catch (error) {
      onFailure(error)
    }
  }
  function carryOut(sideEffect: SideEffect): void {
    switch (sideEffect.is) {
      case 'enter':
        enter()
        sendRequest()
        break
      case 'enter-again':
        again = setTimeout(enter, sideEffect.afterMs)
        break
      case 'keep-seat': {
        const { player, secret, nickname } = sideEffect
        pageStorage.keepSeat(code, { player, secret, nickname })
        pageStorage.keepJoining(code, undefined)
        break
      }
      case 'forget-seat':
        pageStorage.keepSeat(code, undefined)
        break
      case 'forget-host-token':
        pageStorage.keepHostToken(code, undefined)
        break
      case 'forget-nickname':
        pageStorage.keepJoining(code, undefined)
        break
      case 'request-again':
        clearTimeout(requestAgain)
        requestAgain = setTimeout(sendRequest, sideEffect.afterMs)
        break
      case 'take-granted':
        if (!request) break
        pageStorage.keepSeat(code, { player: sideEffect.player, secret: request.secret })
        request = undefined
        enter()
        break
      case 'resend-pending':
        resend(pageStorage.pending(code, sideEffect.player))
        break
      case 'resend-checking':
        clearTimeout(resending)
        resending = setTimeout(() => {
          if (state.stage.at === 'inside') resend(state.own.filter((one) => one.phase.is === 'checking'))
        }, sideEffect.afterMs)
        break
      case 'drop-pending':
        pageStorage.dropPending(code, sideEffect.player, sideEffect.tx)
        break
      case 'ask-redis':
        inspectTimer ??= setTimeout(() => {
          inspectTimer = undefined
          send({ type: 'ping', sent: Date.now() })
        }, sideEffect.afterMs)
        break
      case 'reset-backoff':
        socket.resetBackoff()
        break
      case 'close':
        socket.close()
        break
      case 'report-other-protocol':
        onOtherProtocol()
        break
      default:
        sideEffect satisfies never
    }
  }
  function sendRequest(): void {
    if (request) send({ type: 'request-seat', code, ...request })
  }
  function resend(all: readonly Pending[]): void {
    for (const { tx, amount, epoch } of all) {
      become(sending(state, { tx, amount, epoch }, true))
      send({ type: 'fire', tx, amount, epoch, again: true })
    }
  }

  const inspecting = setInterval(() => {
    if (!state.room || state.stage.at !== 'inside') return
    const versions = outOfSight(state.room, state.own, LIMITS.inspect)
    if (versions.length > 0) send({ type: 'inspect', versions })
  }, INSPECT_MS)

  const socket = createRoomSocket(socketAddress(), {
    message: received,
    lost: (retryAt, cause) => become(disconnected(state, retryAt, Date.now(), cause)),
  })

  return {
    join(typed) {
      pageStorage.keepNickname(typed)
      pageStorage.keepJoining(code, { player: nanoid(PLAYER_ID), secret: nanoid(SECRET), nickname: typed })
      enter()
    },
    request(nickname) {
      clearTimeout(requestAgain)
      request = nickname === null ? undefined : { request: nanoid(), nickname, secret: nanoid(SECRET) }
      become(requesting(state, nickname))
      sendRequest()
    },
    grant: (request, granted) => void send({ type: 'answer-request', request, granted }),
    fire(amount) {
      const { you, room } = state
      if (!you || !room) return
      const pending = { tx: nanoid(), amount, epoch: room.epoch }
      pageStorage.keepPending(code, you.player, pending)
      become(sending(state, pending))
      send({ type: 'fire', ...pending })
    },
    readSource: (strategy) => void send({ type: 'read-source', strategy }),
    configure: (settings) => void send({ type: 'configure', ...settings }),
    reset: (opening) => void send({ type: 'reset', opening }),
    rename(typed) {
      become(renaming(state))
      send({ type: 'rename', nickname: typed })
    },
    kick: (player) => void send({ type: 'kick', player }),
    lead: (what) => void send({ type: 'lead', number: state.classView?.number ?? 0, ...what }),
    answer: (what) => void send({ type: 'answer', number: state.classView?.number ?? 0, ...what }),
    giveHint: () => void send({ type: 'give-hint', number: state.classView?.number ?? 0 }),
    setBots: (what) => void send({ type: 'set-bots', ...what }),
    readLessons: () => void send({ type: 'read-lessons' }),
    speak: (language) => void send({ type: 'speak', language }),
    killNode: (node) => void send({ type: 'kill-node', node }),
    leave: () => void send({ type: 'leave' }),
    retryNow: () => socket.retryNow(),
    close() {
      clearInterval(inspecting)
      clearTimeout(again)
      clearTimeout(resending)
      clearTimeout(inspectTimer)
      clearTimeout(requestAgain)
      socket.close()
    },
  }
}
