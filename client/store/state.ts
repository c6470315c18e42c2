import type { ErrorCode } from '../../shared/errors.ts'
import type { Greeted, HostDevice, HostRequest, SeatRequest, ServerMessage } from '../../shared/protocol.ts'
import type { Reached } from '../../shared/reached.ts'
import type { Rewound } from '../../shared/rewound.ts'
import type { ClassView } from '../../shared/rounds/class-messages.ts'
import type { LessonCard } from '../../shared/rounds/lesson.ts'
import type { RoundRecord } from '../../shared/rounds/round-record.ts'
import type { ClockSample } from './clock.ts'
import type { ConnectionCause } from './connection-cause.ts'
import { addSent, type OwnTransaction, type Pending } from './own-transactions.ts'
import type { Room } from './room.ts'

type Ended = Extract<ServerMessage, { type: 'ended' }>
type Entered = Extract<ServerMessage, { type: 'entered' }>
export type You = NonNullable<Entered['you']>

/** A strategy's file; `edition` says whether it is still the one that the list has. */
export type SourceFile = Pick<Extract<ServerMessage, { type: 'source' }>, 'edition' | 'source'>

export interface Problem {
  code: ErrorCode
  message: string
}

/** The connection to the server. Times are milliseconds on this machine's clock. */
export type ConnectionState =
  | { state: 'connecting' }
  | { state: 'open' }
  | { state: 'lost'; since: number; retryAt: number; stopping: boolean; cause: ConnectionCause }

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

/** What a browser asks for: the seat of an absent player, to be made a host, or to be one by a link. */
export type AskedFor = { asks: 'seat'; nickname: string } | { asks: 'host' } | { asks: 'link' }

/** What has become of it; `digits` show the host which browser asks. */
export type Progress =
  | { state: 'asking' }
  | { state: 'waiting'; digits: string }
  | { state: 'refused' }
  | { state: 'expired' }
  | { state: 'problem'; problem: Problem }

export type OwnRequest = AskedFor & Progress

export interface State {
  connection: ConnectionState
  stage: VisitStage
  greeted: Greeted | null
  /** The files of strategies that the server has sent, by id. */
  sources: ReadonlyMap<string, SourceFile>
  you: You | null
  /** The nickname of the stored seat with which the page has entered last. */
  called: string | null
  host: boolean
  /** For a host: the browsers that ask for the seat of a player who is away. */
  requests: readonly SeatRequest[]
  /** For a host: the players who ask to be made one. */
  hostRequests: readonly HostRequest[]
  /** For the first host: all hosts. */
  hosts: readonly HostDevice[]
  /** What this browser asks a host for. */
  request: OwnRequest | null
  room: Room | null
  /** What the class does now; null until the server has said it. */
  classView: ClassView | null
  /** The last round that is over, while its outcome is shown. */
  lastRound: RoundRecord | null
  /** The rounds that this page has been told of, oldest first. */
  rounds: readonly RoundRecord[]
  /** The lessons of the server; null until a host has asked for them. */
  lessons: readonly LessonCard[] | null
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
  /** Why the nickname that was asked for last was refused. */
  renameProblem: string | null
  /** A message to show once; the same sentence again gets a new `id`. */
  notice: { id: number; text: string } | null
}

export const initialState: State = {
  connection: { state: 'connecting' },
  stage: { at: 'door' },
  greeted: null,
  sources: new Map(),
  you: null,
  called: null,
  host: false,
  requests: [],
  hostRequests: [],
  hosts: [],
  request: null,
  room: null,
  classView: null,
  lastRound: null,
  rounds: [],
  lessons: null,
  rewound: null,
  own: [],
  closedAt: null,
  offset: 0,
  clockSamples: [],
  renameProblem: null,
  notice: null,
}

/** The state with the notice `text`. */
export function withNotice(state: State, text: string): State {
  return { ...state, notice: { id: (state.notice?.id ?? 0) + 1, text } }
}

/** The page asks to be let into the room. */
export const entering = (state: State, called: string | null = null): State => ({
  ...state,
  called,
  stage: { at: 'entering' },
})

/** The page asks for another nickname. */
export const renaming = (state: State): State => ({ ...state, renameProblem: null })

/** The page sends a transaction, or sends it again. */
export const sending = (state: State, pending: Pending, again = false): State => ({
  ...state,
  own: addSent(state.own, pending, again),
})

const UNKNOWN: ConnectionCause = { is: 'unknown' }

/** There is no connection; the next try is due at `retryAt`. */
export function disconnected(state: State, retryAt: number, now: number, cause = UNKNOWN): State {
  const { connection } = state
  const since = connection.state === 'lost' ? connection.since : now
  const stopping = connection.state === 'lost' && connection.stopping
  return { ...state, connection: { state: 'lost', since, retryAt, stopping, cause } }
}

/** Errors of `enter` for which a retry is no use. */
export const NO_WAY_IN: ReadonlySet<string> = new Set(['unknown-room', 'room-full', 'wrong-protocol'])

/** Of these, those that will be so for a new seat as well when the page is opened again. */
export const NO_SEAT: ReadonlySet<string> = new Set(['unknown-room', 'room-full'])

/** Errors of `enter` that pass; the page retries. */
export const PASSING: ReadonlySet<string> = new Set([
  'bank-closed',
  'server-full',
  'slow-down',
  'in-doubt',
  'internal',
])

/** The server is reached by other addresses now. */
export function withReached(state: State, message: Reached): State {
  if (!state.greeted) return state
  const { type: _, ...reached } = message
  const { inner: __, unreachable: ___, ...greeted } = state.greeted
  return { ...state, greeted: { ...greeted, ...reached } }
}
