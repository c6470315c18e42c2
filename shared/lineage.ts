import type { Entry } from './journal.ts'

/** What lineage needs of a journal entry. */
export type VersionLink = Pick<Entry, 'version' | 'parent'>

export interface LineageNode<E extends VersionLink> {
  readonly entry: E
  /** `new` until the next `settle`. */
  state: 'new' | 'live' | 'lost'
  /** Version of the write that overwrote it, the last time that happened; 0 while it is live. */
  lostBy: number
  /** The settlement that last looked at it. */
  stamp: number
}

export interface Flip<E extends VersionLink> {
  node: LineageNode<E>
  was: LineageNode<E>['state']
}

export interface Lineage<E extends VersionLink> {
  /** Entries up to this version are not held; 0 for a whole epoch. */
  readonly base: number
  /** Version of the newest entry, `base` when there is none. */
  readonly head: number
  /** Adds the next version. O(1). Throws on a gap: callers fill gaps from the journal first. */
  append(entry: E): void
  /** Decides which entries are lost now, after all appends since the last call. Returns every node that changed. */
  settle(): Flip<E>[]
  /** The node of a version, `undefined` when it is not held. */
  at(version: number): LineageNode<E> | undefined
  /** Held nodes, oldest first. */
  nodes(): readonly LineageNode<E>[]
  /** Drops the entries up to `version` from memory; the state of the others stays exact. */
  trim(version: number): void
}

/**
 * The tree of writes. Entries form it by `parent`, the newest is its head, and exactly the head's ancestors are in
 * the balance; any other entry is lost. A lost write can come back, when a write that had read it lands later.
 *
 * A suffix of the journal (`base` > 0) is enough to judge the entries in it: parents are older than their children,
 * so a path from the head that has left the suffix never returns.
 */
export function createLineage<E extends VersionLink>(base = 0): Lineage<E> {
  let nodes: LineageNode<E>[] = []
  let settled = base
  let stamp = 0

  const at = (version: number): LineageNode<E> | undefined => nodes[version - base - 1]
  const head = (): number => base + nodes.length

  function settle(): Flip<E>[] {
    const flips: Flip<E>[] = []
    const newest = head()
    if (newest === settled) return flips
    stamp += 1
    const turn = (node: LineageNode<E>, state: 'live' | 'lost', lostBy: number): void => {
      if (node.state === state && node.lostBy === lostBy) return
      flips.push({ node, was: node.state })
      node.state = state
      node.lostBy = lostBy
    }
    // The ancestors of the new head are live, up to the first that was live already: the fork.
    let fork = at(newest)
    while (fork !== undefined && fork.state !== 'live') {
      turn(fork, 'live', 0)
      fork.stamp = stamp
      fork = at(fork.entry.parent)
    }
    // Every other node that is new, or was live after the fork, is lost by the write after its youngest descendant.
    for (let youngest = newest - 1; youngest >= settled; youngest--) {
      let node = at(youngest)
      while (node !== undefined && node !== fork && node.stamp !== stamp) {
        if (node.state === 'live' && fork !== undefined && node.entry.version < fork.entry.version) break
        turn(node, 'lost', youngest + 1)
        node.stamp = stamp
        node = at(node.entry.parent)
      }
    }
    settled = newest
    return flips
  }

  return {
    get base() {
      return base
    },
    get head() {
      return head()
    },
    append(entry) {
      if (entry.version !== head() + 1)
        throw new RangeError(`version ${entry.version} does not follow ${head()}`)
      if (entry.parent >= entry.version)
        throw new RangeError(`version ${entry.version} cannot build on ${entry.parent}`)
      nodes.push({ entry, state: 'new', lostBy: 0, stamp: 0 })
    },
    settle,
    at,
    nodes: () => nodes,
    trim(version) {
      const upTo = Math.min(version, settled)
      if (upTo <= base) return
      nodes = nodes.slice(upTo - base)
      base = upTo
    },
  }
}
