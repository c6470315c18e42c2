import { isUnsafe } from '../../shared/proof/anomaly.ts'
import { ANOMALY_WORDS, GRAVEST_FIRST } from '../../shared/proof/anomaly-words.ts'
import { completeText } from '../../shared/proof/scenario-words.ts'
import type { Board } from '../board/board.ts'
import { isRunning } from '../board/board.ts'

export interface BoardText {
  /** Decides the colour: only a lost update is red. `open`: nothing wrong was found, but not every order was run. */
  mood: 'asking' | 'calm' | 'open' | 'loss' | 'fault' | 'problem'
  /** The coloured part of the sentence, and the rest of it. */
  headline: string
  rest: string
  /** One sentence each: what else is known, and how far to trust the counts. */
  details: string[]
}

/** The board in one sentence, with details. */
export function boardText(board: Board): BoardText {
  const { phase, total } = board
  if (phase.is === 'refused')
    return { mood: 'problem', headline: 'This cannot be explored.', rest: '', details: [phase.message] }
  if (phase.is === 'unreachable' && total === 0) {
    const details = ['Is it still running, and are you still on its network?']
    return { mood: 'problem', headline: 'The server does not answer.', rest: '', details }
  }
  const problem = phase.is === 'ended' ? phase.exploration.problem : undefined
  if (problem !== undefined) {
    const { headline, rest } = verdict(board)
    const before = total === 0 ? [] : [`Until then: ${lowered(`${headline} ${rest}`)}`]
    return { mood: 'problem', headline: 'The search broke off.', rest: '', details: [problem, ...before] }
  }
  if (total === 0) return { mood: 'asking', headline: '', rest: 'Trying every order…', details: [] }
  return { ...verdict(board), details: [...others(board), ...trust(board)].filter(Boolean) }
}

/** Whether every order was run. Only then may anything be called safe. */
export const isComplete = ({ phase }: Board): boolean =>
  phase.is === 'ended' && phase.exploration.complete && phase.exploration.problem === undefined

function verdict(board: Board): Pick<BoardText, 'mood' | 'headline' | 'rest'> {
  const { total, counts } = board
  const worst = GRAVEST_FIRST.find((anomaly) => counts[anomaly] > 0)
  const which = `${isSample(board) ? 'sampled ' : ''}${total === 1 ? 'order' : 'orders'}${isRunning(board) ? ' so far' : ''}`
  if (!worst) {
    // An order that is neither safe nor has a named anomaly must not look calm.
    if (isComplete(board) && counts.safe === total)
      return { mood: 'calm', headline: all(total), rest: `${which} ${total === 1 ? 'is' : 'are'} safe.` }
    return { mood: 'open', headline: 'Nothing wrong', rest: `was found in ${amongAll(board)}.` }
  }
  const { one, several } = ANOMALY_WORDS[worst]
  const count = counts[worst]
  return {
    mood: worst === 'lost-update' ? 'loss' : 'fault',
    headline: count === total ? all(total) : `${grouped(count)} of ${grouped(total)}`,
    rest: `${which} ${count === 1 ? one : several}.`,
  }
}

/** `3 orders so far`, `5,000 of about 53,000 orders` */
function amongAll(board: Board): string {
  const { total, phase } = board
  const sampled = phase.is === 'ended' ? phase.exploration.sampled : undefined
  const of = sampled ? ` of about ${roughly(sampled.estimate, total)}` : ''
  return `${grouped(total)}${of} ${total === 1 && !of ? 'order' : 'orders'}${isRunning(board) ? ' so far' : ''}`
}

const all = (total: number) => (total === 1 ? 'The only' : total === 2 ? 'Both' : `All ${grouped(total)}`)

/** What else goes wrong besides the headline, and what does not. */
function others(board: Board): string[] {
  const { counts, total } = board
  const found = GRAVEST_FIRST.filter((anomaly) => counts[anomaly] > 0)
  const ofThem = (n: number, one: string, several: string) => `${grouped(n)} ${n === 1 ? one : several}.`
  const onlyHarmless = found.length > 0 && !found.some(isUnsafe)
  return [
    counts.cracked > 0
      ? `${grouped(counts.cracked)} of them ${counts.cracked === 1 ? 'ends' : 'end'} at the right balance all the same.`
      : '',
    ...found.slice(1).map((anomaly) => {
      const { one, several } = ANOMALY_WORDS[anomaly]
      return ofThem(counts[anomaly], one, several)
    }),
    onlyHarmless && isComplete(board) && counts.safe === total
      ? 'Such a transaction did nothing, and its player was told so: the money is safe in every order.'
      : '',
    counts.refused > 0 ? ofThem(counts.refused, 'refuses a transaction', 'refuse a transaction') : '',
    counts.failed > 0
      ? ofThem(counts.failed, 'has a transaction that failed', 'have a transaction that failed')
      : '',
    counts.either > 0
      ? `In ${grouped(counts.either)} of them the verdict depends on what a write built on, which the journal cannot tell.`
      : '',
  ]
}

/** How far the counts can be trusted. */
function trust(board: Board): string[] {
  const { phase } = board
  if (phase.is === 'unreachable') return ['The connection was lost before the end, so these are not all.']
  if (phase.is !== 'ended') return []
  const { complete, sampled, schedules, scenario } = phase.exploration
  if (complete)
    return [
      ...completeText(scenario, phase.exploration),
      schedules === 1 ? 'There is no other order.' : 'There are no other orders.',
    ]
  if (!sampled) return ['There are more orders.']
  return [
    `A sample of ${grouped(schedules)} out of about ${roughly(sampled.estimate, schedules)}, seed ${sampled.seed}: what it did not find may still exist.`,
  ]
}

const isSample = ({ phase }: Board) => phase.is === 'ended' && phase.exploration.sampled !== undefined

const lowered = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1)

const format = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
export const grouped = (n: number): string => format.format(n)

/**
 * `52_345_678_901` as `5·10¹⁰`; numbers below a million rounded to two digits. Rounded up where it would otherwise be
 * below `ran`, the number of those that were counted.
 */
export function roughly(n: number, ran = 0): string {
  const exponent = Math.floor(Math.log10(Math.max(1, n, ran)))
  const unit = 10 ** Math.max(0, exponent - 1)
  const up = Math.ceil(Math.max(n, ran) / unit) * unit
  if (exponent < 6) return grouped(Number(n.toPrecision(2)) < ran ? up : Number(n.toPrecision(2)))
  if (Number(n.toPrecision(1)) < ran) return powerOfTen(up / 10 ** exponent, exponent)
  const digit = Number((n / 10 ** exponent).toPrecision(1))
  return digit === 10 ? powerOfTen(1, exponent + 1) : powerOfTen(digit, exponent)
}

const powerOfTen = (lead: number, power: number): string =>
  `${Number(lead.toFixed(1))}·10${[...String(power)].map((figure) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(figure)]).join('')}`
