import type { Forgotten, ForkPoint } from '../../shared/rewound.ts'
import type { Fanout } from '../fanout/fanout.ts'
import type { Session } from '../fanout/session.ts'
import { rewoundFor } from './rewound-for.ts'

/** Sends players and screens the acknowledged transactions that Redis has forgotten. */
export class RollbackNotices {
  readonly #fanout: Pick<Fanout, 'sessions' | 'changed'>
  #sentCount = 0

  constructor(fanout: Pick<Fanout, 'sessions' | 'changed'>) {
    this.#fanout = fanout
  }

  /** How many forgotten transactions the last notice to all connections listed. */
  get sentCount(): number {
    return this.#sentCount
  }

  send(session: Session, forkPoint: ForkPoint | undefined, forgotten: readonly Forgotten[]): void {
    if (forkPoint) session.send(rewoundFor(forkPoint, forgotten, session.player))
  }

  /** Sends to every connection of the room on this node; the new sums come with the next frame. */
  sendToAll(forkPoint: ForkPoint | undefined, forgotten: readonly Forgotten[]): void {
    this.#sentCount = forgotten.length
    for (const session of this.#fanout.sessions) this.send(session, forkPoint, forgotten)
    this.#fanout.changed()
  }
}
