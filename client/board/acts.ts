import type { Schedule } from '../../shared/proof/exploration.ts'

/** What befalls them all: something expires, or a node crashes. */
export type Event = { is: 'lock' } | { is: 'key'; nth: 1 | 2 } | { is: 'crash'; node: string }

/** One act of a schedule. */
export interface Act {
  /** 1 to 6; 0 when it is an event. */
  process: number
  /** It was carried out, and its reply never arrived. */
  replyLost: boolean
  /** It is a step of the transaction's timer. */
  timer?: true
  event?: Event
}

export function actsOf(schedule: Schedule): Act[] {
  const acts: Act[] = []
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

function eventOf(letter: string): Event | undefined {
  if (letter === 'x') return { is: 'lock' }
  if (letter === 'y' || letter === 'z') return { is: 'key', nth: letter === 'y' ? 1 : 2 }
  return /[A-F]/.test(letter) ? { is: 'crash', node: letter } : undefined
}

/** `the lock expires`, for those who read it and those who hear it. */
export function eventText(event: Event | undefined): string {
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

/** Where a transaction runs: `A` for the first node. */
export const nodeOf = (process: number, nodes: number): string =>
  String.fromCharCode(65 + ((process - 1) % nodes))

/** From its first act to its last, by process; a process without any is not in it. */
export function spansOf(acts: readonly Act[]): Map<number, [first: number, last: number]> {
  const spans = new Map<number, [number, number]>()
  acts.forEach(({ process }, at) => {
    if (process !== 0) spans.set(process, [spans.get(process)?.[0] ?? at, at])
  })
  return spans
}
