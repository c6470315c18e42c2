import type { Player } from '../../shared/protocol.ts'
import type { Wire } from '../account/wire.ts'
import { loadPlayers, type PlayerRecord } from './player-store.ts'
import type { Session } from './session.ts'

/** This node's copy of a room's players. */
export class Roster {
  readonly #wire: Wire
  readonly #code: string
  #players: PlayerRecord[] = []

  constructor(wire: Wire, code: string) {
    this.#wire = wire
    this.#code = code
  }

  async load(): Promise<void> {
    this.#players = await loadPlayers(this.#wire, this.#code)
  }

  /** Why the connection's player is no longer one, if that is so. */
  ousted({ player }: Session): 'kicked' | 'left' | undefined {
    const state = this.#players.find(({ id }) => id === player)?.state
    return state === 'in' ? undefined : state
  }

  /** The players as everyone sees them; those with a connection among `sessions` are here. */
  view(sessions: ReadonlySet<Session>): Player[] {
    const here = new Set([...sessions].map(({ player }) => player))
    return this.#players.map(({ id, number, nickname, state }) => {
      return { id, number, nickname, state: state === 'in' ? (here.has(id) ? 'here' : 'away') : state }
    })
  }
}
