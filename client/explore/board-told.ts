import type { Anomaly } from '../../shared/proof/anomaly.ts'
import type { Board } from './board.ts'
import { isRunning } from './board.ts'

export interface Told {
  /** Decides the colour: only a lost update is red. */
  mood: 'asking' | 'calm' | 'loss' | 'fault' | 'problem'
  /** The part that is coloured, and the rest of the sentence. */
  headline: string
  rest: string
  /** One sentence each: what else is known, and how far to trust it. */
  details: string[]
}

/** What an order does, one of them and several; the gravest first. */
const DOES: readonly [Anomaly, one: string, several: string][] = [
  ['lost-update', 'loses an update', 'lose an update'],
  ['double-apply', 'books a transaction twice', 'book a transaction twice'],
  ['overdraft', 'goes below zero', 'go below zero'],
  ['starvation', 'makes a transaction give up', 'make a transaction give up'],
]

/** The board in a sentence, and what has to be said beside it. */
export function boardTold(board: Board): Told {
  const { phase, total } = board
  if (phase.is === 'refused')
    return { mood: 'problem', headline: 'This cannot be explored.', rest: '', details: [phase.message] }
  if (phase.is === 'unreachable' && total === 0) {
    const details = ['Is it still running, and are you still in its network?']
    return { mood: 'problem', headline: 'The server does not answer.', rest: '', details }
  }
  const problem = phase.is === 'ended' ? phase.exploration.problem : undefined
  if (problem !== undefined) {
    const before = total === 0 ? [] : [`Until then: ${lowered(verdict(board).sentence)}`]
    return { mood: 'problem', headline: 'The search broke off.', rest: '', details: [problem, ...before] }
  }
  if (total === 0) return { mood: 'asking', headline: '', rest: 'Trying every order…', details: [] }
  const { mood, headline, rest } = verdict(board)
  return { mood, headline, rest, details: [...others(board), trust(board)].filter(Boolean) }
}

function verdict(board: Board): Pick<Told, 'mood' | 'headline' | 'rest'> & { sentence: string } {
  const { total, counts } = board
  const worst = DOES.find(([anomaly]) => counts[anomaly] > 0)
  const which = `${isSample(board) ? 'sampled ' : ''}${total === 1 ? 'order' : 'orders'}${isRunning(board) ? ' so far' : ''}`
  if (!worst) {
    const headline = all(total)
    const rest = `${which} ${total === 1 ? 'is' : 'are'} safe.`
    return { mood: 'calm', headline, rest, sentence: `${headline} ${rest}` }
  }
  const [anomaly, one, several] = worst
  const count = counts[anomaly]
  const headline = count === total ? all(total) : `${grouped(count)} of ${grouped(total)}`
  const rest = `${which} ${count === 1 ? one : several}.`
  return {
    mood: anomaly === 'lost-update' ? 'loss' : 'fault',
    headline,
    rest,
    sentence: `${headline} ${rest}`,
  }
}

const all = (total: number) => (total === 1 ? 'The only' : total === 2 ? 'Both' : `All ${grouped(total)}`)

/** What else goes wrong beside the headline. */
function others({ counts }: Board): string[] {
  const found = DOES.filter(([anomaly]) => counts[anomaly] > 0)
  const cracked =
    counts.cracked > 0
      ? [
          `${grouped(counts.cracked)} of them ${counts.cracked === 1 ? 'ends' : 'end'} at the right balance all the same.`,
        ]
      : []
  return [
    ...cracked,
    ...found.slice(1).map(([anomaly, one, several]) => {
      const count = counts[anomaly]
      return `${grouped(count)} ${count === 1 ? one : several}.`
    }),
  ]
}

/** How far the counts can be trusted. */
function trust(board: Board): string {
  const { phase } = board
  if (phase.is === 'unreachable') return 'The connection was lost before the end, so these are not all.'
  if (phase.is !== 'ended') return ''
  const { complete, sampled, schedules } = phase.exploration
  if (complete) return schedules === 1 ? 'There is no other.' : 'Complete: there are no others.'
  if (!sampled) return 'These are not all there are.'
  return `A sample of ${grouped(schedules)} out of about ${roughly(sampled.estimate)}, seed ${sampled.seed}: what it did not meet may still exist.`
}

const isSample = ({ phase }: Board) => phase.is === 'ended' && phase.exploration.sampled !== undefined

const lowered = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1)

const format = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
export const grouped = (n: number): string => format.format(n)

/** `52_345_678_901` as `5·10¹⁰`, and what can be read as it is in two digits. */
export function roughly(n: number): string {
  const exponent = Math.floor(Math.log10(Math.max(1, n)))
  if (exponent < 6) return grouped(Number(n.toPrecision(2)))
  const digit = Number((n / 10 ** exponent).toPrecision(1))
  const [lead, power] = digit === 10 ? [1, exponent + 1] : [digit, exponent]
  return `${lead}·10${[...String(power)].map((figure) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(figure)]).join('')}`
}
