import type { Entry } from '../../shared/journal.ts'
import type { Lineage, LineageNode } from '../../shared/lineage.ts'
import type { Verdict } from '../../shared/protocol.ts'

/** The verdict on each of these versions: live, or lost and by which entry. Unknown versions are left out. */
export const verdictsOn = (lineage: Lineage<Entry>, versions: readonly number[]): Verdict[] =>
  versions.flatMap((version) => {
    const node = lineage.at(version)
    return node ? [verdictOn(lineage, node)] : []
  })

/** The verdicts on the player's newest writes, `most` at most, oldest first. */
export function newestVerdicts(lineage: Lineage<Entry>, player: string, most: number): Verdict[] {
  const nodes = lineage.nodes()
  const own: Verdict[] = []
  for (let index = nodes.length - 1; index >= 0 && own.length < most; index--) {
    const node = nodes[index]
    if (node?.entry.player === player) own.push(verdictOn(lineage, node))
  }
  return own.reverse()
}

function verdictOn(lineage: Lineage<Entry>, { entry, state, lostBy }: LineageNode<Entry>): Verdict {
  const by = lineage.at(lostBy)
  return { entry, state: state === 'lost' ? 'lost' : 'live', lostBy: by?.entry ?? null }
}
