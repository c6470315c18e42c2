import { signed } from '../../shared/money.ts'
import type { ProcessOutcome } from '../../shared/proof/exploration.ts'

/** What became of a transaction; it decides the colour. */
export type OutcomeFate =
  | 'kept'
  | 'untold'
  | 'lost'
  | 'doubled'
  | 'wrong'
  | 'yet'
  | 'refused'
  | 'falsely-refused'
  | 'gave-up'
  | 'failed'
  | 'hung'

const DID_NOTHING: Record<Exclude<ProcessOutcome['outcome'], 'applied'>, OutcomeFate> = {
  rejected: 'refused',
  'gave-up': 'gave-up',
  failed: 'failed',
  hung: 'hung',
}

/** `refused`, `booked +100 instead of +50`, … */
export function outcomeText(one: ProcessOutcome): { fate: OutcomeFate; text: string } {
  const { outcome, amount, booked, effect, untold, falselyRefused, why } = one
  if (outcome !== 'applied') {
    const fate = outcome === 'rejected' && falselyRefused ? 'falsely-refused' : DID_NOTHING[outcome]
    const word = WORDS[fate] ?? fate
    if (booked > 0 || effect !== 0)
      return { fate: 'yet', text: `${word}, yet ${signed(effect)} is in the balance` }
    return { fate, text: why === undefined || fate !== 'failed' ? word : (FAILED[why] ?? word) }
  }
  if (booked === 0) return { fate: 'lost', text: untold ? 'lost, and its player was never told' : 'lost' }
  if (booked > 1) {
    const often = booked === 2 ? 'twice' : `${booked} times`
    const wrong = effect === booked * amount ? '' : `, ${signed(effect)} in all`
    return { fate: 'doubled', text: `booked ${often}${wrong}` }
  }
  if (effect !== amount)
    return { fate: 'wrong', text: `booked ${signed(effect)} instead of ${signed(amount)}` }
  if (untold) return { fate: 'untold', text: 'in the balance, and its player was never told' }
  return { fate: 'kept', text: 'kept' }
}

const WORDS: Partial<Record<OutcomeFate, string>> = {
  'falsely-refused': 'refused, though it was covered all the while',
  'gave-up': 'gave up',
  hung: 'hangs',
}

const FAILED: Record<string, string> = {
  'wrote-nothing': 'failed: its script wrote nothing',
  'node-crashed': 'stopped by the crash: did nothing',
  'round-over': 'the round was over: did nothing',
  'no-answer': 'failed: no answer, and nothing booked',
}
