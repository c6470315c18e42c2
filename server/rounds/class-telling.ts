import type { Language } from '../../shared/rounds/lesson.ts'
import { isKnown } from '../../shared/rounds/phases.ts'
import type { RoundRecord } from '../../shared/rounds/round-record.ts'
import type { Session } from '../fanout/session.ts'
import { type ClassFacts, ownPart, sharedPart } from './class-message.ts'

/** Milliseconds between two messages that only tell of new counts: at least, and for each connection. */
const COUNTS_MS = 250
const COUNTS_MS_EACH = 2

/** Tells the pages of a room on this node what the class does. */
export class ClassTelling {
  readonly #sessions: ReadonlySet<Session>
  readonly #facts: () => ClassFacts
  #timer: NodeJS.Timeout | undefined
  #toldAt = 0

  constructor(sessions: ReadonlySet<Session>, facts: () => ClassFacts) {
    this.#sessions = sessions
    this.#facts = facts
  }

  /** At once: the phase has changed. */
  now(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#toldAt = performance.now()
    this.#send(this.#sessions)
  }

  /** Soon: counts have changed. */
  soon(): void {
    this.#timer ??= setTimeout(() => this.now(), Math.max(0, this.#toldAt + this.#pace() - performance.now()))
  }

  /** To a page that has entered, or speaks another language now. */
  one(session: Session): void {
    this.#send([session])
  }

  roundOver(record: RoundRecord): void {
    const text = JSON.stringify({ type: 'round-over', record })
    for (const session of this.#sessions) session.sendEncoded(text)
  }

  /**
   * To a page that has entered: the outcome that is shown. A projector is also told of the lesson's earlier rounds, which
   * it shows beside it.
   */
  rounds(session: Session): void {
    const { state, records } = this.#facts()
    const { lesson, round, phase } = state
    for (const record of records) {
      const shown = record.round === round && isKnown(phase)
      const beside = record.round < round && lesson !== '' && record.lesson === lesson
      if (shown || (beside && session.player === undefined)) session.send({ type: 'round-over', record })
    }
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  #pace(): number {
    return Math.max(COUNTS_MS, COUNTS_MS_EACH * this.#sessions.size)
  }

  #send(sessions: Iterable<Session>): void {
    const facts = this.#facts()
    const shared = new Map<Language, string>()
    for (const session of sessions) {
      const { player, language = 'en' } = session
      const text = shared.get(language) ?? JSON.stringify(sharedPart(facts, language)).slice(0, -1)
      shared.set(language, text)
      const own = player === undefined ? '' : `,"yours":${JSON.stringify(ownPart(facts, player))}`
      session.sendEncoded(`${text}${own}}`)
    }
  }
}
