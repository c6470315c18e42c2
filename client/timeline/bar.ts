import type { Verdict } from '../store/verdict.ts'

/** A transaction on a timeline. */
export interface Bar {
  key: string
  tx: string
  player: string
  /** 0 while nothing is written. */
  version: number
  /** `think` has read nothing yet, `read` has; `blocked` waits for a lock; `outside` is a mark where a foreign write was met. */
  kind: 'wrote' | 'read' | 'think' | 'backoff' | 'blocked' | 'outside'
  verdict: Verdict | 'outside'
  /** Its write overwrote another that can be seen. */
  killer: boolean
  /** It had been booked before, by a blind retry. */
  again: boolean
  /** It wrote below zero although the room refuses that. */
  breach: boolean
  lane: number
  row: number
  /** Times on the clock of Redis; `to` is null while it grows. */
  from: number
  to: number | null
  amount: number
  /** What the write did to the balance; `amount` mostly, and where nothing is written yet. */
  effect: number
  /** It built on no read. */
  blind: boolean
  /** Something of its transaction is booked already. */
  booked: boolean
  /** It takes back what its transaction had booked. */
  back: boolean
  seen: number | null
  wrote: number | null
  attempt: number
}
