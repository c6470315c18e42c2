import { forgottenBy, lastCommonVersion } from '../../shared/forgotten.ts'
import type { Entry } from '../../shared/journal.ts'
import type { Forgotten, ForkPoint } from '../../shared/rewound.ts'
import type { RoomCopy } from '../journal/room-copy.ts'
import type { ForgottenStore } from './forgotten-store.ts'

export interface ForgottenSearch {
  store: Pick<ForgottenStore, 'wires' | 'outcomesOf'>
  /** The copy that this node had. */
  before: RoomCopy
  /** The present journal in Redis, of the same epoch or of an earlier one. */
  next: RoomCopy
  /** Acknowledged by this node before `next` was read. */
  acknowledged: readonly Forgotten[]
  described(entry: Entry): Forgotten
  /** Whether the transaction is still running on this node, so that its player does not know an outcome. */
  isRunning(entry: Entry): boolean
  now(): number
}

export const isBooked =
  ({ ledger }: RoomCopy) =>
  (player: string, tx: string): boolean =>
    (ledger.booking(player, tx)?.entries ?? 0) > 0

/**
 * Finds the acknowledged writes that are missing in Redis now, oldest first. A published entry counts only once the
 * journal has shown it, since any Redis client may publish. `undefined` when no part of the history is gone.
 */
export async function findForgotten(
  search: ForgottenSearch,
): Promise<{ forkPoint: ForkPoint; forgotten: Forgotten[] } | undefined> {
  const { store, before, next, acknowledged } = search
  const same = before.epoch === next.epoch
  // The later epoch still exists: the room was set back to an earlier epoch by hand.
  if (!same && (await store.wires[0].command(['EXISTS', before.keys.version])) === 1) return undefined
  const known = entriesOf(before)
  const common = same ? lastCommonVersion(known, entriesOf(next)) : 0
  const void_ = known.slice(common, before.confirmedVersion)
  const candidates = [...acknowledged]
  for (const entry of void_)
    if (!search.isRunning(entry) && !isTakenBack(before, entry)) candidates.push(search.described(entry))
  const missing = forgottenBy(same ? isBooked(next) : () => false, candidates)
  const outcomes = await store.outcomesOf(before.keys, missing)
  const forgotten = missing.filter((_, i) => outcomes[i] !== 'unapplied')
  if (void_.length === 0 && forgotten.length === 0) return undefined
  const from = {
    epoch: before.epoch,
    version: Math.max(before.confirmedVersion, forgotten.at(-1)?.version ?? 0),
  }
  const version = same ? common : next.version
  return { forkPoint: { at: search.now(), from, epoch: next.epoch, version }, forgotten }
}

/** Whether its player was told that it is refused. */
const isTakenBack = ({ ledger }: RoomCopy, { player, tx }: Entry): boolean =>
  ledger.booking(player, tx)?.takenBack === true

const entriesOf = ({ ledger }: RoomCopy): Entry[] => ledger.lineage.nodes().map(({ entry }) => entry)
