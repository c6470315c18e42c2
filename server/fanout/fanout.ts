import { PACE } from '../../shared/pace.ts'
import type { Frame, Snapshot } from '../../shared/protocol.ts'
import type { Session } from './session.ts'

/** Bytes a connection may lag behind before it is sent no more frames, but a snapshot once it has caught up. */
const MOST_BUFFERED = 256 * 1024

/** What to tell, asked for at the moment it is sent. */
export interface Source {
  frame(): Frame
  snapshot(): Snapshot
  /** Milliseconds until there will be something to tell that the last frame has held back. */
  moreIn?(): number | undefined
}

/**
 * Sends each of a room's connections at most one frame per tick with all that happened, encoded once for all.
 * A connection that does not drain skips frames and gets a snapshot instead.
 */
export class Fanout {
  readonly sessions = new Set<Session>()
  readonly #behind = new Set<Session>()
  readonly #source: Source
  #timer: NodeJS.Timeout | undefined
  #later: NodeJS.Timeout | undefined
  #lastAt = 0

  constructor(source: Source) {
    this.#source = source
  }

  add(session: Session): void {
    // What waits for the next tick is in the newcomer's snapshot, so the others must have it first.
    if (this.#timer) this.flush()
    this.sessions.add(session)
    session.send(this.#source.snapshot())
  }

  remove(session: Session): void {
    this.sessions.delete(session)
    this.#behind.delete(session)
  }

  /** Something changed: it goes out now or with the next tick. */
  changed(): void {
    this.#timer ??= setTimeout(() => this.flush(), Math.max(0, this.#lastAt + PACE.tickMs - Date.now()))
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#lastAt = Date.now()
    const frame = this.#frame()
    if (this.sessions.size === 0) return
    const encoded = JSON.stringify(frame)
    let snapshot: string | undefined
    for (const session of this.sessions) {
      if (session.buffered > MOST_BUFFERED) {
        this.#behind.add(session)
      } else if (this.#behind.delete(session)) {
        snapshot ??= JSON.stringify(this.#source.snapshot())
        session.sendEncoded(snapshot)
      } else {
        session.sendEncoded(encoded)
      }
    }
    // Nothing more may happen for long; whoever is behind still has to hear of this.
    if (this.#behind.size > 0) this.changed()
  }

  /** Everyone starts anew from a snapshot: the account has another life. */
  restart(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#frame()
    const encoded = JSON.stringify(this.#source.snapshot())
    for (const session of this.sessions) {
      if (session.buffered > MOST_BUFFERED) this.#behind.add(session)
      else {
        this.#behind.delete(session)
        session.sendEncoded(encoded)
      }
    }
    if (this.#behind.size > 0) this.changed()
  }

  stop(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#later)
    this.#timer = undefined
  }

  #frame(): Frame {
    const frame = this.#source.frame()
    clearTimeout(this.#later)
    const more = this.#source.moreIn?.()
    if (more !== undefined) this.#later = setTimeout(() => this.changed(), more)
    return frame
  }
}
