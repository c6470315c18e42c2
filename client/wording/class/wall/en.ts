import { GUEST_NETWORK } from '../../invite-words.ts'
import { FORMATS } from '../formats.ts'
import type { WallTexts } from './texts.ts'

const { count, money, number } = FORMATS.en
const people = (n: number): string => count(n, 'person', 'people')

export const en: WallTexts = {
  join: {
    code: 'Join with this code',
    change: 'Another address',
    set: 'Set an address',
    how: 'Scan, or open the address. A name is all it takes.',
    guest: GUEST_NETWORK,
  },
  wifi: {
    label: 'First the Wi-Fi',
    name: 'Name of the Wi-Fi for phones',
    password: 'Its password, if it has one',
    show: 'Show its QR code in the lobby',
    shown: (name) => `The lobby shows a QR code of ${name}.`,
    help: 'All who see the projector can read the password from it. This browser remembers both; an empty name takes the code away.',
  },
  here: (n, bots) => (bots > 0 ? `${people(n)}, ${count(bots, 'bot', 'bots')}` : people(n)),
  waiting: 'Waiting for the first name.',
  newest: (shown) => `the newest ${number(shown)} are shown`,
  withoutLesson: 'A round without a lesson',

  phases: {
    lobby: 'The room is open',
    question: 'A question',
    talk: 'Talk, and answer again',
    countdown: 'The race begins',
    running: 'The race',
    settling: 'The last writes are finishing',
    reveal: 'What happened',
    transfer: 'A new case',
    learnt: 'What the class has learnt',
    podium: 'The podium',
    over: 'The end',
  },
  newCase: 'new case',
  todo: {
    question: 'Answer on your phone, alone.',
    talk: 'Turn to a neighbour who answered differently.',
    countdown: 'Thumbs ready.',
    settling: 'The last writes are finishing.',
    transfer: 'The same idea, a new case. Answer alone.',
    over: 'Thank you for playing.',
  },
  convince: 'Convince them, then answer again.',
  answered: (done, of) => `${number(done)} of ${number(of)} have answered`,
  answeredAgain: (done, of) => `${number(done)} of ${number(of)} have answered again`,
  fired: (done, of) => `${number(done)} of ${number(of)} are done`,
  guessOnPhone: 'Guess the balance, on your phone.',
  opensWith: (balance) => `The account opens with ${money(balance)}.`,
  writesLeft: (n) => (n === 0 ? '' : `${count(n, 'transaction is', 'transactions are')} running.`),

  next: {
    lobby: 'begin',
    question: 'close the vote',
    talk: 'close the vote',
    countdown: 'start now',
    running: 'end the race',
    reveal: 'go on',
    transfer: 'close the vote',
    learnt: 'podium',
    podium: 'next lesson',
  },
  nextRound: (round) => `round ${number(round)}`,
  acts: {
    ...{ again: 'the same again', pause: 'pause', resume: 'resume', extend: '30 s more' },
    ...{ code: 'code', lessons: 'choose a lesson' },
  },
  keys: { space: 'Space' },
  lobby: 'open the lobby',
  end: 'end the session',
  report: 'report',
  theHostGoesOn: 'The host goes on.',

  paused: {
    title: 'Paused',
    left: (seconds) => `${count(seconds, 'second', 'seconds')} are left.`,
    host: 'Press P to go on.',
    other: 'The host goes on in a moment. Keep the page open.',
  },

  round: (round) => `round ${number(round)}`,
  practice: 'practice, counts nothing',
  adding: 'The bank is adding up.',
  headline(divergence, lost) {
    if (divergence === null) return 'The balance is not a number.'
    if (divergence < 0) return `${money(-divergence)} vanished.`
    if (divergence > 0) return `${money(divergence)} appeared from nowhere.`
    return lost > 0 ? 'Balance right, bank wrong.' : 'The bank is right.'
  },
  lostOf: (lost, applied) => `${number(lost)} of ${number(applied)} lost`,
  others: (n) => `This is one of them; ${number(n)} more went like it.`,
  noneLost: (applied) =>
    applied === 0 ? 'Nothing was booked.' : `${count(applied, 'transaction', 'transactions')}, none lost.`,
  nothingYet: 'Nothing has been booked yet.',
  refusedAttempts: (n) =>
    `${count(n, 'attempt was', 'attempts were')} refused because another write came first, and tried again.`,
  notApplied: (n) => `${count(n, 'transaction was', 'transactions were')} not booked.`,
  atLeast: (sentence) => `At least ${sentence}`,
  forgotten: (n) => `Redis forgot ${count(n, 'acknowledged transaction', 'acknowledged transactions')}.`,
  onPhones: 'Each phone tells its own story.',
  why: 'Why',
  answers: {
    title: 'What you answered',
    both: 'What you answered, first and then',
    guesses: 'What you guessed',
    right: 'Right:',
    rightMark: 'right',
    truth: 'so it was',
  },
  answerBar: (choice, first, second) =>
    second === undefined
      ? `${choice}: ${number(first)}`
      : `${choice}: ${number(first)} at first, ${number(second)} after talking`,
  roundBeside: (round, what) => `Round ${number(round)}, ${what}`,
  servers: (n) => (n === 1 ? 'one server' : n === 2 ? 'two servers' : `${number(n)} servers`),
  allRight: 'nothing lost',
  chart: {
    label: 'Expected and actual balance over the last minute',
    ...{ expected: 'expected', actual: 'actual', ago: 'last minute', now: 'now' },
  },
  lanes: { now: 'now', untouched: 'Each bar will reach from a read to its write.', quiet: 'Quiet now.' },

  learnt: {
    title: 'Right answers',
    first: 'at first, alone',
    second: 'after talking',
    transfer: 'on the new case, alone',
    ofAll: (right, all) => `${number(right)} of ${number(all)}`,
    gain: 'from the first answer to the new case',
    gainOf: (first, transfer) =>
      `from ${count(first, 'first answer', 'first answers')} to ${number(transfer)} on the new case: not the same people`,
    points: (n) => `${FORMATS.en.signed(n)} points`,
  },

  podium: {
    luckiest: 'Luckiest',
    robbed: 'Most robbed',
    eraser: 'Biggest eraser',
    prophet: 'Best prophet',
    none: 'no one',
  },
  lostSome: (lost, applied) =>
    `${number(lost)} of ${count(applied, 'transaction', 'transactions')} forgotten`,
  noneOfThemLost: 'none of their own transactions lost',
  erased: (n) => (n === 1 ? 'update of another player overwritten' : 'updates of other players overwritten'),
  guessed: (guess, actual) => `guessed ${money(guess)}; it was ${money(actual)}`,
  choseRight: 'chose the right answer',
  more: (n) => `and ${number(n)} more`,
  luck: {
    title: 'All luck together is what the bank is wrong by',
    bots: 'bots',
    removed: 'removed',
    outside: 'from outside',
    rest: 'not a player’s',
    beside: (parts) => `Not on the podium: ${parts}.`,
  },
  morePeople: (n) => `${number(n)} more`,
  sum: (up, down, divergence, expected, actual) =>
    `${up} and ${down} make ${divergence}: expected ${expected}, actual ${actual}.`,
  noLuck: 'No luck, good or bad: what each player did is in the balance, to the dollar.',
  leaderboard: { title: 'After all rounds', luck: 'luck', right: 'right' },
  over: {
    title: 'The bank is closed.',
    text: 'Your phone keeps your own story, and a link to go on alone.',
  },
}
