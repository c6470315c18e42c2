import type { Greeted, Settings } from '../../shared/protocol.ts'
import type { Room } from './room.ts'
import { beganUnderSetting } from './settings-terms.ts'

/** What happened under the room's present strategy since this page saw it chosen. */
export interface SinceSwitch {
  applied: number
  lost: number
  /** Gave up, failed or rejected. */
  unapplied: number
}

/** `undefined` when the page has not seen a switch, nothing ended since, or the page no longer holds all of it. */
export function sinceSwitch({ terms, lineage, unapplied }: Room): SinceSwitch | undefined {
  const { strategy: term } = terms
  if (!term.switched) return undefined
  const nodes = lineage.nodes()
  const [oldest] = nodes
  if (lineage.base > 0 && oldest && oldest.entry.wroteAt > term.since) return undefined
  const ours = nodes.filter(({ entry }) => beganUnderSetting(term, entry, entry.readAt))
  const ended = unapplied.filter((one) => one.at > term.since && beganUnderSetting(term, one, one.at))
  if (ours.length + ended.length === 0) return undefined
  const transactions = new Set(ours.map(({ entry }) => entry.tx))
  const kept = new Set(ours.filter(({ state }) => state !== 'lost').map(({ entry }) => entry.tx))
  return {
    applied: transactions.size,
    lost: transactions.size - kept.size,
    unapplied: ended.length,
  }
}

/** The title of a strategy, as the list of the server has it. */
export function titleOf(greeted: Pick<Greeted, 'strategies'> | null, strategy: string): string {
  return greeted?.strategies.find(({ id }) => id === strategy)?.title ?? strategy
}

/** The notice when the host has switched the strategy; `undefined` when not. */
export function switchedText(
  greeted: Pick<Greeted, 'strategies'> | null,
  before: Settings,
  after: Settings,
): string | undefined {
  return before.strategy === after.strategy
    ? undefined
    : `The method is now “${titleOf(greeted, after.strategy)}”.`
}
