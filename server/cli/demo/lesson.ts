import { signed } from '../../../shared/money.ts'
import { isWrong, RIGHT_BY_CHANCE, wrongResultText } from './result-cause.ts'
import type { RunResult } from './run-result.ts'
import type { Watcher } from './run-setup.ts'
import { namedTransaction, unappliedText } from './transaction-text.ts'

type Print = (line: string) => void

/** Prints each event as it happens, in the words of the lesson. */
export function lessonWatcher(print: Print): Omit<Watcher, 'mistake'> {
  return {
    updating: (name) => print(`${name} updating...`),
    refused: (name) => print(`${name} refused...`),
    checking: (name) => print(`${name} checking...`),
    finishing: (name) => print(`${name} finishing...`),
  }
}

export const openingLine = (opening: number): string => `starting with balance of ${opening}`

/** How a run ended, and the reason for every difference from the expected balance. */
export function endingLines({ balance, expected, unapplied, books }: RunResult): string[] {
  const lines = [
    `ending balance of ${balance} (expected ${expected})`,
    ...unapplied.map((one) => `${unappliedText(one)}, so it is not expected`),
  ]
  if (!books) return [...lines, ...BARE_LINES]
  const { lost, doubled, wrong, below, refusedInBalance, falselyRefused, outside, unexplained } = books
  const causes = [
    ...lost.map((loss) => `lost: ${namedTransaction(loss)}, overwritten by ${namedTransaction(loss.by)}`),
    ...doubled.map((one) => `booked more than once: ${namedTransaction(one)}`),
    ...wrong.map(
      ({ name, amount, effect }) =>
        `${name} booked ${signed(effect, 'ascii')} instead of ${signed(amount, 'ascii')}`,
    ),
    ...refusedInBalance.map(
      (one) => `refused, yet ${signed(one.effect, 'ascii')} is in the balance: ${namedTransaction(one)}`,
    ),
    ...below.map(
      (one) => `below zero, though overdrafts are refused: ${namedTransaction(one)} left ${one.effect}`,
    ),
    ...falselyRefused.map((one) => `refused, though the balance always covered it: ${namedTransaction(one)}`),
    ...(outside === 0 ? [] : [`from outside: ${signed(outside, 'ascii')}`]),
    ...(unexplained === 0 ? [] : [wrongResultText({ balance, expected })]),
  ]
  // "lost: nothing" would mislead if anything else is wrong.
  if (causes.length === 0)
    causes.push(balance === expected ? 'lost: nothing' : wrongResultText({ balance, expected }))
  if (balance === expected && isWrong(books)) causes.push(RIGHT_BY_CHANCE)
  return [...lines, ...causes]
}

export const BARE_LINES = [
  'bare: only the plain commands of the strategy went over the wire.',
  'Without the recorder it is not known what was lost, nor which write was the last.',
]
