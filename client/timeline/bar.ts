import type { WriteVerdict } from '../store/write-verdict.ts'

/** A transaction on a timeline. */
export interface Bar {
  key: string
  tx: string
  player: string
  /** 0 while nothing is written. */
  version: number
  /** `refused`: an attempt that another write came before. `repeated`: one that was repeated, the page cannot know why. `think`: nothing read yet. `blocked`: waits for a lock. `outside`: a mark where a write from outside was met. */
  kind: 'wrote' | 'refused' | 'repeated' | 'read' | 'think' | 'backoff' | 'blocked' | 'outside'
  verdict: WriteVerdict | 'outside'
  /** Its write overwrote another one on the timeline. */
  killer: boolean
  /** A repeated booking, by a blind retry. */
  again: boolean
  /** It wrote below zero although the room refuses that. */
  breach: boolean
  lane: number
  row: number
  /** Milliseconds on the clock of Redis; `to` is null while it grows. */
  from: number
  to: number | null
  amount: number
  /** What the write did to the balance: usually `amount`, also while nothing is written. */
  effect: number
  /** It wrote without a read. */
  blind: boolean
  /** Its transaction has been booked already. */
  booked: boolean
  /** It takes back what its transaction had booked. */
  back: boolean
  seen: number | null
  wrote: number | null
  attempt: number
  /** Its transaction gave up with this attempt. */
  last?: boolean
}
