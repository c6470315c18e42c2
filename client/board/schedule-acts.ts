import type { Schedule } from '../../shared/proof/exploration.ts'

/** An event outside the transactions: a lock or key expires, or a node crashes. */
export type ScheduleEvent = { is: 'lock' } | { is: 'key'; nth: 1 | 2 } | { is: 'crash'; node: string }

/** One act of a schedule. */
export interface ScheduleAct {
  /** 1 to 6; 0 when it is an event. */
  process: number
  /** The command ran, and its reply never arrived. */
  replyLost: boolean
  /** It is a step of the transaction's timer. */
  timer?: true
  event?: ScheduleEvent
}

export function actsOf(schedule: Schedule): ScheduleAct[] {
  const acts: ScheduleAct[] = []
  for (const letter of schedule) {
    const last = acts.at(-1)
    if (letter === '!' && last) last.replyLost = true
    else if (letter === '~' && last) last.timer = true
    else if (/[1-9]/.test(letter)) acts.push({ process: Number(letter), replyLost: false })
    else {
      const event = eventOf(letter)
      acts.push({ process: 0, replyLost: false, ...(event && { event }) })
    }
  }
  return acts
}

function eventOf(letter: string): ScheduleEvent | undefined {
  if (letter === 'x') return { is: 'lock' }
  if (letter === 'y' || letter === 'z') return { is: 'key', nth: letter === 'y' ? 1 : 2 }
  return /[A-F]/.test(letter) ? { is: 'crash', node: letter } : undefined
}

/** An event in words, also for screen readers: `the lock expires`. */
export function eventText(event: ScheduleEvent | undefined): string {
  switch (event?.is) {
    case 'lock':
      return 'the lock expires'
    case 'key':
      return `the ${event.nth === 1 ? 'first' : 'second'} key expires`
    case 'crash':
      return `node ${event.node} crashes`
    default:
      return 'something else'
  }
}

/** The node on which a transaction runs: `A` for the first one. */
export const nodeOf = (process: number, nodes: number): string =>
  String.fromCharCode(65 + ((process - 1) % nodes))

/** The indexes of each process's first and last act; a process without acts is left out. */
export function spansOf(acts: readonly ScheduleAct[]): Map<number, [first: number, last: number]> {
  const spans = new Map<number, [number, number]>()
  acts.forEach(({ process }, at) => {
    if (process !== 0) spans.set(process, [spans.get(process)?.[0] ?? at, at])
  })
  return spans
}
