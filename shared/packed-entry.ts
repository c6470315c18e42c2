import type { Entry, PackedEntry } from './journal.ts'

/** A journal entry as `frame` and `snapshot` carry it; `at` is that of the message. Without zod, so that a page can have it. */
export function pack(entry: Entry, at: number): PackedEntry {
  const { version, parent, tx, player, amount, seen, wrote, attempts, node, readAt, wroteAt, expected } =
    entry
  const skipped = version - 1 - parent
  const packed = [
    ...([version, skipped, tx, player, amount, seen, wrote] as const),
    ...([attempts, node, readAt - at, wroteAt - at, expected] as const),
  ] as const
  return entry.again ? [...packed, 1] : [...packed]
}

/** The entry that was packed. */
export function unpack(packed: PackedEntry, at: number): Entry {
  const [version, skipped, tx, player, amount, seen, wrote, attempts, node, read, written, expected, again] =
    packed
  return {
    ...{ version, parent: version - 1 - skipped, tx, player, amount, seen, wrote, attempts, node },
    ...{ readAt: at + read, wroteAt: at + written, expected },
    ...(again && { again: true }),
  }
}
