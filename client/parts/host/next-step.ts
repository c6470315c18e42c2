import type { ClassView, Lead } from '../../../shared/rounds/class-messages.ts'
import type { LessonCard } from '../../../shared/rounds/lesson.ts'
import type { HostTexts } from '../../wording/class/host/texts.ts'

/** The table of phases needs no plan to say whether an event has a place in a phase. */
export const NO_PLAN = { question: false, talk: false, more: false, nextQuestion: false, transfer: false }

export interface NextStep {
  label: string
  /** What to send; null when the host has to choose or to wait first. */
  lead: Omit<Lead, 'type' | 'number'> | null
  /** The host has to choose a lesson first. */
  choose: boolean
}

/** The lesson after the one that is on, if this server can do one. */
export function lessonAfter(
  { lesson }: ClassView,
  lessons: readonly LessonCard[] | null,
): LessonCard | undefined {
  const at = lesson?.number ?? 0
  return lessons?.find(({ number, unmet }) => number > at && unmet === undefined)
}

/** What a host's one big button does in the present phase. */
export function nextStep(view: ClassView, lessons: readonly LessonCard[] | null, texts: HostTexts): NextStep {
  const { phase, lesson, left } = view
  if (left !== undefined) return { label: texts.resume, lead: { event: 'resume' }, choose: false }
  switch (phase) {
    case 'free':
    case 'over':
      return { label: phase === 'free' ? texts.next.free : texts.chooseLesson, lead: null, choose: true }
    case 'lobby':
      return { label: lesson ? texts.next.lobby : texts.round, lead: { event: 'next' }, choose: false }
    case 'settling':
      return { label: texts.next.settling, lead: null, choose: false }
    case 'podium': {
      const after = lessonAfter(view, lessons)
      return after
        ? { label: texts.nextLesson(after.title), lead: { event: 'lobby', lesson: after.id }, choose: false }
        : { label: texts.chooseLesson, lead: null, choose: true }
    }
    default:
      return { label: texts.next[phase], lead: { event: 'next' }, choose: false }
  }
}
