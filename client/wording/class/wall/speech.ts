import type { ClassView } from '../../../../shared/rounds/class-messages.ts'
import type { RoundRecord } from '../../../../shared/rounds/round-record.ts'
import type { WallTexts } from './texts.ts'

/** Seconds before the end of a phase that a screen reader hears. */
export const TIME_MARKS: readonly number[] = [30, 10, 5]

/** What a screen reader hears when a phase begins, or is paused. */
export function phaseSpeech(
  { phase, lesson, left }: Pick<ClassView, 'phase' | 'lesson' | 'left'>,
  record: RoundRecord | null,
  words: WallTexts,
): string {
  if (phase === 'free') return ''
  const name = `${words.phases[phase]}.`
  if (left !== undefined) return `${words.paused.title}: ${name}`
  switch (phase) {
    case 'question':
    case 'talk':
      return `${name} ${lesson?.question?.text ?? words.guessOnPhone}`
    case 'transfer':
      return `${name} ${lesson?.transfer?.text ?? ''}`
    case 'running':
      return `${name} ${lesson?.watch ?? ''}`.trim()
    case 'reveal':
      return record ? `${name} ${verdictSpeech(record, words)}` : name
    default:
      return name
  }
}

/** Balances and verdict of a round that is over. */
function verdictSpeech({ actual, expected, lost, applied }: RoundRecord, words: WallTexts): string {
  const headline = words.headline(actual === null ? null : actual - expected, lost)
  return `${headline} ${lost > 0 ? `${words.lostOf(lost, applied)}.` : words.noneLost(applied)}`
}
