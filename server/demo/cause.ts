import type { Books, RunResult } from './run-result.ts'
import { list, signed } from './words.ts'

/** More names than this are only counted. */
const NAMED = 4

export const RIGHT_BY_CHANCE = 'balance right, bank wrong'

/** Some transaction is not in the balance exactly once, or somebody else is. */
export const isWrong = ({ lost, doubled, outside }: Books): boolean =>
  lost.length > 0 || doubled.length > 0 || outside !== 0

/**
 * Why a run ended with its balance: which of its transactions are not in it once. The same set gives the same words,
 * whatever the order of the writes. Empty when all are in it once, and nothing else.
 */
export function cause({ balance, expected, unapplied, books }: RunResult): string {
  const causes: string[] = []
  const names = (those: readonly { name: string }[]): string[] => those.map(({ name }) => name).sort()
  if (books) {
    const lost = names(books.lost)
    const of = lost.length + books.kept.length
    // The newest write is always in the balance; being the only one, it is who wrote over all the others.
    const [only, ...more] = books.kept
    if (lost.length > 0 && more.length === 0) {
      causes.push(`${only} wrote last, over ${lost.length > NAMED ? `the ${of - 1} others` : list(lost)}`)
    } else if (lost.length > 0) {
      causes.push(lost.length > NAMED ? `${lost.length} of ${of} were lost` : `lost: ${list(lost)}`)
    }
    if (books.doubled.length > 0) causes.push(`booked more than once: ${list(names(books.doubled))}`)
    if (books.outside !== 0) causes.push(`from outside: ${signed(books.outside)}`)
    if (balance === expected && isWrong(books)) causes.push(RIGHT_BY_CHANCE)
  }
  if (unapplied.length > 0) causes.push(`not applied: ${list(names(unapplied))}`)
  return causes.join('; ')
}
