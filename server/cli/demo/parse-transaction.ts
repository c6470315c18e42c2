import { InvalidArgumentError } from 'commander'
import { LIMITS } from '../../../shared/limits.ts'
import { nicknameKey, parseNickname } from '../../../shared/nickname.ts'
import { wholeNumber } from '../../terminal/whole-number.ts'
import type { PlannedTransaction } from './run-result.ts'

export const MOST_TRANSACTIONS = 20

/** Parses `NAME:AMOUNT` and appends it to the transactions before. */
export function parseTransaction(text: string, before: PlannedTransaction[] = []): PlannedTransaction[] {
  const colon = text.lastIndexOf(':')
  const name = parseNickname(text.slice(0, Math.max(0, colon)))
  if (!name)
    throw new InvalidArgumentError(
      `It must be NAME:AMOUNT, with a name of 1 to ${LIMITS.nickname} characters.`,
    )
  const amount = wholeNumber(-LIMITS.amount, LIMITS.amount)(text.slice(colon + 1))
  if (amount === 0) throw new InvalidArgumentError('An amount must not be zero.')
  if (before.some((other) => nicknameKey(other.name) === nicknameKey(name)))
    throw new InvalidArgumentError(`There is already a transaction called ${name}.`)
  if (before.length === MOST_TRANSACTIONS)
    throw new InvalidArgumentError(`At most ${MOST_TRANSACTIONS} transactions.`)
  return [...before, { name, amount }]
}
