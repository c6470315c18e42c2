import type { Entry } from '../../shared/journal.ts'
import type { Flip, Lineage } from '../../shared/lineage.ts'
import { isTakenBack, type TakenBack } from './taken-back.ts'

/** How many losses a page remembers, including those that have left its window of the journal. */
const REMEMBERED = 24

/** A write that is not in the balance, and the write that overwrote it. */
export interface LostWrite {
  entry: Entry
  by: Entry
}

/** The losses after these flips, newest first, without writes that came back or were taken back. */
export function recordLosses(
  losses: readonly LostWrite[],
  flips: readonly Flip<Entry>[],
  lineage: Lineage<Entry>,
  takenBack: TakenBack,
): readonly LostWrite[] {
  const touched = flips.filter(({ node, was }) => node.state === 'lost' || was === 'lost')
  if (touched.length === 0 && takenBack.size === 0) return losses
  const versions = new Set(touched.map(({ node }) => node.entry.version))
  const kept = losses.filter(
    ({ entry }) => !versions.has(entry.version) && !isTakenBack({ takenBack }, entry),
  )
  for (const { node } of touched) {
    const by = node.state === 'lost' ? lineage.at(node.lostBy)?.entry : undefined
    if (by && !isTakenBack({ takenBack }, node.entry)) kept.push({ entry: node.entry, by })
  }
  return newestFirst(kept)
}

/** The losses after the server's verdict on a write that had left the window. */
export function correctLosses(
  losses: readonly LostWrite[],
  entry: Entry,
  lostBy: Entry | null,
): readonly LostWrite[] {
  const at = losses.findIndex((loss) => loss.entry.version === entry.version)
  if (at === -1 || losses[at]?.by.version === lostBy?.version) return losses
  const others = losses.filter((_, index) => index !== at)
  return lostBy ? newestFirst([...others, { entry, by: lostBy }]) : others
}

function newestFirst(losses: LostWrite[]): LostWrite[] {
  return losses
    .sort((a, b) => b.by.version - a.by.version || b.entry.version - a.entry.version)
    .slice(0, REMEMBERED)
}
