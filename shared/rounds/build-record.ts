import type { Entry } from '../journal.ts'
import type { Unapplied } from '../room-view.ts'
import type { Choice } from './lesson.ts'
import type { RoundRecord, Story } from './round-record.ts'

/** One player's answers to the question of a round. */
export interface Answers {
  first?: { choice?: Choice | undefined; balance?: number | undefined } | undefined
  second?: { choice?: Choice | undefined; balance?: number | undefined } | undefined
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
  players: readonly { player: string; nickname: string; bot: boolean; removed: boolean; here: boolean }[]
  answers: ReadonlyMap<string, Answers>
}

/** The record of a round, and every player's own story of it. */
export interface BuiltRound {
  record: RoundRecord
  stories: ReadonlyMap<string, Story>
}
