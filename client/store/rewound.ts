import type { Entry } from '../../shared/journal.ts'
import type { Forgotten, Rewound } from '../../shared/rewound.ts'
import { forgotten, type Own } from './own.ts'
import type { Room } from './room.ts'
import type { State } from './state.ts'

/** Redis was replaced by a copy that had missed acknowledged transactions. The room is that of the copy already. */
export function applyRewound(state: State, told: Rewound): State {
  const known = state.rewound?.at === told.at
  const own = told.yours.reduce<readonly Own[]>(forgotten, state.own)
  const next = { ...state, rewound: told, own }
  const { room } = state
  if (known || !room) return next
  const isVoid = ({ version, tx }: Entry): boolean =>
    version > Math.max(told.version, room.lineage.base) && room.lineage.at(version)?.entry.tx !== tx
  return { ...next, own: withoutVoid(next, told.epoch, isVoid), room: roomAfter(room, told) }
}

/**
 * A page may know more than any server that is still up: what it was told is applied, and finds another write in the
 * place of, is forgotten.
 */
export function contradicted(state: State): State {
  const { room } = state
  if (!room) return state
  const isVoid = ({ version, tx }: Entry): boolean => {
    const there = room.lineage.at(version)?.entry
    return there !== undefined && there.tx !== tx
  }
  if (!state.own.some(({ told, entries }) => told && entries.some(({ entry }) => isVoid(entry)))) return state
  return { ...state, own: withoutVoid(state, room.epoch, isVoid) }
}

/** One's own transactions without the entries that are not there. */
function withoutVoid(
  { own: list, you }: Pick<State, 'own' | 'you'>,
  epoch: number,
  isVoid: (entry: Entry) => boolean,
): readonly Own[] {
  return list.flatMap((own): Own[] => {
    const entries = own.entries.filter(({ entry }) => !isVoid(entry))
    const version = own.entries[0]?.entry.version
    if (own.epoch !== epoch || version === undefined || entries.length === own.entries.length) return [own]
    if (entries.length > 0 || own.phase.is !== 'applied') return [{ ...own, entries }]
    const { tx, amount, fired, told } = own
    if (told) {
      const was: Forgotten = { ...{ tx, player: you?.player ?? '', amount, epoch, version }, ...told }
      return [{ ...own, entries, phase: { is: 'forgotten', was } }]
    }
    // Of what this page has sent and was not told about, a server is finding out; of anything else nobody will tell.
    return fired ? [{ ...own, entries, phase: { is: 'checking' } }] : []
  })
}

/** What the page remembers of the account beyond its window, without what is void. */
function roomAfter(room: Room, told: Rewound): Room {
  const { breaches, losses, lineage } = room
  const isHere = (entry: Entry): boolean =>
    entry.version <= told.version || lineage.at(entry.version)?.entry.tx === entry.tx
  const kept = losses.filter(({ entry, by }) => isHere(entry) && isHere(by))
  const versions = new Set([...breaches.versions].filter((version) => version <= told.version))
  const newest = breaches.newest && isHere(breaches.newest) ? breaches.newest : null
  return { ...room, losses: kept, breaches: { versions, newest } }
}

/** What Redis has forgotten, by player, whoever is missing most first; of those that are named. */
export function forgottenByPlayer(told: Rewound): { player: string; all: Forgotten[] }[] {
  const players = new Map<string, Forgotten[]>()
  for (const one of told.forgotten) players.set(one.player, [...(players.get(one.player) ?? []), one])
  return [...players]
    .map(([player, all]) => ({ player, all }))
    .sort((a, b) => b.all.length - a.all.length || (a.player < b.player ? -1 : 1))
}
