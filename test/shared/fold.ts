import type { Link } from '../../shared/lineage.ts'

/** The plain fold of the definition, the judge of the fast one: who is lost, and by which version. */
export function fold(entries: readonly Link[]): Map<number, number> {
  const parentOf = new Map(entries.map(({ version, parent }) => [version, parent]))
  const lostBy = new Map<number, number>()
  let head = 0
  for (const entry of entries) {
    const parent = entry.parent
    for (let a = parent; a !== 0 && lostBy.has(a); a = parentOf.get(a) as number) lostBy.delete(a)
    for (let h = head; h !== parent && h !== 0; h = parentOf.get(h) as number) {
      // A parent from before the old head's fork: everything down to the root of that branch is left behind.
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
