import type { Entry } from '../../shared/journal.ts'

/** One transaction of a scene. Columns count from 0; all events of the scene have a column of their own, in their order. */
export interface SceneBar {
  entry: Entry
  /** The column of its read; null when it has read nothing. */
  read: number | null
  write: number
  /** What became of it: `lost` and `killer` are the two that the scene is about. */
  role: 'lost' | 'killer' | 'other'
}

export interface SceneLane {
  player: string
  bars: SceneBar[]
}

export interface SceneLayout {
  columns: number
  lanes: SceneLane[]
}

/**
 * Lays out the writes around one loss. Time runs to the right, but each event gets the same room: what counts is which
 * came first, and two events may be a millisecond apart. `most`: transactions at most; the two of the loss always stay.
 */
export function layScene(entries: readonly Entry[], lost: Entry, by: Entry, most: number): SceneLayout {
  const shown = chosen(entries, lost, by, most)
  const events = shown.flatMap((entry) => {
    const write = { entry, is: 'write', order: entry.version, at: entry.wroteAt }
    // A read came between the write that it saw and the next one; only reads of the same balance need their times.
    const read = { entry, is: 'read', order: entry.parent + 0.5, at: entry.readAt }
    return entry.basis === 'nothing' ? [write] : [read, write]
  })
  events.sort((a, b) => a.order - b.order || a.at - b.at)
  const column = (entry: Entry, is: string): number =>
    events.findIndex((event) => event.entry === entry && event.is === is)
  const bars = shown.map((entry): SceneBar => {
    const role = isSame(entry, lost) ? 'lost' : isSame(entry, by) ? 'killer' : 'other'
    const read = column(entry, 'read')
    return { entry, read: read < 0 ? null : read, write: column(entry, 'write'), role }
  })
  const begin = ({ read, write }: SceneBar): number => read ?? write
  const lanes: SceneLane[] = []
  for (const bar of bars.sort((a, b) => begin(a) - begin(b))) {
    const { player } = bar.entry
    const free = lanes.find((lane) => lane.player === player && (lane.bars.at(-1)?.write ?? 0) < begin(bar))
    if (free) free.bars.push(bar)
    else lanes.push({ player, bars: [bar] })
  }
  return { columns: events.length, lanes }
}

const isSame = (a: Entry, b: Entry): boolean => a.version === b.version

/** The two of the loss, and of the others those nearest to them. */
function chosen(entries: readonly Entry[], lost: Entry, by: Entry, most: number): Entry[] {
  const between = (entry: Entry): number =>
    Math.max(0, lost.version - entry.version, entry.version - by.version)
  const others = entries
    .filter((entry) => !isSame(entry, lost) && !isSame(entry, by))
    .sort((a, b) => between(a) - between(b) || a.version - b.version)
    .slice(0, Math.max(0, most - 2))
  return [lost, by, ...others].sort((a, b) => a.version - b.version)
}
