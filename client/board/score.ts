import type { Played } from '../../shared/proof/exploration.ts'

/** A lost write and the one that overwrote it, both as rows of the score. */
export interface LossLine {
  lost: number
  killer: number
}

/** A process from its first step to its last, as rows of the score. */
export interface Span {
  process: number
  from: number
  to: number
}

export interface Score {
  lossLines: readonly LossLine[]
  spans: readonly Span[]
}

/** What is drawn behind the steps: from where to where each process ran, and which write overwrote which. */
export function scoreOf({ steps }: Pick<Played, 'steps'>): Score {
  const writes = new Map<number, number>()
  const spans = new Map<number, Span>()
  steps.forEach(({ process, version }, row) => {
    if (version !== undefined) writes.set(version, row)
    if (process !== 0) spans.set(process, { process, from: spans.get(process)?.from ?? row, to: row })
  })
  const lossLines = steps.flatMap(({ lostBy }, lost) => {
    const killer = lostBy === undefined ? undefined : writes.get(lostBy)
    return killer === undefined ? [] : [{ lost, killer }]
  })
  return { lossLines, spans: [...spans.values()] }
}

/**
 * The dotted line of a kill as an SVG path, in columns and rows: from the foot of the lost write to the head of its
 * killer. The middle of a cell is at .5.
 */
export function lossLinePath(
  from: { column: number; row: number },
  to: { column: number; row: number },
): string {
  const [x1, x2] = [from.column + 0.5, to.column + 0.5]
  const down = to.row > from.row
  const [y1, y2] = [from.row + (down ? 0.8 : 0.2), to.row + (down ? 0.2 : 0.8)]
  // Within one column the line goes round the steps between.
  const aside = x1 === x2 ? 0.55 : 0
  const bend = Math.max(0.35, Math.abs(y2 - y1) / 2) * (down ? 1 : -1)
  return `M${x1} ${y1}C${x1 + aside} ${y1 + bend} ${x2 + aside} ${y2 - bend} ${x2} ${y2}`
}
