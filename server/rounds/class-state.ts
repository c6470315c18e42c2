import { z } from 'zod'
import { RoundPlan } from '../../shared/rounds/lesson.ts'
import { PHASES, type Phase } from '../../shared/rounds/phases.ts'
import { roomKeys } from '../redis/keys.ts'
import type { Wire } from '../redis/wire.ts'

const whole = z.coerce.number().int()
const Count = whole.nonnegative().default(0)
/** A time or a duration in milliseconds; '' when there is none. */
const Perhaps = z.union([z.literal('').transform(() => undefined), whole]).optional()
const Flag = z
  .string()
  .transform((text) => text === '1')
  .default(false)

/** What a round is like when no lesson says so. */
export const PLAIN: RoundPlan = {
  settings: {},
  opening: 100,
  amounts: { kind: 'any' },
  ends: { kind: 'time', ms: 60_000 },
  practice: false,
}

const Plan = z
  .string()
  .transform((text, context): RoundPlan => {
    try {
      return RoundPlan.parse(JSON.parse(text))
    } catch {
      context.addIssue('not a plan')
      return z.NEVER
    }
  })
  .default(PLAIN)

/** What the class of a room does now, as Redis has it. Every field is absent in a room that never had a round. */
const ClassState = z.object({
  /** +1 with every change. */
  number: Count,
  /** The number with which the phase began; pausing and extending it count as changes, too. */
  began: Count,
  phase: z.enum(PHASES).default('free'),
  /** Its id; '' for a round without one. */
  lesson: z.string().default(''),
  /** Which round of the lesson is on, or comes next; from 0. */
  step: Count,
  round: Count,
  /** The plan of that round. */
  plan: Plan,
  startedAt: whole.default(0),
  deadline: Perhaps,
  paused: Flag,
  /** While it is paused: how much of the phase is left. */
  left: Perhaps,
  /** Questions have no deadline. */
  untimed: Flag,
  hints: Count,
  /** The round before which the lesson's question was asked last, and its step; 0: not yet. */
  asked: Count,
  askedStep: Count,
  /** The newest round that has begun since the lobby, and the one after which the transfer question was asked; 0: none. */
  raced: Count,
  transferred: Count,
  /** In a round with powers: the ids of the first ten players, as the countdown found them. */
  order: z
    .string()
    .transform((text) => text.split(' ').filter((id) => id !== ''))
    .default([]),
  /** The epoch of the round; 0 before it is opened. */
  epoch: Count,
  /** How many answers, and how many records there are: others have to be read when it changes. */
  answers: Count,
  recorded: Count,
})
export type ClassState = z.infer<typeof ClassState>

/** The fields of a hash as HGETALL answers them. */
export function fieldsOf(flat: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = {}
  for (let i = 0; i < flat.length; i += 2) fields[flat[i] as string] = flat[i + 1] as string
  return fields
}

export const FREE: ClassState = ClassState.parse({})

/** Reads it. A hash that a command from outside has damaged counts as that of a room that never had a round. */
export async function loadClass(wire: Wire, code: string): Promise<ClassState> {
  const flat = (await wire.command(['HGETALL', roomKeys(code).class])) as string[]
  const state = ClassState.safeParse(fieldsOf(flat)).data ?? FREE
  const { plan, order } = state
  if (plan.amounts.kind !== 'powers') return state
  const amounts = { kind: 'powers' as const, ...(order.length > 0 && { order }) }
  return { ...state, plan: { ...plan, amounts } }
}

/** Phases in which the settings of the room stay as they are. */
export const ROUND_IS_ON: readonly Phase[] = ['question', 'talk', 'countdown', 'running', 'settling']
/** Phases that can be paused, and are when no page is connected. */
export const PAUSABLE: readonly Phase[] = ['question', 'talk', 'countdown', 'running', 'transfer']
