import type { ErrorCode } from '../../shared/errors.ts'
import type { Greeted, ServerMessage } from '../../shared/protocol.ts'
import type { Rewound } from '../../shared/rewound.ts'
import type { ClockSample } from './clock.ts'
import { addSent, type OwnTransaction, type Pending } from './own-transactions.ts'
import type { Room } from './room.ts'

type Ended = Extract<ServerMessage, { type: 'ended' }>
type Entered = Extract<ServerMessage, { type: 'entered' }>
export type You = NonNullable<Entered['you']>

export interface Problem {
  code: ErrorCode
  message: string
}

/** The connection to the server. Times are milliseconds on this machine's clock. */
export type ConnectionState =
  | { state: 'connecting' }
  | { state: 'open' }
  | { state: 'lost'; since: number; retryAt: number; stopping: boolean }

/** The state of this page's visit to its room. */
export type VisitStage =
  /** The page asks for a nickname; `problem` says what was wrong with the last one. */
  | { at: 'door'; problem?: Problem }
  | { at: 'entering' }
  | { at: 'inside' }
  /** The server cannot let the page in now; the page retries. */
  | { at: 'waiting'; problem: Problem }
  /** The server refused, and a retry is no use. */
  | { at: 'refused'; problem: Problem }
  | { at: 'over'; reason: Exclude<Ended['reason'], 'server-stopping'> }

export interface State {
  connection: ConnectionState
  stage: VisitStage
  greeted: Greeted | null
  you: You | null
  host: boolean
  room: Room | null
  /** What Redis has forgotten of the account; null when no such thing is known. */
  rewound: Rewound | null
  /** The player's own transactions, newest first. */
  own: readonly OwnTransaction[]
  /** Since when the server has had no answer from Redis, on this machine's clock; null while it has. */
  closedAt: number | null
  /** Redis time minus this machine's, in milliseconds. */
  offset: number
  /** The last few pongs, from which the offset is estimated. */
  clockSamples: readonly ClockSample[]
  /** A message to show once; the same sentence again gets a new `id`. */
  notice: { id: number; text: string } | null
}

export const initialState: State = {
  connection: { state: 'connecting' },
  stage: { at: 'door' },
  greeted: null,
  you: null,
  host: false,
  room: null,
  rewound: null,
  own: [],
  closedAt: null,
  offset: 0,
  clockSamples: [],
  notice: null,
}

/** The state with the notice `text`. */
export function withNotice(state: State, text: string): State {
  return { ...state, notice: { id: (state.notice?.id ?? 0) + 1, text } }
}

/** The page asks to be let into the room. */
export const entering = (state: State): State => ({ ...state, stage: { at: 'entering' } })

/** The page sends a transaction, or sends it again. */
export const sending = (state: State, pending: Pending, again = false): State => ({
  ...state,
  own: addSent(state.own, pending, again),
})

/** The connection is gone; the next try is due at `retryAt`. */
export function disconnected(state: State, retryAt: number, now: number): State {
  const { connection } = state
  const since = connection.state === 'lost' ? connection.since : now
  const stopping = connection.state === 'lost' && connection.stopping
  return { ...state, connection: { state: 'lost', since, retryAt, stopping } }
}
