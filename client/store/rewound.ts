import type { Entry } from '../../shared/journal.ts'
import type { Forgotten, Rewound } from '../../shared/rewound.ts'
import { forgotten, type Own } from './own.ts'
import type { Room } from './room.ts'
import type { State } from './state.ts'

/** Redis was replaced by a copy that had missed acknowledged transactions. The room is that of the copy already. */
export function rewind(state: State, told: Rewound): State {
  const known = state.rewound?.at === told.at
  const own = told.yours.reduce<readonly Own[]>(forgotten, state.own)
  if (known || !state.room) return { ...state, rewound: told, own }
  const isVoid = voidIn(state.room, told)
  return {
    ...state,
    rewound: told,
    own: withoutVoid(own, told, isVoid),
    room: roomAfter(state.room, told),
  }
}

/** Whether an entry is one of those that the copy had missed, as far as can be told from what is held of its history. */
const voidIn =
  ({ lineage, epoch }: Room, told: Rewound) =>
  (entry: Entry): boolean => {
    if (epoch !== told.epoch || entry.version <= told.version || entry.version <= lineage.base) return false
    return lineage.at(entry.version)?.entry.tx !== entry.tx
  }

/** A transaction that is left without an entry and was not acknowledged is in doubt: the server is about to tell. */
function withoutVoid(
  list: readonly Own[],
  { epoch, yours }: Rewound,
  isVoid: (entry: Entry) => boolean,
): readonly Own[] {
  const named = new Set(yours.map(({ tx }) => tx))
  return list.flatMap((own): Own[] => {
    if (own.epoch !== epoch || named.has(own.tx)) return [own]
    const entries = own.entries.filter((one) => !isVoid(one.entry))
    if (entries.length === own.entries.length) return [own]
    if (entries.length > 0 || own.phase.is !== 'applied') return [{ ...own, entries }]
    // Older than those that are named.
    if (own.entries.every(({ entry }) => entry.version < (yours[0]?.version ?? 0))) return []
    return [{ ...own, entries, phase: { is: 'checking' } }]
  })
}

/** What the page remembers of the account beyond its window, without what is void. */
function roomAfter(room: Room, told: Rewound): Room {
  const { breaches, losses, lineage } = room
  const isHere = (entry: Entry): boolean =>
    entry.version <= told.version || lineage.at(entry.version)?.entry.tx === entry.tx
  const kept = losses.filter(({ entry, by }) => isHere(entry) && isHere(by))
  for (const version of breaches.versions) if (version > told.version) breaches.versions.delete(version)
  if (breaches.newest && !isHere(breaches.newest)) breaches.newest = null
  return { ...room, losses: kept }
}

/** What Redis has forgotten, by player, whoever is missing most first; of those that are named. */
export function forgottenByPlayer(told: Rewound): { player: string; all: Forgotten[] }[] {
  const players = new Map<string, Forgotten[]>()
  for (const one of told.forgotten) players.set(one.player, [...(players.get(one.player) ?? []), one])
  return [...players]
    .map(([player, all]) => ({ player, all }))
    .sort((a, b) => b.all.length - a.all.length || (a.player < b.player ? -1 : 1))
}
