import type { ClassView } from '../../../../shared/rounds/class-messages.ts'
import type { RoundRecord } from '../../../../shared/rounds/round-record.ts'
import type { WallTexts } from './texts.ts'

/** The line at the foot of the projector: what is to be done, or what has been, and a quieter addition. */
export function footOf(
  view: ClassView,
  record: RoundRecord | null,
  words: WallTexts,
): { strong: string; more: string } {
  const { phase, lesson, here, done, bots, round } = view
  switch (phase) {
    case 'free':
      return { strong: '', more: '' }
    case 'lobby':
      return { strong: lesson?.title ?? words.withoutLesson, more: words.here(here, bots.count) }
    case 'question':
    case 'transfer':
      return { strong: words.todo[phase], more: words.answered(done, here) }
    case 'talk':
      return { strong: words.todo.talk, more: `${words.convince} ${words.answeredAgain(done, here)}` }
    case 'countdown':
      return { strong: words.todo.countdown, more: lesson?.watch ?? '' }
    case 'running':
      return {
        strong: lesson?.watch ?? words.phases.running,
        more: view.ends?.kind === 'each' ? words.fired(done, here) : '',
      }
    case 'settling':
      return { strong: words.todo.settling, more: '' }
    case 'reveal':
      return {
        strong:
          record && record.lost > 0
            ? words.lostOf(record.lost, record.applied)
            : words.noneLost(record?.applied ?? 0),
        more: words.onPhones,
      }
    case 'learnt':
      return { strong: lesson?.title ?? words.phases.learnt, more: '' }
    case 'podium':
      return { strong: lesson?.title ?? words.withoutLesson, more: words.round(round) }
    case 'over':
      return { strong: words.todo.over, more: '' }
  }
}
