import type { Basis, Entry, PackedEntry } from './journal.ts'

const AGAIN = 1
const BASIS = { met: 2, read: 4, nothing: 8 } as const satisfies Record<Basis, number>
const NO_OVERDRAFT = 16

/** A journal entry as `frame` and `snapshot` carry it; `at` is that of the message. Without zod, for the page. */
export function pack(entry: Entry, at: number): PackedEntry {
  const { version, parent, tx, player, amount, seen, wrote, attempts, node, readAt, wroteAt, expected } =
    entry
  const { again, basis, either, reverses, noOverdraft, conflicts } = entry
  const skipped = version - 1 - parent
  const packed = [
    ...([version, skipped, tx, player, amount, seen, wrote] as const),
    ...([attempts, node, readAt - at, wroteAt - at, expected] as const),
  ] as const
  const flags = (again ? AGAIN : 0) + (basis ? BASIS[basis] : 0) + (noOverdraft ? NO_OVERDRAFT : 0)
  if (conflicts !== undefined) return [...packed, flags, reverses ?? 0, either ?? -1, conflicts]
  if (either !== undefined) return [...packed, flags, reverses ?? 0, either]
  if (reverses !== undefined) return [...packed, flags, reverses]
  return flags === 0 ? [...packed] : [...packed, flags]
}

/** The entry that was packed. */
export function unpack(packed: PackedEntry, at: number): Entry {
  const [version, skipped, tx, player, amount, seen, wrote, attempts, node, read, written, expected] = packed
  const [flags = 0, reverses, either = -1, conflicts] = packed.slice(12) as (number | undefined)[]
  const basis = (Object.keys(BASIS) as Basis[]).find((name) => flags & BASIS[name])
  return {
    ...{ version, parent: version - 1 - skipped, tx, player, amount, seen, wrote, attempts, node },
    ...{ readAt: at + read, wroteAt: at + written, expected },
    ...(flags & AGAIN && { again: true }),
    ...(basis && { basis }),
    ...(either >= 0 && { either }),
    ...(reverses && { reverses }),
    ...(flags & NO_OVERDRAFT && { noOverdraft: true }),
    ...(conflicts !== undefined && { conflicts }),
  }
}
