import { nanoid } from 'nanoid'
import { PLAYER_ID } from '../../shared/ids.ts'
import { LIMITS } from '../../shared/limits.ts'
import type { ClientMessage, Seat, ServerMessage } from '../../shared/protocol.ts'
import { PROTOCOL } from '../../shared/protocol-version.ts'
import { applyMessage } from '../store/apply-message.ts'
import { requesting } from '../store/own-request.ts'
import type { Pending } from '../store/own-transactions.ts'
import type { SideEffect } from '../store/side-effects.ts'
import { disconnected, entering, initialState, renaming, type State, sending } from '../store/state.ts'
import { outOfSight } from '../store/write-verdict.ts'
import { type ClassActions, classActions } from './class-actions.ts'
import { type HostActions, hostActions } from './host-actions.ts'
import type { PageStorage } from './local-storage.ts'
import { OwnRequest, SECRET } from './own-request.ts'
import { createRoomSocket, socketAddress } from './room-socket.ts'

const INSPECT_MS = 1000

export interface RoomSession extends HostActions, ClassActions {
  join(nickname: string): void
  /** Asks the host for the seat of the player of that name, who is away. */
  requestSeat(nickname: string): void
  /** Asks the hosts to make this browser one. */
  requestHost(): void
  /** Makes this browser a host by a link, as soon as the page is in the room. */
  useHostLink(link: string): void
  /** Stops asking. */
  endRequest(): void
  fire(amount: number): void
  /** Asks for a strategy's file. */
  readSource(strategy: string): void
  rename(nickname: string): void
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
  const request = new OwnRequest({
    code,
    pageStorage,
    send,
    isInside: () => state.stage.at === 'inside' && state.connection.state === 'open',
  })

  function received(message: ServerMessage): void {
    // The late answer to an earlier request of this page.
    if (message.type === 'requested' && !request.isAnswer(message)) return
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
        request.send()
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
        request.sendAfter(sideEffect.afterMs)
        break
      case 'end-request':
        request.end()
        break
      case 'take-granted':
        if (request.secret === undefined) break
        pageStorage.keepSeat(code, { player: sideEffect.player, secret: request.secret })
        request.end()
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
    ...hostActions(send),
    ...classActions(send, () => state.classView?.number ?? 0),
    join(typed) {
      pageStorage.keepNickname(typed)
      pageStorage.keepJoining(code, { player: nanoid(PLAYER_ID), secret: nanoid(SECRET), nickname: typed })
      enter()
    },
    requestSeat(nickname) {
      become(requesting(state, { asks: 'seat', nickname }))
      request.seat(nickname)
    },
    requestHost() {
      become(requesting(state, { asks: 'host' }))
      request.host()
    },
    useHostLink(link) {
      if (state.host) return
      become(requesting(state, { asks: 'link' }))
      request.link(link)
    },
    endRequest() {
      become(requesting(state, null))
      request.end()
    },
    fire(amount) {
      const { you, room } = state
      if (!you || !room) return
      const pending = { tx: nanoid(), amount, epoch: room.epoch }
      pageStorage.keepPending(code, you.player, pending)
      become(sending(state, pending))
      send({ type: 'fire', ...pending })
    },
    readSource: (strategy) => void send({ type: 'read-source', strategy }),
    rename(typed) {
      become(renaming(state))
      send({ type: 'rename', nickname: typed })
    },
    leave: () => void send({ type: 'leave' }),
    retryNow: () => socket.retryNow(),
    close() {
      clearInterval(inspecting)
      clearTimeout(again)
      clearTimeout(resending)
      clearTimeout(inspectTimer)
      request.end()
      socket.close()
    },
  }
}
