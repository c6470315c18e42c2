import { isolated } from '../../../shared/isolated.ts'
import { signed } from '../../../shared/money.ts'
import { listText } from '../../terminal/phrases.ts'
import type { Books, RunResult } from './run-result.ts'

/** At most this many names are listed; more are counted. */
const NAMED = 4

export const RIGHT_BY_CHANCE = 'balance right, bank wrong'

/** Whether a transaction is not in the balance once with its amount, or something else is in it. */
export const isWrong = ({ lost, doubled, wrong, refusedInBalance, outside, unexplained }: Books): boolean =>
  [lost, doubled, wrong, refusedInBalance].some(({ length }) => length > 0) ||
  outside !== 0 ||
  unexplained !== 0

/** `wrong result: 150, but 100 is expected` */
export const wrongResultText = ({ balance, expected }: Pick<RunResult, 'balance' | 'expected'>): string =>
  `wrong result: ${balance}, but ${expected} is expected`

/**
 * Why a run ended with its balance: which of its transactions are not in it exactly once. The text does not depend on the
 * order of the writes. Empty when the balance holds each transaction once and nothing else.
 */
export function resultCause({ balance, expected, unapplied, books }: RunResult): string {
  const causes: string[] = []
  const names = (those: readonly { name: string }[]): string[] =>
    those.map(({ name }) => isolated(name)).sort()
  const add = (what: string, those: readonly { name: string }[]): void => {
    if (those.length > 0) causes.push(`${what}: ${listText(names(those))}`)
  }
  if (books) {
    const lost = names(books.lost)
    const of = lost.length + books.kept.length
    // The newest write is always in the balance. If it is the only one, it has overwritten all others.
    const [only, ...more] = books.kept
    if (lost.length > 0 && only !== undefined && more.length === 0) {
      causes.push(`${only} wrote last, over ${lost.length > NAMED ? `the ${of - 1} others` : listText(lost)}`)
    } else if (lost.length > 0) {
      causes.push(lost.length > NAMED ? `${lost.length} of ${of} were lost` : `lost: ${listText(lost)}`)
    }
    add('booked more than once', books.doubled)
    add('booked a wrong amount', books.wrong)
    add('refused, yet in the balance', books.refusedInBalance)
    add('went below zero', books.below)
    add('refused without a reason', books.falselyRefused)
    if (books.outside !== 0) causes.push(`from outside: ${signed(books.outside, 'ascii')}`)
    if (books.unexplained !== 0) causes.push(wrongResultText({ balance, expected }))
    if (balance === expected && isWrong(books)) causes.push(RIGHT_BY_CHANCE)
  }
  add('not applied', unapplied)
  return causes.join('; ')
}
