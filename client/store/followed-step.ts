import type { StepPoint } from '../../shared/lit-lines.ts'
import type { StepView } from '../../shared/protocol.ts'
import type { Room } from './room.ts'
import { beganUnderSetting } from './settings-terms.ts'

/** Milliseconds that a transaction is followed at least, if it lasts that long, so that its sentence can be read. */
const HOLD_MS = 1500

export type KnownStep = StepView & { point: StepPoint }

/** The transaction whose lines are lit, and since when on the clock of Redis. */
export interface Followed {
  step: KnownStep
  since: number
}

const POINTS: ReadonlySet<string> = new Set<StepPoint>(['read', 'think', 'backoff', 'blocked'])
const isKnown = (step: StepView): step is KnownStep => POINTS.has(step.point)

/** Steps of the transactions that certainly run the room's present strategy. */
export function stepsOfStrategy({ steps, terms }: Pick<Room, 'steps' | 'terms'>): KnownStep[] {
  return steps.filter(isKnown).filter((step) => beganUnderSetting(terms.strategy, step, step.at))
}

/** The transaction to follow: the player's own newest, else the newest of all. Each is held for `HOLD_MS`. */
export function stepToFollow(
  steps: readonly KnownStep[],
  before: Followed | null,
  { me, now }: { me?: string | undefined; now: number },
): Followed | null {
  const mine = steps.filter(({ player }) => player === me)
  const pool = mine.length > 0 ? mine : steps
  const known = pool.find(({ tx, player }) => tx === before?.step.tx && player === before.step.player)
  if (before && known && now < before.since + HOLD_MS) return { step: known, since: before.since }
  const newest = pool.reduce<KnownStep | undefined>(
    (latest, step) => (latest && latest.at >= step.at ? latest : step),
    undefined,
  )
  if (!newest) return null
  return { step: newest, since: before && newest === known ? before.since : now }
}

/** How many transactions are at each point. */
export function countAt(steps: readonly KnownStep[]): ReadonlyMap<StepPoint, number> {
  const counts = new Map<StepPoint, number>()
  for (const { point } of steps) counts.set(point, (counts.get(point) ?? 0) + 1)
  return counts
}
