import type { Forgotten, ForkPoint } from '../../shared/rewound.ts'
import type { Fanout } from '../fanout/fanout.ts'
import type { Session } from '../fanout/session.ts'
import { rewoundFor } from './rewound-for.ts'

/** Tells players and screens which acknowledged transactions Redis has forgotten. */
export class RollbackNotices {
  readonly #fanout: Pick<Fanout, 'sessions' | 'changed'>
  #told = 0

  constructor(fanout: Pick<Fanout, 'sessions' | 'changed'>) {
    this.#fanout = fanout
  }

  /** How many forgotten transactions were listed when everyone was last told. */
  get told(): number {
    return this.#told
  }

  tell(session: Session, forkPoint: ForkPoint | undefined, forgotten: readonly Forgotten[]): void {
    if (forkPoint) session.send(rewoundFor(forkPoint, forgotten, session.player))
  }

  /** Tells every connection of the room on this node, and sends the new sums with the next frame. */
  tellAll(forkPoint: ForkPoint | undefined, forgotten: readonly Forgotten[]): void {
    this.#told = forgotten.length
    for (const session of this.#fanout.sessions) this.tell(session, forkPoint, forgotten)
    this.#fanout.changed()
  }
}
