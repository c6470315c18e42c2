import type { RoundRecord } from '../../../../shared/rounds/round-record.ts'
import type { WallTexts } from '../../../wording/class/wall/texts.ts'

/** What else is to be said of a round, a sentence each: what Redis forgot, what was refused, and what was not booked. */
export function besideLoss(
  { forgotten, conflicts, unapplied }: Pick<RoundRecord, 'forgotten' | 'conflicts' | 'unapplied'>,
  words: WallTexts,
): string[] {
  const notApplied = unapplied.rejected + unapplied['gave-up'] + unapplied.failed
  const counted = (sentence: string): string => (unapplied.atLeast ? words.atLeast(sentence) : sentence)
  return [
    ...(forgotten > 0 ? [words.forgotten(forgotten)] : []),
    ...(conflicts > 0 ? [counted(words.refusedAttempts(conflicts))] : []),
    ...(notApplied > 0 ? [counted(words.notApplied(notApplied))] : []),
  ]
}
