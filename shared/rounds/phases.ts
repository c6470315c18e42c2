/** The phases of a room, in the order in which a lesson goes through them. */
export const PHASES = [
  /** Every player fires at any time; no rounds. A room starts here. */
  'free',
  /** Players arrive; the host chooses a lesson or a round. */
  'lobby',
  /** Each player answers alone. */
  'question',
  /** The answers are shown without the right one; players talk and answer again. */
  'talk',
  /** The new account is open, and does not take transactions yet. */
  'countdown',
  'running',
  /** Transactions that are running come to their end; no new one starts. */
  'settling',
  /** The account is closed for good. What happened, and why. */
  'reveal',
  /** A new case of the same idea, answered alone. */
  'transfer',
  /** Its right answer, and what the class has learnt. */
  'learnt',
  'podium',
  /** The host has ended the session. */
  'over',
] as const
export type Phase = (typeof PHASES)[number]

/** What moves a room from one phase to another. */
export const PHASE_EVENTS = [
  /** The host opens the lobby: a lesson is chosen, or the present one is left. */
  'lobby',
  /** The host starts free play. */
  'free',
  /** The host goes on to what comes next. */
  'next',
  /** The time of the phase is up. */
  'time-up',
  /** All players who are here have done what the phase asks for. */
  'all-done',
  /** The host repeats the round that is over. */
  'again',
  /** The host ends the session. */
  'end',
] as const
export type PhaseEvent = (typeof PHASE_EVENTS)[number]

/** What the table has to know of the round that is on, or comes next. */
export interface Plan {
  /** It asks a question first. */
  question: boolean
  /** Players talk and answer the question again. */
  talk: boolean
  /** Another round of the lesson follows this one. */
  more: boolean
  /** The next round of the lesson asks a question first. */
  nextQuestion: boolean
  /** The lesson ends with a transfer question. */
  transfer: boolean
}

type To = Phase | ((plan: Plan) => Phase)

const begin = (plan: Plan): Phase => (plan.question ? 'question' : 'countdown')
const afterQuestion = (plan: Plan): Phase => (plan.talk ? 'talk' : 'countdown')
function afterReveal({ more, nextQuestion, transfer }: Plan): Phase {
  if (more) return nextQuestion ? 'question' : 'countdown'
  return transfer ? 'transfer' : 'podium'
}

/** Phase × event → phase. What is not in it is refused. */
const TABLE: { [from in Phase]: { [event in PhaseEvent]?: To } } = {
  free: { lobby: 'lobby', end: 'over' },
  lobby: { lobby: 'lobby', next: begin, free: 'free', end: 'over' },
  question: { next: afterQuestion, 'time-up': afterQuestion, 'all-done': afterQuestion, lobby: 'lobby' },
  talk: { next: 'countdown', 'time-up': 'countdown', 'all-done': 'countdown', lobby: 'lobby' },
  countdown: { next: 'running', 'time-up': 'running' },
  running: { next: 'settling', 'time-up': 'settling', 'all-done': 'settling' },
  settling: { 'time-up': 'reveal', 'all-done': 'reveal' },
  reveal: { next: afterReveal, again: 'countdown', lobby: 'lobby', free: 'free', end: 'over' },
  transfer: { next: 'learnt', 'time-up': 'learnt', 'all-done': 'learnt', lobby: 'lobby' },
  learnt: { next: 'podium', lobby: 'lobby', free: 'free', end: 'over' },
  podium: { next: 'lobby', again: 'countdown', lobby: 'lobby', free: 'free', end: 'over' },
  over: { lobby: 'lobby', free: 'free' },
}

/** The phase after `from` when `event` happens; `undefined` when the event has no place there. */
export function phaseAfter(from: Phase, event: PhaseEvent, plan: Plan): Phase | undefined {
  const to = TABLE[from][event]
  return typeof to === 'function' ? to(plan) : to
}

/** Phases in which players answer a question. */
export const isAsking = (phase: Phase): phase is 'question' | 'talk' | 'transfer' =>
  phase === 'question' || phase === 'talk' || phase === 'transfer'

/** Phases in which a transaction may be fired. */
export const takesFire = (phase: Phase): boolean => phase === 'free' || phase === 'running'

/** Phases in which the outcome of the last round may be known. */
export const isKnown = (phase: Phase): boolean =>
  ['reveal', 'transfer', 'learnt', 'podium', 'over'].includes(phase)
