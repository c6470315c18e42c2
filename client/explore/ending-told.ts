import { money, signed } from '../../shared/money.ts'
import type { Ending, Schedule } from '../../shared/proof/exploration.ts'
import { actsOf } from './acts.ts'
import { faceOf, isCracked, MARK_NAMES } from './marks.ts'

/** The order for those who hear it: `order 1 2 2 1`. */
export function orderTold(schedule: Schedule): string {
  const acts = actsOf(schedule).map(({ process, replyLost }) => {
    if (process === 0) return 'lock expires'
    return replyLost ? `${process} reply lost` : String(process)
  })
  return `order ${acts.join(acts.some((act) => act.length > 1) ? ', ' : ' ')}`
}

/** `P2's −150`; a transaction the scenario does not have goes by its number alone. */
export function transactionTold(process: number, transactions: readonly number[]): string {
  const amount = transactions[process - 1]
  return amount === undefined ? `P${process}` : `P${process}'s ${signed(amount)}`
}

/** How an interleaving ended, in half a sentence: `P2's −150 is lost`. */
export function fateTold(ending: Ending, transactions: readonly number[]): string {
  const { anomalies, lost } = ending
  if (anomalies.length === 0) return 'safe'
  const fates: string[] = []
  if (anomalies.includes('lost-update')) {
    const names = lost.map((process) => transactionTold(process, transactions))
    fates.push(
      lost.length === 0 ? 'an update is lost' : `${listed(names)} ${lost.length === 1 ? 'is' : 'are'} lost`,
    )
  }
  if (anomalies.includes('double-apply')) fates.push('a transaction is booked twice')
  if (anomalies.includes('overdraft')) fates.push('it goes below zero')
  if (anomalies.includes('starvation')) fates.push('a transaction gives up')
  return listed(fates)
}

/** The same where there is room for two words. */
export function fateInShort(ending: Ending, transactions: readonly number[]): string {
  const face = faceOf(ending)
  if (face !== 'lost-update') return MARK_NAMES[face]
  const [first = 0, ...more] = ending.lost
  const amount = transactions[first - 1]
  return `${more.length > 0 || amount === undefined ? ending.lost.length : signed(amount)} lost`
}

/** A tile for those who hear it. */
export function endingTold(ending: Ending, transactions: readonly number[]): string {
  const { schedule, balance, expected } = ending
  const sum = isCracked(ending)
    ? `balance ${money(balance)} is right, the bank is wrong`
    : balance === expected
      ? `balance ${money(balance)}`
      : `balance ${money(balance)}, expected ${money(expected)}`
  return `${orderTold(schedule)}: ${fateTold(ending, transactions)}, ${sum}`
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`
}
