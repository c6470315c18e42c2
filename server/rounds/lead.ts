import { BankError } from '../../shared/errors.ts'
import { LIMITS } from '../../shared/limits.ts'
import { PACE } from '../../shared/pace.ts'
import type { Lead } from '../../shared/rounds/class-messages.ts'
import type { Language } from '../../shared/rounds/lesson.ts'
import type { PhaseEvent } from '../../shared/rounds/phases.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { unmetOf } from '../lessons/unmet.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import { loadBotsWish } from './bots-wish.ts'
import { checkSettings } from './check-settings.ts'
import { type ClassState, PLAIN } from './class-state.ts'
import { type Changed, changeClass, timeClass } from './class-store.ts'
import { type Bots, type Course, changeFor } from './next-change.ts'
import { needsMet } from './unmet.ts'

/** The room whose class is moved on. */
export interface LeadContext {
  code: string
  services: RoomServices
  /** The room's current epoch. */
  epoch: number
  /** That of the host's page. */
  language?: Language | undefined
}

export const lessonOf = (lessons: readonly Lesson[], id: string): Lesson | undefined =>
  id === '' ? undefined : lessons.find((lesson) => lesson.id === id)

/** The lesson that is on, and the one after it. */
function courseOf({ lessons }: RoomServices, { lesson: id }: ClassState): Course {
  const lesson = lessonOf(lessons, id)
  return { lesson, after: lesson && lessons[lessons.indexOf(lesson) + 1] }
}

/** Does what the host asks for. Throws `BankError`. */
export async function lead(context: LeadContext, state: ClassState, asked: Lead): Promise<void> {
  const { code, services } = context
  const { number, event, extendMs = PACE.extendMs } = asked
  if (number !== state.number) throw new BankError('moved-on')
  if (event === 'pause' || event === 'resume' || event === 'extend')
    return timeClass(services.wires.ioredis, code, number, event, extendMs)
  const course = courseOf(services, state)
  // Then the next lesson begins.
  if (event === 'next' && state.phase === 'podium' && course.after) await requireMet(context, course.after)
  const chosen = event === 'lobby' ? { chosen: await chosenBy(context, asked) } : {}
  const changed = await apply(context, state, event, { ...course, ...chosen })
  if (changed === undefined) throw new BankError('not-now')
  if (changed !== 'done') throw new BankError('moved-on')
}

/** Moves the class on by itself. `moved`: it is not in that phase any more. */
export async function moveOn(context: LeadContext, state: ClassState, event: PhaseEvent): Promise<Changed> {
  return (await apply(context, state, event, courseOf(context.services, state))) ?? 'moved'
}

async function apply(
  { code, services, epoch }: LeadContext,
  state: ClassState,
  event: PhaseEvent,
  course: Course,
): Promise<Changed | undefined> {
  const next = changeFor(state, event, course)
  if (!next) return undefined
  if (Number(next.set.round) > LIMITS.rounds) throw new BankError('rounds-used-up')
  const { bots, ...change } = next
  // The account of the round that ends is not always that of the room's present epoch on this node.
  const at = change.close ? state.epoch : epoch
  const changed = await changeClass(services.wires.ioredis, code, state.number, at, change)
  if (changed === 'done' && state.phase === 'transfer') services.onLearnt?.(code)
  if (changed === 'done' && bots) await seatBots(services, code, bots, next.set.phase === 'lobby')
  return changed
}

async function requireMet({ code, services, language = 'en' }: LeadContext, lesson: Lesson): Promise<void> {
  const unmet = unmetOf(lesson.needs, await needsMet([lesson], services, code), language)
  if (unmet) throw new BankError('lesson-unmet', unmet)
}

async function chosenBy(context: LeadContext, asked: Lead): Promise<Course['chosen']> {
  const { code, services } = context
  const { lesson: id, round } = asked
  if (id !== undefined) {
    const lesson = lessonOf(services.lessons, id)
    if (!lesson) throw new BankError('unknown-lesson')
    await requireMet(context, lesson)
    return { lesson }
  }
  if (round?.settings) await checkSettings(services, code, round.settings)
  const given = Object.fromEntries(Object.entries(round ?? {}).filter(([, value]) => value !== undefined))
  return { plan: { ...PLAIN, ...given } }
}

/**
 * Those of a lesson, unless the host has chosen another number since the lobby (`isNew`: it is the lobby); a lesson that bots would spoil has none.
 * Without a place for them the lesson goes on all the same.
 */
async function seatBots(
  { seatBots, log, wires }: RoomServices,
  code: string,
  { count, perSecond }: Bots,
  isNew: boolean,
): Promise<void> {
  try {
    const { byHost } = await loadBotsWish(wires.ioredis, code)
    if (byHost && !isNew && count > 0) return
    await seatBots?.(code, count, perSecond)
  } catch (error) {
    if (!(error instanceof BankError)) log(error, `room ${code}: its bots could not be seated`)
  }
}
