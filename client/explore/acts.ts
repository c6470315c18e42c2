import type { Schedule } from '../../shared/proof/exploration.ts'

/** One act of a schedule. */
export interface Act {
  /** 1 to 6; 0 is the clock: the lock expires. */
  process: number
  /** It was carried out, and its reply never arrived. */
  replyLost: boolean
}

export function actsOf(schedule: Schedule): Act[] {
  const acts: Act[] = []
  for (const letter of schedule) {
    const last = acts.at(-1)
    if (letter === '!' && last) last.replyLost = true
    else acts.push({ process: letter === 'x' ? 0 : Number(letter) || 0, replyLost: false })
  }
  return acts
}

/** From its first act to its last, by process; a process without any is not in it. */
export function spansOf(acts: readonly Act[]): Map<number, [first: number, last: number]> {
  const spans = new Map<number, [number, number]>()
  acts.forEach(({ process }, at) => {
    if (process !== 0) spans.set(process, [spans.get(process)?.[0] ?? at, at])
  })
  return spans
}
