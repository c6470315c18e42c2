import type { Frame, StepView } from '../../shared/protocol.ts'
import { transactionKey } from '../../shared/transaction-key.ts'

/** Milliseconds that a past attempt is remembered: as long as any timeline reaches back. */
const REMEMBERED_MS = 30_000
const MOST = 90

/** An attempt that read and did not end its transaction. Times are milliseconds on the clock of Redis. */
export interface PastAttempt {
  tx: string
  player: string
  amount: number
  seen: number | null
  attempt: number
  from: number
  to: number
  /** Another write came first. False: its reply may have been lost instead, and it may have written. */
  refused: boolean
  /** It was the last one: the transaction gave up. */
  last: boolean
}

interface Change extends Pick<Frame, 'at' | 'steps' | 'unapplied'> {
  /** The running transactions before this frame. */
  before: readonly StepView[]
  /** Whether replies are lost on purpose: then the page cannot tell why an attempt was repeated. */
  losesReplies: boolean
}

/** The attempts after a frame, oldest first: an attempt is past when its transaction reads again, or gives up. */
export function pastAttemptsAfter(
  known: readonly PastAttempt[],
  { before, steps = [], unapplied = [], at, losesReplies }: Change,
): readonly PastAttempt[] {
  const running = new Map(before.map((step) => [transactionKey(step), step]))
  const added: PastAttempt[] = []
  const end = (key: string, to: number, last: boolean): void => {
    const step = running.get(key)
    if (step?.point !== 'read') return
    const { tx, player, amount, seen = null, attempt, at: from } = step
    added.push({ tx, player, amount, seen, attempt, from, to, refused: !losesReplies, last })
  }
  for (const step of steps) {
    const key = transactionKey(step)
    const earlier = running.get(key)
    if (earlier && step.attempt > earlier.attempt) end(key, step.at, false)
    running.set(key, step)
  }
  for (const one of unapplied) {
    if (one.outcome === 'gave-up' && one.why === 'attempts-used-up') end(transactionKey(one), one.at, true)
  }
  const kept = known.filter(({ to }) => to > at - REMEMBERED_MS)
  if (added.length === 0 && kept.length === known.length) return known
  return [...kept, ...added].slice(-MOST)
}
