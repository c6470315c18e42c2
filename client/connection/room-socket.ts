import { PACE } from '../../shared/pace.ts'
import { SERVER_FULL } from '../../shared/page-errors.ts'
import type { ClientMessage, ServerMessage } from '../../shared/protocol.ts'
import { BASE_PATH } from '../router/base-path.ts'
import type { ConnectionCause } from '../store/connection-cause.ts'
import { askServer } from './ask-server.ts'
import { type Answer, answered, NO_DIAGNOSIS, tryFailed } from './diagnosis.ts'
import { backoff, onPossiblyOnline } from './reconnect.ts'

const PING_MS = 5000
const PONG_WITHIN_MS = 10_000
/** The close code of a connection that ended without a close frame. */
const NO_CLOSE_FRAME = 1006

export interface RoomSocket {
  /** False when there is no connection to send it on. */
  send(message: ClientMessage): boolean
  /** The next reconnect waits as briefly as the first one. */
  resetBackoff(): void
  /** Gives a try that hangs up, and tries to connect at once; does nothing while it is connected. */
  retryNow(): void
  /** Closes for good: it does not reconnect. */
  close(): void
}

export interface SocketEvents {
  message(message: ServerMessage): void
  /** There is no connection, for this reason; the next try is due at `retryAt`. Called again when more is known. */
  lost(retryAt: number, cause: ConnectionCause): void
}

/** One try to connect. */
interface Try {
  ws: WebSocket
  /** The server had answered that all is well when it began. */
  wellBefore: boolean
  /** A message has come: it was a live connection. */
  live: boolean
}

export function socketAddress(location: Location = window.location): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${BASE_PATH}/ws`
}

/**
 * A connection that reconnects: it notices silence, waits longer after each try, and retries at once on
 * `onPossiblyOnline`. After a try that brought no message it asks by HTTP why.
 */
export function createRoomSocket(
  address: string,
  events: SocketEvents,
  openWithinMs: number = PACE.openWithinMs,
): RoomSocket {
  let current: Try | undefined
  let attempt = 0
  let heardAt = 0
  let closed = false
  let diagnosis = NO_DIAGNOSIS
  let asking = false
  let retryAt = 0
  let opening: ReturnType<typeof setTimeout> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let heartbeat: ReturnType<typeof setInterval> | undefined

  const send = (message: ClientMessage): boolean => {
    if (current?.ws.readyState !== WebSocket.OPEN) return false
    current.ws.send(JSON.stringify(message))
    return true
  }
  function connect(): void {
    clearTimeout(retry)
    retry = undefined
    const ws = new WebSocket(address)
    const mine: Try = { ws, wellBefore: diagnosis.well, live: false }
    current = mine
    // A connection that hangs: its node may have died, or the network swallows it.
    const within = () => {
      clearTimeout(opening)
      opening = setTimeout(() => drop(mine), openWithinMs)
    }
    within()
    ws.onopen = () => {
      if (current !== mine) return
      within()
      heardAt = Date.now()
      clearInterval(heartbeat)
      heartbeat = setInterval(beat, PING_MS)
      send({ type: 'ping', sent: Date.now() })
    }
    ws.onmessage = ({ data }) => {
      if (current !== mine) return
      clearTimeout(opening)
      mine.live = true
      diagnosis = NO_DIAGNOSIS
      heardAt = Date.now()
      events.message(JSON.parse(String(data)) as ServerMessage)
    }
    ws.onclose = (event) => drop(mine, event?.code)
  }
  function beat(): void {
    if (Date.now() - heardAt > PONG_WITHIN_MS && current) drop(current)
    else send({ type: 'ping', sent: Date.now() })
  }
  function drop(mine: Try, code?: number): void {
    if (current !== mine) return
    current = undefined
    clearTimeout(opening)
    clearInterval(heartbeat)
    mine.ws.close()
    if (closed) return
    if (!mine.live) failed(mine, code)
    const wait = backoff(attempt++, diagnosis.cause.is === 'blocked' ? PACE.blockedRetryMs : undefined)
    retry = setTimeout(connect, wait)
    retryAt = Date.now() + wait
    events.lost(retryAt, diagnosis.cause)
  }
  function failed(mine: Try, code: number | undefined): void {
    const { close, message } = SERVER_FULL
    if (code === close) {
      diagnosis = answered(diagnosis, { is: 'refused', code: 'server-full', message })
      return
    }
    // An answer that is on its way says nothing about the time after this try.
    if (asking) return
    // A close frame came through, so nothing on the way blocks it.
    const silent = code === undefined || code === NO_CLOSE_FRAME
    if (silent) diagnosis = tryFailed(diagnosis, mine.wellBefore)
    asking = true
    void askServer(address).then(learn)
  }
  function learn(answer: Answer): void {
    asking = false
    // Meanwhile it was closed, or is connected.
    if (closed || current?.live) return
    diagnosis = answered(diagnosis, answer)
    events.lost(retryAt, diagnosis.cause)
  }
  const retryNow = (): void => {
    if (current?.live || closed) return
    const hanging = current
    clearTimeout(opening)
    connect()
    hanging?.ws.close()
  }
  const stopHoping = onPossiblyOnline(() => {
    if (retry !== undefined) connect()
    else send({ type: 'ping', sent: Date.now() })
  })
  connect()

  return {
    send,
    retryNow,
    resetBackoff() {
      attempt = 0
    },
    close() {
      closed = true
      stopHoping()
      clearTimeout(opening)
      clearTimeout(retry)
      clearInterval(heartbeat)
      current?.ws.close()
      current = undefined
    },
  }
}
