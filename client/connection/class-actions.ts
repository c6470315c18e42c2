import type { ClientMessage } from '../../shared/protocol.ts'
import type { Answer, Lead, SetBots } from '../../shared/rounds/class-messages.ts'
import type { Language } from '../../shared/rounds/lesson.ts'

/** What a host and the players do in a lesson. */
export interface ClassActions {
  /** The host moves the room on from the phase that this page shows. */
  lead(what: Omit<Lead, 'type' | 'number'>): void
  answer(what: Omit<Answer, 'type' | 'number'>): void
  giveHint(): void
  setBots(what: Omit<SetBots, 'type'>): void
  /** Asks for the list of lessons. */
  readLessons(): void
  speak(language: Language): void
}

/** `number`: of the phase that the page shows. */
export const classActions = (
  send: (message: ClientMessage) => unknown,
  number: () => number,
): ClassActions => ({
  lead: (what) => void send({ type: 'lead', number: number(), ...what }),
  answer: (what) => void send({ type: 'answer', number: number(), ...what }),
  giveHint: () => void send({ type: 'give-hint', number: number() }),
  setBots: (what) => void send({ type: 'set-bots', ...what }),
  readLessons: () => void send({ type: 'read-lessons' }),
  speak: (language) => void send({ type: 'speak', language }),
})
