import type { ConnectionRefusal } from '../../shared/connection-check.ts'

/** Why the page has no live connection, as far as it knows. */
export type ConnectionCause =
  | { is: 'unknown' }
  /** The server does not answer by HTTP, either: it restarts, or the network is away. */
  | { is: 'unreachable' }
  /** Another page answers in the place of the server: the sign-in page of a hotel, or the one of a web filter. */
  | { is: 'other-page' }
  /** The server itself refuses it. */
  | { is: 'refused'; code: ConnectionRefusal; message: string }
  /** The server answers by HTTP, but no WebSocket gets through. */
  | { is: 'blocked' }
