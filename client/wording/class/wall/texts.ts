import type { Phase } from '../../../../shared/rounds/phases.ts'

/** What a host asks the room to do from the projector. */
export type LeadAct = 'next' | 'again' | 'pause' | 'resume' | 'extend' | 'lobby' | 'end'
/** What a host does on this page only: shows the strategy's file, opens the list of lessons. */
export type PageAct = 'code' | 'lessons'
export type WallAct = LeadAct | PageAct

/** Texts of the projector while a lesson is on. */
export interface WallTexts {
  join: { code: string; change: string; set: string; how: string; guest: string }
  wifi: {
    /** Below the QR code of the network. */
    label: string
    name: string
    password: string
    show: string
    shown(name: string): string
    help: string
  }
  /** Who is here: `21 people, 9 bots`. */
  here(people: number, bots: number): string
  waiting: string
  newest(shown: number): string
  withoutLesson: string

  /** What a phase is called, for a screen reader and for the tab. */
  phases: Record<Exclude<Phase, 'free'>, string>
  newCase: string
  /** The line at the foot: what is to be done now. */
  todo: Record<'question' | 'talk' | 'countdown' | 'settling' | 'transfer' | 'over', string>
  /** What follows `todo`, less loud. */
  convince: string
  answered(done: number, of: number): string
  answeredAgain(done: number, of: number): string
  fired(done: number, of: number): string
  guessOnPhone: string
  opensWith(balance: number): string
  /** '' when none is running. */
  writesLeft(n: number): string

  /** What the host's keys do; `next` depends on the phase. */
  next: Record<Exclude<Phase, 'free' | 'settling' | 'over'>, string>
  nextRound(round: number): string
  acts: Record<'again' | 'pause' | 'resume' | 'extend' | PageAct, string>
  /** What is written on the keys. */
  keys: { space: string }
  lobby: string
  end: string
  report: string
  theHostGoesOn: string

  paused: { title: string; left(seconds: number): string; host: string; other: string }

  round(round: number): string
  practice: string
  /** While the record of the round has not come. */
  adding: string
  /** What became of the money, from actual − expected; null when the balance is no number. */
  headline(divergence: number | null, lost: number): string
  lostOf(lost: number, applied: number): string
  others(n: number): string
  noneLost(applied: number): string
  nothingYet: string
  refusedAttempts(n: number): string
  notApplied(n: number): string
  /** Of a sentence that begins with a count of which only a part is known. */
  atLeast(sentence: string): string
  forgotten(n: number): string
  onPhones: string
  why: string
  answers: { title: string; both: string; guesses: string; right: string; rightMark: string; truth: string }
  /** One bar of the answers, for a screen reader. */
  answerBar(choice: string, first: number, second: number | undefined): string
  /** `what`: the strategy, or the servers when the strategies are the same. */
  roundBeside(round: number, what: string): string
  servers(n: number): string
  allRight: string

  chart: { label: string; expected: string; actual: string; ago: string; now: string }
  lanes: { now: string; untouched: string; quiet: string }

  learnt: {
    title: string
    first: string
    second: string
    transfer: string
    /** How many of the answers were right. */
    ofAll(right: number, all: number): string
    gain: string
    /** When not as many have answered the new case as the first time: others, or fewer, may have been right. */
    gainOf(first: number, transfer: number): string
    points(n: number): string
  }

  podium: { luckiest: string; robbed: string; eraser: string; prophet: string; none: string }
  lostSome(lost: number, applied: number): string
  noneOfThemLost: string
  /** What stands below the number of them. */
  erased(n: number): string
  guessed(guess: number, actual: number): string
  choseRight: string
  more(n: number): string
  luck: {
    title: string
    bots: string
    removed: string
    outside: string
    rest: string
    beside(parts: string): string
  }
  morePeople(n: number): string
  /** All luck and its sum; the amounts are written with their signs already. */
  sum(up: string, down: string, divergence: string, expected: string, actual: string): string
  noLuck: string
  leaderboard: { title: string; luck: string; right: string }
  over: { title: string; text: string }
}
