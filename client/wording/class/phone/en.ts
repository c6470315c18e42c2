import type { Phase } from '../../../../shared/rounds/phases.ts'
import { FORMATS } from '../formats.ts'
import type { Headline } from './headline.ts'

const { count, money, signed } = FORMATS.en

const kindOf = (amount: number): string => (amount > 0 ? 'deposit' : 'withdrawal')
const ordinal = new Intl.PluralRules('en', { type: 'ordinal' })
const ENDINGS: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' }

/** What a player's page says in a lesson. */
export const en = {
  phases: {
    free: 'free play',
    lobby: 'lobby',
    question: 'question',
    talk: 'answer again',
    countdown: 'get ready',
    running: 'race',
    settling: 'almost over',
    reveal: 'why',
    transfer: 'a new case',
    learnt: 'the answer',
    podium: 'podium',
    over: 'the end',
  } satisfies Record<Phase, string>,
  round: (n: number) => `round ${n}`,
  practice: 'practice',
  paused: 'The room is paused.',
  pausedWith: (time: string) => `When it goes on, ${time} are left.`,
  you: 'you',
  /** The nickname of a person who learns alone. */
  me: 'You',

  /* Lobby. */
  in: 'You are in.',
  lookUp: 'Look at the wall.',
  alone: 'You and a few bots share one account.',
  aloneQuiet: 'The account is yours alone in this round: no bot presses.',
  next: 'Next',
  here: (n: number) => `${count(n, 'person is', 'people are')} here.`,
  bots: (n: number) => `${count(n, 'bot plays', 'bots play')}, too.`,
  begins: 'The host begins when all are here.',
  yourName: 'Your name',
  rename: 'Change',

  /* Questions. */
  askBalance: 'What will the account hold when the round is over?',
  yours: 'yours',
  yourFirst: 'your first',
  now: 'now',
  choose: 'Choose an answer',
  confirm: (letter: string) => `My answer is ${letter}`,
  confirmBalance: 'That is my answer',
  balance: 'Balance, in dollars',
  minus: 'Above or below zero',
  notWhole: 'A whole number, above or below zero.',
  stands: 'This answer stands: it cannot be changed.',
  sending: 'Sending…',
  answered: (n: number, of: number) => ({ n: String(n), rest: `of ${of} answered.` }),
  secret: 'Your answer stays secret.',
  talkFirst: 'Talk first.',
  askWhy: 'Find a neighbour who answered differently. Ask why. Then answer again.',
  newCase: 'A new case, and the same idea. Answer it alone.',
  hint: 'Hint',

  /* The race. */
  getReady: 'Get ready.',
  yourButtons: (n: number): string => (n === 1 ? 'This is your button.' : 'These are your buttons.'),
  timed: (s: number) => `You have ${s} seconds. Press as often as you like.`,
  each: (n: number): string => (n === 1 ? 'Press once.' : `Press ${n} times.`),
  open: 'Press until the host ends the round.',
  openAlone: 'Press as often as you like, and end the race yourself.',
  deposit: 'Deposit',
  withdraw: 'Withdraw',
  left: (n: number): string => (n === 0 ? 'No press left' : n === 1 ? 'One press left' : `${n} presses left`),
  fired: (n: number): string => (n === 1 ? 'Pressed once' : `Pressed ${n} times`),
  usedUp: 'You have pressed as often as you may. Watch what happens.',
  nothingYet: 'Nothing of yours yet.',
  pressNow: 'Press a button.',
  tooMany: (n: number) => `${n} are on their way. Wait for one of them.`,
  noConnection: 'No connection. Nothing is sent.',
  closed: 'The bank is closed.',
  entering: 'Entering…',
  noButton: 'This round has buttons for the first ten players. You watch.',
  bankRight: 'The bank is right.',
  bankWrong: 'Balance right, bank wrong.',
  unreadable: 'The balance is not a number.',
  vanished: (n: number) => `${money(n)} vanished.`,
  appeared: (n: number) => `${money(n)} appeared from nowhere.`,
  /** While the round runs: another write can still change it. */
  verdicts: {
    running: 'on its way…',
    kept: 'kept so far',
    lost: 'forgotten so far',
    doubled: 'booked more than once',
    wrong: 'booked wrongly',
    refused: 'refused',
    gaveUp: 'gave up',
    failed: 'not booked',
  },
  overwrittenBy: (name: string) => `${name} wrote over it`,
  ownOverwrote: 'another one of yours wrote over it',
  youRead: (balance: string) => `you read ${balance}`,
  settlingTitle: 'Time is up.',
  settlingText: 'What is on its way comes to its end. Then the bank shows its books.',

  /* My story. */
  lostHead: (amount: number): Headline => ({
    before: `Your ${kindOf(amount)} is`,
    strong: 'forgotten',
    after: '.',
  }),
  lostText: (amount: number): string =>
    amount > 0
      ? `You paid in ${money(amount)}, and the bank does not know it.`
      : `You took out ${money(-amount)}, and the bank does not know it.`,
  lostTo: (who: string, read: number, wrote: number, over: number) =>
    `${who} had read ${money(read)} before you wrote ${money(wrote)}, and wrote ${money(over)} over it. Your write was fine. The other one was built on an old number.`,
  lostToSelf: (read: number, wrote: number, over: number) =>
    `Another one of yours had read ${money(read)} before this one wrote ${money(wrote)}, and wrote ${money(over)} over it. It was built on an old number.`,
  lostToBranch: (who: string, read: number, over: number) =>
    `${who} had read ${money(read)}, where yours was missing already, and wrote ${money(over)} over it.`,
  lostToBlind: (who: string, over: number) =>
    `${who} had read nothing at all, and wrote ${money(over)} over everything.`,
  lostToFailover:
    'The database had said yes, and died before its copy knew. The copy that took over has never heard of it.',
  erasedHeadOf: (name: string): Headline => ({
    before: 'Yours stayed, and',
    strong: 'erased',
    after: `${name}’s.`,
  }),
  erasedText: (who: string, amount: number, read: number, wrote: number, over: number) =>
    `You had read ${money(read)}. Then ${who} wrote ${money(wrote)} (${signed(amount)}), and you wrote ${money(over)} over it, without seeing it.`,
  keptHead: (amount: number): Headline => ({
    before: `Your ${kindOf(amount)} was`,
    strong: 'kept',
    after: '.',
  }),
  keptText: 'It is in the balance. No change of another person is missing because of yours.',
  keptNumbers: (read: number, wrote: number) => `You read ${money(read)} and wrote ${money(wrote)}.`,
  unappliedHead: { before: 'Nothing of yours was', strong: 'booked', after: '.' } as Headline,
  unappliedText: {
    overdraft: 'The account would have gone below zero, so the bank said no.',
    'attempts-used-up': 'Others were faster each time. After all its tries it gave up.',
    'lock-wait-used-up': 'Another one held the lock for too long, so yours gave up.',
    'round-over': 'It came too late: the round was over.',
    other: 'It did not go through, and nothing was booked. No money is missing.',
  },
  absentHead: { before: 'You did not press a button', strong: '', after: '.' } as Headline,
  absentText: 'So nothing of yours can be missing. The wall shows what happened to the others.',
  gain: 'you gain',
  lose: 'you lose',
  neither: 'you neither gain nor lose',
  bankOwes: 'the bank owes it to you',
  freeMoney: 'the bank does not know it',
  moreLost: (n: number): string =>
    n === 1 ? 'One more of yours is forgotten, too.' : `${n} more of yours are forgotten, too.`,
  inAll: (lost: number, applied: number) => `${lost} of your ${applied} are forgotten.`,
  waitForStory: 'The bank is looking through its books…',
  ended: 'It ended at',
  shouldBe: 'it should be',
  predicted: (guess: number, actual: number) => `You predicted ${money(guess)}; it was ${money(actual)}.`,
  predictedRight: (guess: number) => `You predicted ${money(guess)}, and so it was.`,
  stepByStep: 'See every order, step by step',

  /* Answers, once they are known. */
  answeredRight: (letter: string) => `Your answer ${letter} is right.`,
  changedToRight: (first: string, then: string) => `First ${first}, after talking ${then}: now it is right.`,
  changedToWrong: (first: string, then: string) => `First ${first}, which was right, then ${then}.`,
  answeredWrong: (letter: string) => `Your answer was ${letter}.`,
  noAnswer: 'You did not answer.',
  rightIs: 'Right is',
  right: 'Right!',
  notRight: 'Not this time.',
  belief: 'A common idea',
  why: 'Why',

  /* Podium and end. */
  place: (n: number, of: number) => ({ n: `${n}${ENDINGS[ordinal.select(n)]}`, of: `of ${of}` }),
  placeIntro: 'Your place',
  noPlace: 'You are not on the board yet.',
  luckSoFar: 'gained or lost so far',
  rightSoFar: (n: number): string => (n === 1 ? 'one right answer' : `${n} right answers`),
  awards: {
    luckiest: 'Luckiest',
    robbed: 'Most robbed',
    eraser: 'Biggest eraser',
    prophet: 'Best prophet',
  },
  more: (n: number) => `and ${n} more`,
  whatCounts: 'The questions before the races count. A new case does not.',
  counts: 'A practice round: it does not count.',
  overTitle: 'That was it.',
  overText: 'The session is over. This is what happened to you in the last round:',
  overNoStory: 'The session is over.',
  goOn: 'Go on alone',
  lessonDone: 'You have done it:',
  doneWhen: 'You have done it when',
  notYet: 'Not yet.',
  tryAgain: 'Try again',
  oneHint: 'A hint',
  watch: 'Watch',
}
