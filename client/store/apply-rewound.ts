import type { Entry } from '../../shared/journal.ts'
import type { Forgotten, Rewound } from '../../shared/rewound.ts'
import { noteForgotten, type OwnTransaction } from './own-transactions.ts'
import type { Room } from './room.ts'
import type { State } from './state.ts'

/** The state after Redis was replaced by a copy that missed acknowledged transactions. `state.room` is the copy's. */
export function applyRewound(state: State, rewound: Rewound): State {
  const known = state.rewound?.at === rewound.at
  const own = rewound.yours.reduce<readonly OwnTransaction[]>(noteForgotten, state.own)
  const next = { ...state, rewound, own }
  const { room } = state
  if (known || !room) return next
  const isVoid = ({ version, tx }: Entry): boolean =>
    version > Math.max(rewound.version, room.lineage.base) && room.lineage.at(version)?.entry.tx !== tx
  return { ...next, own: withoutVoid(next, rewound.epoch, isVoid), room: roomAfter(room, rewound) }
}

/**
 * Marks transactions as forgotten that this page was told are applied, but whose version now holds another write. A
 * page may know more than any server that is still up.
 */
export function contradicted(state: State): State {
  const { room } = state
  if (!room) return state
  const isVoid = ({ version, tx }: Entry): boolean => {
    const there = room.lineage.at(version)?.entry
    return there !== undefined && there.tx !== tx
  }
  if (
    !state.own.some(({ acknowledged, entries }) => acknowledged && entries.some(({ entry }) => isVoid(entry)))
  )
    return state
  return { ...state, own: withoutVoid(state, room.epoch, isVoid) }
}

/** The player's own transactions without entries that Redis no longer has. */
function withoutVoid(
  { own: list, you }: Pick<State, 'own' | 'you'>,
  epoch: number,
  isVoid: (entry: Entry) => boolean,
): readonly OwnTransaction[] {
  return list.flatMap((own): OwnTransaction[] => {
    const entries = own.entries.filter(({ entry }) => !isVoid(entry))
    const version = own.entries[0]?.entry.version
    if (own.epoch !== epoch || version === undefined || entries.length === own.entries.length) return [own]
    if (entries.length > 0 || own.phase.is !== 'applied') return [{ ...own, entries }]
    const { tx, amount, fired, acknowledged } = own
    if (acknowledged) {
      const was: Forgotten = { ...{ tx, player: you?.player ?? '', amount, epoch, version }, ...acknowledged }
      return [{ ...own, entries, phase: { is: 'forgotten', was } }]
    }
    // A server checks what this page sent without an answer; of other transactions no server will tell more.
    return fired ? [{ ...own, entries, phase: { is: 'checking' } }] : []
  })
}

/** The room without losses and breaches of the history that is gone. */
function roomAfter(room: Room, rewound: Rewound): Room {
  const { breaches, losses, lineage } = room
  const isHere = (entry: Entry): boolean =>
    entry.version <= rewound.version || lineage.at(entry.version)?.entry.tx === entry.tx
  const kept = losses.filter(({ entry, by }) => isHere(entry) && isHere(by))
  const versions = new Set([...breaches.versions].filter((version) => version <= rewound.version))
  const newest = breaches.newest && isHere(breaches.newest) ? breaches.newest : null
  return { ...room, losses: kept, breaches: { versions, newest } }
}

/** The named forgotten transactions by player, the player with most of them first. */
export function forgottenByPlayer(rewound: Rewound): { player: string; all: Forgotten[] }[] {
  const players = new Map<string, Forgotten[]>()
  for (const one of rewound.forgotten) players.set(one.player, [...(players.get(one.player) ?? []), one])
  return [...players]
    .map(([player, all]) => ({ player, all }))
    .sort((a, b) => b.all.length - a.all.length || (a.player < b.player ? -1 : 1))
}
