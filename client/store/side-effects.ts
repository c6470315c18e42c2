/**
 * What a message from the server makes the page do beside showing the new state: for the connection and for what is
 * stored. The session does these in order. `afterMs`: milliseconds to wait first.
 */
export type SideEffect =
  /** Ask to be let into the room, with the stored seat or the nickname that was typed. */
  | { is: 'enter' }
  | { is: 'enter-again'; afterMs: number }
  | { is: 'keep-seat'; player: string; secret: string; nickname: string }
  | { is: 'forget-seat' }
  | { is: 'forget-host-token' }
  /** The door asks for another one: the seat that was asked for is given up. */
  | { is: 'forget-nickname' }
  /** Ask a host again, while none has answered. */
  | { is: 'request-again'; afterMs: number }
  /** What this browser has asked for is done. */
  | { is: 'end-request' }
  /** The host has given this browser the seat: keep it, and enter with it. */
  | { is: 'take-granted'; player: string }
  /** Send again what is stored as not settled; the server makes sure that it is booked once. */
  | { is: 'resend-pending'; player: string }
  /** Send again whatever is in doubt then. */
  | { is: 'resend-checking'; afterMs: number }
  /** The transaction is settled: it is not to be sent again. */
  | { is: 'drop-pending'; player: string; tx: string }
  /** Ask the server whether Redis answers, unless that is about to be asked. */
  | { is: 'ask-redis'; afterMs: number }
  /** The connection works: after the next loss, reconnect soon. */
  | { is: 'reset-backoff' }
  /** Close the connection and do not reconnect. */
  | { is: 'close' }
  /** The server speaks another version of the protocol: another page is needed. */
  | { is: 'report-other-protocol' }
