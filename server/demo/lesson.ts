import { isWrong, RIGHT_BY_CHANCE } from './cause.ts'
import type { RunResult } from './run-result.ts'
import type { Watcher } from './stage.ts'
import { named, signed, unappliedTold } from './words.ts'

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
    ...unapplied.map((one) => `${unappliedTold(one)}, so it is not expected`),
  ]
  if (!books) return [...lines, ...BARE]
  const { lost, doubled, outside } = books
  lines.push(...lost.map((loss) => `lost: ${named(loss)}, overwritten by ${named(loss.by)}`))
  lines.push(...doubled.map((one) => `booked more than once: ${named(one)}`))
  if (outside !== 0) lines.push(`from outside: ${signed(outside)}`)
  if (lost.length === 0) lines.push('lost: nothing')
  if (balance === expected && isWrong(books)) lines.push(RIGHT_BY_CHANCE)
  return lines
}

export const BARE = [
  'bare: nothing but the plain commands of the strategy went over the wire.',
  'Without the recorder no more can be known: neither what was lost, nor which write was the last.',
]
