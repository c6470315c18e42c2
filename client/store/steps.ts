import type { Frame, StepView } from '../../shared/protocol.ts'

/** Milliseconds past its end that a step whose outcome was not told is still shown. */
const GRACE_MS = 3000

const id = ({ player, tx }: { player: string; tx: string }): string => `${player} ${tx}`

/**
 * The transactions under way after a frame: a frame tells only new steps, and one of them ends the step before it of
 * the same transaction; its outcome ends the last. `ended` are the entries of the frame.
 */
export function stepsAfter(
  steps: readonly StepView[],
  { steps: fresh = [], unapplied = [], at }: Pick<Frame, 'steps' | 'unapplied' | 'at'>,
  ended: readonly { player: string; tx: string }[],
): StepView[] {
  const underWay = new Map([...steps, ...fresh].map((step) => [id(step), step]))
  for (const one of [...ended, ...unapplied]) underWay.delete(id(one))
  return [...underWay.values()].filter(({ until }) => until + GRACE_MS > at)
}
