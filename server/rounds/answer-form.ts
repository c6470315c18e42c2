import { BankError } from '../../shared/errors.ts'
import type { Answer } from '../../shared/rounds/class-messages.ts'
import type { Phase } from '../../shared/rounds/phases.ts'
import type { Lesson } from '../lessons/lesson.ts'
import type { Given } from './answers.ts'

/** The answer in the form that the question of the phase asks for. Throws `BankError` `bad-answer`. */
export function givenIn(
  { choice, balance }: Pick<Answer, 'choice' | 'balance'>,
  lesson: Lesson | undefined,
  { phase, step }: { phase: Phase; step: number },
): Given {
  const question = phase === 'transfer' ? lesson?.transfer : lesson?.rounds[step]?.question
  if (question && question.choices.length > 0) {
    if (choice === undefined || balance !== undefined || !question.choices.includes(choice))
      throw new BankError('bad-answer')
    return { choice }
  }
  if (balance === undefined || choice !== undefined) throw new BankError('bad-answer')
  return { balance }
}
