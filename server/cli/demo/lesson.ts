import { signed } from '../../../shared/money.ts'
import { isWrong, RIGHT_BY_CHANCE, wrongResultText } from './cause.ts'
import type { RunResult } from './run-result.ts'
import type { Watcher } from './run-setup.ts'
import { named, unappliedText } from './transaction-text.ts'

type Print = (line: string) => void

/** Prints what happens while it happens, in the lesson's manner. */
export function lesson(print: Print): Omit<Watcher, 'mistake'> {
  return {
    updating: (name) => print(`${name} updating...`),
    refused: (name) => print(`${name} refused...`),
    checking: (name) => print(`${name} checking...`),
    finishing: (name) => print(`${name} finishing...`),
  }
}

export const openingLine = (opening: number): string => `starting with balance of ${opening}`

/** How a run ended, and where every lost unit of money went. */
export function endingLines({ balance, expected, unapplied, books }: RunResult): string[] {
  const lines = [
    `ending balance of ${balance} (expected ${expected})`,
    ...unapplied.map((one) => `${unappliedText(one)}, so it is not expected`),
  ]
  if (!books) return [...lines, ...BARE]
  const { lost, doubled, wrong, below, refusedInBalance, falselyRefused, outside, unexplained } = books
  const told = [
    ...lost.map((loss) => `lost: ${named(loss)}, overwritten by ${named(loss.by)}`),
    ...doubled.map((one) => `booked more than once: ${named(one)}`),
    ...wrong.map(
      ({ name, amount, effect }) =>
        `${name} booked ${signed(effect, 'ascii')} instead of ${signed(amount, 'ascii')}`,
    ),
    ...refusedInBalance.map(
      (one) => `refused, yet ${signed(one.effect, 'ascii')} is in the balance: ${named(one)}`,
    ),
    ...below.map((one) => `below zero, which was refused: ${named(one)} left ${one.effect}`),
    ...falselyRefused.map((one) => `refused, though it was covered all the while: ${named(one)}`),
    ...(outside === 0 ? [] : [`from outside: ${signed(outside, 'ascii')}`]),
    ...(unexplained === 0 ? [] : [wrongResultText({ balance, expected })]),
  ]
  // With anything else wrong, that nothing was lost would sound as if it were not.
  if (told.length === 0)
    told.push(balance === expected ? 'lost: nothing' : wrongResultText({ balance, expected }))
  if (balance === expected && isWrong(books)) told.push(RIGHT_BY_CHANCE)
  return [...lines, ...told]
}

export const BARE = [
  'bare: nothing but the plain commands of the strategy went over the wire.',
  'Without the recorder no more can be known: neither what was lost, nor which write was the last.',
]
