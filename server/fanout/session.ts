import type { ServerMessage } from '../../shared/protocol.ts'
import type { Language } from '../../shared/rounds/lesson.ts'

export type EndReason = Extract<ServerMessage, { type: 'ended' }>['reason']

/** One connection as a room sees it. Only the gateway knows that it is a WebSocket. */
export interface Session {
  /** The player on it; `undefined` for a screen. */
  readonly player: string | undefined
  /** Whether it has the rights of a host. */
  readonly host: boolean
  /** The language of its page; English when absent. */
  readonly language?: Language
  /** Bytes that were sent but not yet taken by the network. */
  readonly buffered: number
  send(message: ServerMessage): void
  /** Sends an encoded message; all connections get the same bytes. */
  sendEncoded(text: string): void
  /** Ends this connection's stay in the room. */
  end(reason: EndReason): void
}
