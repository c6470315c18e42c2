import { describe, expect, it } from 'vitest'
import { outcomeText } from '../../../client/wording/outcome-words.ts'
import type { ProcessOutcome } from '../../../shared/proof/exploration.ts'

describe('the outcome of a transaction', () => {
  const outcome = (more: Partial<ProcessOutcome>): ProcessOutcome => ({
    ...{ process: 1, node: 'A', amount: 50, outcome: 'applied', booked: 1, effect: 50 },
    ...more,
  })
  it.each([
    [{}, 'kept', 'kept'],
    [{ untold: true }, 'untold', 'in the balance, and its player was never told'],
    [{ effect: 100 }, 'wrong', 'booked +100 instead of +50'],
    [{ effect: 0 }, 'wrong', 'booked 0 instead of +50'],
    [{ booked: 0, effect: 0 }, 'lost', 'lost'],
    [{ booked: 2, effect: 100 }, 'doubled', 'booked twice'],
    [{ booked: 2, effect: 120 }, 'doubled', 'booked twice, +120 in all'],
    [{ outcome: 'rejected', booked: 0, effect: 0 }, 'refused', 'refused'],
    [
      { outcome: 'rejected', booked: 0, effect: 0, falselyRefused: true },
      'falsely-refused',
      'refused, though it was covered all the while',
    ],
    [{ outcome: 'rejected', effect: 50 }, 'yet', 'refused, yet +50 is in the balance'],
    [{ outcome: 'gave-up', booked: 0, effect: 0 }, 'gave-up', 'gave up'],
    [{ outcome: 'hung', booked: 0, effect: 0 }, 'hung', 'hangs'],
    [
      { outcome: 'failed', why: 'wrote-nothing', booked: 0, effect: 0 },
      'failed',
      'failed: its script wrote nothing',
    ],
    [{ outcome: 'failed', why: 'beyond-limits', booked: 0, effect: 0 }, 'failed', 'failed'],
  ] as [Partial<ProcessOutcome>, string, string][])('%j is told as %s: %s', (more, fate, text) => {
    expect(outcomeText(outcome(more))).toEqual({ fate, text })
  })
})
