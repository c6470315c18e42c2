import type { ServerMessage } from '../../shared/protocol.ts'
import type { Language } from '../../shared/rounds/lesson.ts'

export type EndReason = Extract<ServerMessage, { type: 'ended' }>['reason']

/** A host of the room as its connections know it: by the hash of its secret. */
export interface KnownHost {
  id: string
  secretHash: string
}

/** One connection as a room sees it. Only the gateway knows that it is a WebSocket. */
export interface Session {
  /** The player on it; `undefined` for a screen. */
  readonly player: string | undefined
  /** The id of the host that it is; `undefined` without a host's rights. */
  readonly host: string | undefined
  /** The language of its page; English when absent. */
  readonly language?: Language
  /** Bytes that were sent but not yet taken by the network. */
  readonly buffered: number
  send(message: ServerMessage): void
  /** Sends an encoded message; all connections get the same bytes. */
  sendEncoded(text: string): void
  /** The room has these hosts now: the connection may have become one, or be none any more. */
  hostsChanged(hosts: readonly KnownHost[]): void
  /** Ends this connection's stay in the room. */
  end(reason: EndReason): void
}
