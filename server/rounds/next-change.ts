import { PACE } from '../../shared/pace.ts'
import type { RoundPlan } from '../../shared/rounds/lesson.ts'
import { type Phase, type PhaseEvent, type Plan, phaseAfter } from '../../shared/rounds/phases.ts'
import type { Lesson, LessonRound } from '../lessons/lesson.ts'
import { type ClassState, PLAIN } from './class-state.ts'
import type { Change } from './class-store.ts'

/** The lesson and the round that a change of the phase is about. */
export interface Course {
  /** The lesson that is on; absent in a round without one. */
  lesson?: Lesson | undefined
  /** With the event `lobby`: what the host has chosen. */
  chosen?: { lesson?: Lesson | undefined; plan?: RoundPlan | undefined } | undefined
  /** The lesson after this one. */
  after?: Lesson | undefined
}

/** How many bots a lesson's round has, and how fast. */
export type Bots = NonNullable<LessonRound['bots']>

/** Whether the round asks a question first. */
export const asks = (round: RoundPlan | LessonRound): boolean =>
  ('question' in round && round.question !== undefined) || round.guess === true

/** What the table of phases has to know. */
export function planFor({ step, plan }: Pick<ClassState, 'step' | 'plan'>, lesson?: Lesson): Plan {
  const round = lesson?.rounds[step] ?? plan
  const next = lesson?.rounds[step + 1]
  return {
    question: asks(round),
    talk: lesson !== undefined && asks(round),
    more: next !== undefined,
    nextQuestion: next !== undefined && asks(next),
    transfer: lesson?.transfer !== undefined,
  }
}

/** A round of a lesson as it is stored: without what its question has. */
export function planOf({ settings, opening, amounts, ends, practice, guess }: LessonRound): RoundPlan {
  return { settings, opening, amounts, ends, practice, ...(guess && { guess }) }
}

/** The change that the event makes; `undefined` when it has no place in the phase. */
export function changeFor(
  state: ClassState,
  event: PhaseEvent,
  course: Course,
): (Change & { bots?: Bots }) | undefined {
  const to = phaseAfter(state.phase, event, planFor(state, course.lesson))
  if (!to) return undefined
  const again = event === 'again'
  const further = state.phase === 'reveal' && event === 'next' && (to === 'question' || to === 'countdown')
  const step = state.step + (further ? 1 : 0)
  const lessonRound = course.lesson?.rounds[step]
  const plan = further && lessonRound ? planOf(lessonRound) : state.plan
  const begins =
    to === 'question' || (to === 'countdown' && state.phase !== 'question' && state.phase !== 'talk')
  const round = state.round + (begins ? 1 : 0)
  const set: Change['set'] = {
    phase: to,
    step: String(step),
    round: String(round),
    plan: JSON.stringify(plan),
  }
  const ms = timeFor(to, state, plan)
  const timeUp = event === 'time-up' && { timeUp: true as const }
  switch (to) {
    case 'lobby':
      return { ...lobby(state, course), ...timeUp }
    case 'question':
      set.order = ''
      Object.assign(set, { asked: String(round), askedStep: String(step), ...(further && { hints: '0' }) })
      return { set, ms, ...timeUp }
    case 'countdown': {
      set.raced = String(round)
      if (further) set.hints = '0'
      const { lesson } = state
      const { opening, practice } = plan
      const meta = JSON.stringify({
        ...(lesson && { lesson }),
        step,
        practice,
        opening,
        asked: !again && asks(lessonRound ?? plan),
      })
      const bots = lessonRound?.bots
      return {
        ...{ set, ms, ...timeUp },
        open: { opening: String(opening), meta, round },
        ...(!again && { settings: texts(plan.settings) }),
        ...(bots && !again && { bots }),
      }
    }
    case 'transfer':
      set.transferred = String(round)
      return { set, ms, ...timeUp }
    case 'running':
      return { set, ms, start: round, ...timeUp }
    case 'reveal':
      return { set, close: round, ...timeUp }
    case 'free': {
      Object.assign(set, { lesson: '', step: '0', hints: '0', asked: '0', epoch: '0', ...UNASKED })
      set.plan = JSON.stringify(PLAIN)
      return { set, restore: true, ...(isRoundsEpoch(state) && { open: { opening: String(PLAIN.opening) } }) }
    }
    default:
      return { set, ms, ...timeUp }
  }
}

/** What a lesson that has just been chosen, or left, has not asked or run. */
const UNASKED = { raced: '0', transferred: '0' } as const

/** Whether the room's epoch is that of a round, which is over. */
const isRoundsEpoch = ({ epoch }: ClassState): boolean => epoch > 0

function lobby(state: ClassState, { lesson, chosen, after }: Course): Change & { bots?: Bots } {
  // `next` on the podium goes on to the following lesson.
  const next = chosen ? chosen.lesson : state.phase === 'podium' ? after : lesson
  const plan = chosen?.plan ?? (next ? planOf(next.rounds[0]) : PLAIN)
  // A question whose round was never opened: the next round takes its number.
  const dropped = state.phase === 'question' || state.phase === 'talk'
  return {
    set: {
      ...{
        phase: 'lobby',
        lesson: next?.id ?? '',
        step: '0',
        plan: JSON.stringify(plan),
        hints: '0',
        asked: '0',
        order: '',
        ...UNASKED,
      },
      ...(dropped && { round: String(state.round - 1) }),
    },
    restore: true,
    ...(dropped && { drop: state.round }),
    ...(next?.rounds[0].bots && { bots: next.rounds[0].bots }),
  }
}

function timeFor(to: Phase, { untimed }: ClassState, { ends }: RoundPlan): number | undefined {
  switch (to) {
    case 'question':
    case 'talk':
    case 'transfer':
      return untimed ? undefined : PACE.phases[to]
    case 'countdown':
    case 'settling':
      return PACE.phases[to]
    case 'running':
      return ends.kind === 'time' ? ends.ms : undefined
    default:
      return undefined
  }
}

const texts = (settings: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(settings)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  )
