import type { Entry } from '../../shared/journal.ts'
import type { Frame, StepView } from '../../shared/protocol.ts'
import { transactionKey } from '../../shared/transaction-key.ts'

/** Milliseconds that a step is shown past its end while its outcome has not been told. */
const GRACE_MS = 3000
/** The same for a booked transaction, whose outcome may never be told. */
const BOOKED_GRACE_MS = 500
/** Milliseconds by which a server's estimate of the clock of Redis may be behind. */
const SKEW_MS = 20

/** Whether a step began after its transaction's entry: the strategy still runs, and may book again or take back. */
export const isAfter = ({ at, point }: StepView, { wroteAt }: Pick<Entry, 'wroteAt'>): boolean =>
  at > wroteAt - (point === 'blocked' ? 0 : SKEW_MS)

/** Whether the step's transaction has written already. */
type IsBooked = (step: StepView) => boolean

/**
 * The running transactions after a frame. A frame has only new steps. A new step replaces the one before it of the same
 * transaction, a write ends the steps before it, and an outcome ends the last one.
 */
export function stepsAfter(
  steps: readonly StepView[],
  { steps: fresh = [], unapplied = [], at }: Pick<Frame, 'steps' | 'unapplied' | 'at'>,
  written: readonly Pick<Entry, 'player' | 'tx' | 'wroteAt'>[],
  isBooked: IsBooked,
): StepView[] {
  const running = new Map([...steps, ...fresh].map((step) => [transactionKey(step), step]))
  for (const entry of written) {
    const key = transactionKey(entry)
    const step = running.get(key)
    if (step && !isAfter(step, entry)) running.delete(key)
  }
  for (const one of unapplied) running.delete(transactionKey(one))
  return stepsAt([...running.values()], at, isBooked)
}

/** The steps that still run at `at`. Only its player is told when a booked transaction ends, so other steps expire. */
export function stepsAt(steps: readonly StepView[], at: number, isBooked: IsBooked): StepView[] {
  return steps.filter((step) => step.until + (isBooked(step) ? BOOKED_GRACE_MS : GRACE_MS) > at)
}
