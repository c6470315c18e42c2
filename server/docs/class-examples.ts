import type { ClientMessage, ServerMessage } from '../../shared/protocol.ts'
import type { DocumentedAll } from './documented.ts'
import { ana, anaEntry, bob, bobEntry, settings, start } from './story.ts'

type OfClient = 'lead' | 'answer' | 'give-hint' | 'set-bots' | 'read-lessons' | 'speak'
type OfServer = 'class' | 'round-over' | 'lessons'

/** Messages about lessons and rounds. */
export const CLASS_CLIENT_EXAMPLES = {
  lead: {
    about:
      'The host moves the room on. Every change of the phase has a number; two hosts who press at once name the same one, and the second is refused with `moved-on`. Answered by [`class`](#class) to all.',
    examples: [
      { type: 'lead', number: 0, event: 'lobby', lesson: 'two-at-once' },
      { type: 'lead', number: 1, event: 'next' },
      { type: 'lead', number: 5, event: 'extend', extendMs: 30_000 },
    ],
  },
  answer: {
    about:
      'A player answers the question of the phase. The first answer stands: the same one sent again is harmless, another one is refused with `already-answered`.',
    examples: [{ type: 'answer', number: 2, choice: 'c' }],
  },
  'give-hint': {
    about: 'The host shows the next hint of the lesson to all.',
    examples: [{ type: 'give-hint', number: 5 }],
  },
  'set-bots': {
    about:
      'The host sets how many bots play, and how fast. They fire in free play and while a round runs, as long as a page is connected.',
    examples: [{ type: 'set-bots', bots: 20, perSecond: 0.5 }],
  },
  'read-lessons': {
    about: 'Asks for the lessons of this server. Answered by [`lessons`](#lessons).',
    examples: [{ type: 'read-lessons' }],
  },
  speak: {
    about: 'The language in which lessons are sent to this connection; English until it is sent.',
    examples: [{ type: 'speak', language: 'de' }],
  },
} satisfies DocumentedAll<Extract<ClientMessage, { type: OfClient }>>

export const CLASS_SERVER_EXAMPLES = {
  class: {
    about:
      'What the class does now: on entering, and whenever it changes; counts at most four times a second. A page is sent only what may be known in the phase: no right choice before the reveal.',
    examples: [
      {
        type: 'class',
        number: 2,
        phase: 'question',
        round: 0,
        practice: false,
        startedAt: start,
        deadline: start + 60_000,
        here: 31,
        done: 17,
        bots: { count: 0, perSecond: 0.5 },
        lesson: {
          id: 'two-at-once',
          number: 1,
          of: 12,
          step: 0,
          steps: 1,
          title: 'Two at once',
          watch: 'Look at what each one had read when they wrote.',
          question: {
            text: 'The account holds $100. One pays in $50, one takes out $150, at the same moment. What will it hold?',
            choices: [
              { id: 'a', text: '$0, always' },
              { id: 'b', text: '$150, always' },
              { id: 'c', text: '$0, $150 or −$50' },
              { id: 'd', text: 'An error' },
            ],
          },
          done: { text: 'one update was lost and one was kept', reached: false },
          hints: [],
        },
        yours: { first: { choice: 'c' }, fired: 0 },
      },
    ],
  },
  'round-over': {
    about: 'A round that is over. It never changes: its account takes nothing any more.',
    examples: [
      {
        type: 'round-over',
        record: {
          round: 1,
          epoch: 2,
          lesson: 'two-at-once',
          step: 0,
          practice: false,
          settings,
          nodes: 1,
          startedAt: start,
          endedAt: start + 9000,
          opening: 100,
          expected: 0,
          actual: -50,
          applied: 2,
          lost: 1,
          conflicts: 0,
          attempts: 2,
          unapplied: { rejected: 0, 'gave-up': 0, failed: 0 },
          forgotten: 0,
          players: [
            {
              ...{ player: ana, nickname: 'ana', acknowledged: 50, effect: 0 },
              ...{ applied: 1, lost: 1, erased: 0, unapplied: 0 },
            },
            {
              ...{ player: bob, nickname: 'bob', acknowledged: -150, effect: -150 },
              ...{ applied: 1, lost: 0, erased: 1, unapplied: 0 },
            },
          ],
          loss: { lost: anaEntry, by: bobEntry },
          scene: [anaEntry, bobEntry],
          answers: { first: { a: 19, b: 3, c: 5, d: 4 }, second: { a: 3, b: 2, c: 25, d: 1 } },
          right: 'c',
          podium: { luckiest: [], robbed: [ana], eraser: [bob], prophet: [ana, bob] },
          divergence: [
            { ms: 0, divergence: 0 },
            { ms: 2100, divergence: -50 },
          ],
        },
      },
    ],
  },
  lessons: {
    about: 'The answer to [`read-lessons`](#read-lessons).',
    examples: [
      {
        type: 'lessons',
        lessons: [
          {
            id: 'two-at-once',
            number: 1,
            title: 'Two at once',
            idea: 'Read, think, write loses updates.',
            minutes: 5,
          },
        ],
      },
    ],
  },
} satisfies DocumentedAll<Extract<ServerMessage, { type: OfServer }>>
