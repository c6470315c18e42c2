import type { ClassView } from '../../../../shared/rounds/class-messages.ts'
import type { RoundRecord } from '../../../../shared/rounds/round-record.ts'
import type { WallTexts } from './texts.ts'

/** The line at the foot of the projector: what is to be done, or what has been, and a quieter addition. */
export function footOf(
  view: ClassView,
  record: RoundRecord | null,
  words: WallTexts,
): { strong: string; more: string } {
  const { phase, lesson, here, done, round, left } = view
  const title = lesson?.title ?? words.withoutLesson
  if (left !== undefined) return { strong: title, more: '' }
  switch (phase) {
    case 'free':
      return { strong: '', more: '' }
    case 'lobby':
    case 'settling':
    case 'learnt':
      return { strong: title, more: view.practice ? words.practice : '' }
    case 'question':
    case 'transfer':
      return { strong: words.todo[phase], more: '' }
    case 'talk':
      return { strong: words.todo.talk, more: words.convince }
    case 'countdown':
      return { strong: words.todo.countdown, more: lesson?.watch ?? '' }
    case 'running':
      return {
        strong: lesson?.watch ?? words.phases.running,
        more: view.ends?.kind === 'each' ? words.fired(done, here) : '',
      }
    case 'reveal':
      return record && record.lost > 0
        ? { strong: words.lostOf(record.lost, record.applied), more: words.onPhones }
        : { strong: words.onPhones, more: '' }
    case 'podium':
      return { strong: title, more: words.round(round) }
    case 'over':
      return { strong: words.todo.over, more: '' }
  }
}
