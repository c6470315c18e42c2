import type { VersionLink } from '../../shared/lineage.ts'

/** The plain fold, which checks the fast one: each lost version, with the version that overwrote it. */
export function fold(entries: readonly VersionLink[]): Map<number, number> {
  const parentOf = new Map(entries.map(({ version, parent }) => [version, parent]))
  const lostBy = new Map<number, number>()
  let head = 0
  for (const entry of entries) {
    const parent = entry.parent
    for (let a = parent; a !== 0 && lostBy.has(a); a = parentOf.get(a) as number) lostBy.delete(a)
    for (let h = head; h !== parent && h !== 0; h = parentOf.get(h) as number) {
      // `h` is an ancestor of the parent, too: the branch that is left behind begins here.
      if (isAncestor(parentOf, h, parent)) break
      lostBy.set(h, entry.version)
    }
    head = entry.version
  }
  return lostBy
}

function isAncestor(parentOf: ReadonlyMap<number, number>, candidate: number, of: number): boolean {
  for (let v = of; v !== 0; v = parentOf.get(v) as number) if (v === candidate) return true
  return false
}
