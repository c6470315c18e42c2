import type { Entry } from '../journal.ts'
import type { Unapplied } from '../room-view.ts'
import type { Choice } from './lesson.ts'
import type { RoundRecord } from './round-record.ts'

interface GivenAnswer {
  choice?: Choice | undefined
  balance?: number | undefined
}

/** One player's answers to the question of a round: alone, and after talking. */
export interface Answers {
  first?: GivenAnswer | undefined
  second?: GivenAnswer | undefined
}

/** A player of the room, as the round's end found them. */
export interface RoundPlayer {
  player: string
  nickname: string
  bot: boolean
  removed: boolean
  here: boolean
}

/** What a record is made of. All of it is fixed once the account is closed. */
export interface RoundFacts
  extends Pick<
    RoundRecord,
    | 'round'
    | 'epoch'
    | 'lesson'
    | 'step'
    | 'practice'
    | 'settings'
    | 'nodes'
    | 'startedAt'
    | 'endedAt'
    | 'opening'
    | 'right'
  > {
  /** What `GET` said when the account was closed; null when that was no number. */
  actual: number | null
  /** The whole journal of the epoch, oldest first. */
  entries: readonly Entry[]
  unapplied: readonly Unapplied[]
  /** Acknowledged transactions that Redis has forgotten. */
  forgotten: readonly Pick<Entry, 'tx' | 'player' | 'amount'>[]
  /** In the order of joining. */
  players: readonly RoundPlayer[]
  answers: ReadonlyMap<string, Answers>
}
