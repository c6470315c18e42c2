import type { ServerMessage } from '../../shared/protocol.ts'

export type EndReason = Extract<ServerMessage, { type: 'ended' }>['reason']

/** One connection as a room sees it. Only the gateway knows that it is a WebSocket. */
export interface Session {
  /** The player on it; `undefined` for a screen. */
  readonly player: string | undefined
  /** Bytes handed over and not yet taken by the network. */
  readonly buffered: number
  send(message: ServerMessage): void
  /** An encoded message, the same bytes for everyone. */
  sendEncoded(text: string): void
  /** The room has ended for this connection. */
  end(reason: EndReason): void
}
