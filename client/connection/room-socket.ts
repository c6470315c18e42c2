import type { ClientMessage, ServerMessage } from '../../shared/protocol.ts'
import { BASE_PATH } from '../router/base-path.ts'
import { backoff, onPossiblyOnline } from './reconnect.ts'

/** A connection that is not open after this time hangs: the node that took it may have died. */
const OPEN_WITHIN_MS = 5000
const PING_MS = 5000
const PONG_WITHIN_MS = 10_000

export interface RoomSocket {
  /** False when there is no connection to send it on. */
  send(message: ClientMessage): boolean
  /** The next reconnect waits as briefly as the first one. */
  resetBackoff(): void
  /** Closes for good: it does not reconnect. */
  close(): void
}

export interface SocketEvents {
  message(message: ServerMessage): void
  /** The connection is gone; the next try is due at `retryAt`. */
  lost(retryAt: number): void
}

export function socketAddress(location: Location = window.location): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${BASE_PATH}/ws`
}

/** A connection that reconnects: it notices silence, waits longer after each try, and retries at once on `onPossiblyOnline`. */
export function createRoomSocket(address: string, events: SocketEvents): RoomSocket {
  let ws: WebSocket | undefined
  let attempt = 0
  let heardAt = 0
  let closed = false
  let opening: ReturnType<typeof setTimeout> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let heartbeat: ReturnType<typeof setInterval> | undefined

  const send = (message: ClientMessage): boolean => {
    if (ws?.readyState !== WebSocket.OPEN) return false
    ws.send(JSON.stringify(message))
    return true
  }
  function connect(): void {
    clearTimeout(retry)
    retry = undefined
    const mine = new WebSocket(address)
    ws = mine
    opening = setTimeout(() => drop(mine), OPEN_WITHIN_MS)
    mine.onopen = () => {
      clearTimeout(opening)
      heardAt = Date.now()
      heartbeat = setInterval(beat, PING_MS)
      send({ type: 'ping', sent: Date.now() })
    }
    mine.onmessage = ({ data }) => {
      if (ws !== mine) return
      heardAt = Date.now()
      events.message(JSON.parse(String(data)) as ServerMessage)
    }
    mine.onclose = () => drop(mine)
  }
  function beat(): void {
    if (Date.now() - heardAt > PONG_WITHIN_MS && ws) drop(ws)
    else send({ type: 'ping', sent: Date.now() })
  }
  function drop(mine: WebSocket): void {
    if (ws !== mine) return
    ws = undefined
    clearTimeout(opening)
    clearInterval(heartbeat)
    mine.close()
    if (closed) return
    const wait = backoff(attempt++)
    retry = setTimeout(connect, wait)
    events.lost(Date.now() + wait)
  }
  const stopHoping = onPossiblyOnline(() => {
    if (retry !== undefined) connect()
    else if (ws) send({ type: 'ping', sent: Date.now() })
  })
  connect()

  return {
    send,
    resetBackoff() {
      attempt = 0
    },
    close() {
      closed = true
      stopHoping()
      clearTimeout(opening)
      clearTimeout(retry)
      clearInterval(heartbeat)
      ws?.close()
      ws = undefined
    },
  }
}
