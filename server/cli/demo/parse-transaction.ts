import { InvalidArgumentError } from 'commander'
import { isolated } from '../../../shared/isolated.ts'
import { LIMITS } from '../../../shared/limits.ts'
import { parseNickname } from '../../names/nickname.ts'
import { nicknameKey } from '../../names/nickname-key.ts'
import { wholeNumber } from '../../terminal/whole-number.ts'
import type { PlannedTransaction } from './run-result.ts'

export const MOST_TRANSACTIONS = 20

/** Parses `NAME:AMOUNT` and appends it to the transactions before. */
export function parseTransaction(text: string, before: PlannedTransaction[] = []): PlannedTransaction[] {
  const colon = text.lastIndexOf(':')
  if (colon < 1)
    throw new InvalidArgumentError(
      `It must be NAME:AMOUNT, with a name of 1 to ${LIMITS.nickname} characters.`,
    )
  const parsed = parseNickname(text.slice(0, colon))
  if ('wrong' in parsed)
    throw new InvalidArgumentError(`It must be NAME:AMOUNT, and that NAME cannot be used. ${parsed.wrong}`)
  const name = parsed.nickname
  const amount = wholeNumber(-LIMITS.amount, LIMITS.amount)(text.slice(colon + 1))
  if (amount === 0) throw new InvalidArgumentError('An amount must not be zero.')
  if (before.some((other) => nicknameKey(other.name) === nicknameKey(name)))
    throw new InvalidArgumentError(`There is already a transaction called ${isolated(name)}.`)
  if (before.length === MOST_TRANSACTIONS)
    throw new InvalidArgumentError(`At most ${MOST_TRANSACTIONS} transactions.`)
  return [...before, { name, amount }]
}
