import type { Entry } from '../../shared/journal.ts'
import type { Frame, StepView } from '../../shared/protocol.ts'
import { transactionKey } from '../../shared/transaction-key.ts'

/** Milliseconds past its end that a step whose outcome was not told is still shown. */
const GRACE_MS = 3000
/** The same where its transaction is booked, so that no outcome may come. */
const BOOKED_GRACE_MS = 500
/** Milliseconds by which a server's idea of the clock of Redis may be behind. */
const SKEW_MS = 20

/** Whether a step of the entry's transaction began when that was written: its strategy goes on, and may book again or take it back. */
export const isAfter = ({ at, point }: StepView, { wroteAt }: Pick<Entry, 'wroteAt'>): boolean =>
  at > wroteAt - (point === 'blocked' ? 0 : SKEW_MS)

/** Whether a write of its transaction has been made already. */
type IsBooked = (step: StepView) => boolean

/**
 * The transactions under way after a frame: a frame tells only new steps, and one of them ends the step before it of
 * the same transaction; a write ends what came before it, and an outcome the last.
 */
export function stepsAfter(
  steps: readonly StepView[],
  { steps: fresh = [], unapplied = [], at }: Pick<Frame, 'steps' | 'unapplied' | 'at'>,
  written: readonly Pick<Entry, 'player' | 'tx' | 'wroteAt'>[],
  isBooked: IsBooked,
): StepView[] {
  const underWay = new Map([...steps, ...fresh].map((step) => [transactionKey(step), step]))
  for (const entry of written) {
    const key = transactionKey(entry)
    const step = underWay.get(key)
    if (step && !isAfter(step, entry)) underWay.delete(key)
  }
  for (const one of unapplied) underWay.delete(transactionKey(one))
  return stepsAt([...underWay.values()], at, isBooked)
}

/** Those that are under way still. That a transaction has ended as it was booked is told to its player only. */
export function stepsAt(steps: readonly StepView[], at: number, isBooked: IsBooked): StepView[] {
  return steps.filter((step) => step.until + (isBooked(step) ? BOOKED_GRACE_MS : GRACE_MS) > at)
}
