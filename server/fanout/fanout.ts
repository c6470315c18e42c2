import { PACE } from '../../shared/pace.ts'
import type { Frame, Snapshot } from '../../shared/protocol.ts'
import type { Session } from './session.ts'

/** Unsent bytes of a connection. With more it gets no frames, and a snapshot once it has drained. */
const MOST_BUFFERED = 256 * 1024

/** Builds frames and snapshots at the moment they are sent. */
export interface FrameSource {
  frame(): Frame
  snapshot(): Snapshot
  /** Milliseconds until a part that the last frame has held back may be sent. */
  nextChangeIn(): number | undefined
}

/**
 * Sends each connection of a room at most one frame per tick with all changes, encoded once for all connections.
 * A connection that does not drain skips frames and gets a snapshot instead.
 */
export class Fanout {
  readonly sessions = new Set<Session>()
  readonly #behind = new Set<Session>()
  readonly #source: FrameSource
  #timer: NodeJS.Timeout | undefined
  #later: NodeJS.Timeout | undefined
  #lastAt = 0

  constructor(source: FrameSource) {
    this.#source = source
  }

  add(session: Session): void {
    // The newcomer's snapshot includes the changes that wait for the next tick, so the others get them first.
    if (this.#timer) this.flush()
    this.sessions.add(session)
    session.send(this.#source.snapshot())
  }

  remove(session: Session): void {
    this.sessions.delete(session)
    this.#behind.delete(session)
  }

  /** Schedules a frame: now or with the next tick. */
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
    // Connections that are behind still need these changes, even if no other change follows.
    if (this.#behind.size > 0) this.changed()
  }

  /** Sends every connection a snapshot: the room goes on with another copy of the account. */
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
    const more = this.#source.nextChangeIn()
    if (more !== undefined) this.#later = setTimeout(() => this.changed(), more)
    return frame
  }
}
