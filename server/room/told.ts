import type { ServerMessage } from '../../shared/protocol.ts'
import type { Session } from '../fanout/session.ts'

/** A message of one type for some connections of a room; it is sent to those that were not told the same already. */
export class Told<Message extends ServerMessage> {
  #told = new WeakMap<Session, string>()
  readonly #empty: string

  /** `empty`: what a connection knows before it is told anything. */
  constructor(empty: Message) {
    this.#empty = JSON.stringify(empty)
  }

  tell(session: Session, message: Message): void {
    const text = JSON.stringify(message)
    if ((this.#told.get(session) ?? this.#empty) === text) return
    this.#told.set(session, text)
    session.sendEncoded(text)
  }

  /** The connection knows nothing any more: it enters the room, or must not know what follows. */
  forget(session: Session): void {
    this.#told.delete(session)
  }
}
