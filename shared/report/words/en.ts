import { FORMATS } from '../../formats.ts'
import type { ReportWords } from './texts.ts'

const { count, number } = FORMATS.en
const where = (rounds: number, rooms: number): string =>
  `in ${count(rounds, 'round', 'rounds')}${rooms > 1 ? ` of ${number(rooms)} rooms` : ''}`

export const en: ReportWords = {
  title: (code) => `Report of room ${code}`,
  titleOfRooms: (rooms) => `Report of ${number(rooms)} rooms`,
  lost: (people, money, rounds, rooms) =>
    `${count(people, 'person', 'people')} lost ${money} ${where(rounds, rooms)}.`,
  noneLost: (rounds, rooms) => `No money was lost ${where(rounds, rooms)}.`,
  noRounds: 'No round is over yet.',
  won: (people, money) => `${count(people, 'person', 'people')} gained ${money}.`,
  people: (people, bots) =>
    `${count(people, 'person', 'people')}${bots > 0 ? ` and ${count(bots, 'bot', 'bots')}` : ''}`,
  updates: (lost, applied) => `${number(lost)} of ${count(applied, 'update was', 'updates were')} lost.`,
  round: (round) => `Round ${number(round)}`,
  roundColumn: 'Round',
  lessonRound: (title) => `lesson “${title}”`,
  practice: 'practice, counts nothing',
  overview: 'All rounds',
  room: 'Room',
  removed: 'a removed player',
  outside: 'outside (redis-cli)',
  bots: (bots) => count(bots, 'bot', 'bots'),

  learnt: 'What was learnt',
  learntNote:
    'Only questions with one right choice whatever happens in the round. Gains are percentage points since the first answer.',
  lesson: 'Lesson',
  alone: 'alone',
  talked: 'after talking',
  newCase: 'on a new case',
  gain: 'gain',
  points: (points) => `${points} pp`,
  shareOf: (percent, right, all) => `${percent} (${number(right)} of ${number(all)})`,

  places: 'Leaderboard',
  placesNote:
    'Right answers come first; luck only decides between equals, because it is chance. Practice rounds count nothing.',
  place: 'Place',
  name: 'Name',
  rightAnswers: 'Right answers',
  luck: 'Luck',

  settings: 'Settings',
  strategy: 'Method',
  library: 'Redis library',
  delay: 'Delay',
  delayOf: (think, jitter) => `${think} ± ${jitter}`,
  overdraft: 'Below zero',
  allowed: 'allowed',
  refused: 'refused',
  lostReplies: 'Lost answers',
  durable: 'Waits for a replica',
  yes: 'yes',
  no: 'no',
  nodes: 'Servers',
  length: 'Length',

  outcome: 'Outcome',
  opening: 'Opening balance',
  expected: 'Expected',
  actual: 'Actual',
  difference: 'Difference',
  noNumber: 'no number',
  booked: 'Booked',
  lostUpdates: 'Lost updates',
  attempts: 'Attempts',
  conflicts: 'Refused attempts',
  notBooked: 'Not booked',
  endings: (rejected, gaveUp, failed) =>
    `${number(rejected)} refused, ${number(gaveUp)} gave up, ${number(failed)} failed`,
  atLeast: (text) => `at least ${text}`,

  vanished: (money, lost) =>
    `${money} vanished${lost > 0 ? `: ${count(lost, 'update was', 'updates were')} lost` : ''}.`,
  appeared: (money, lost) =>
    `${money} appeared from nowhere${lost > 0 ? `: ${count(lost, 'update was', 'updates were')} lost` : ''}.`,
  equalButLost: (lost) =>
    `Balance right, bank wrong: ${count(lost, 'update is', 'updates are')} gone, and what is missing cancels out.`,
  equal: (applied) =>
    `The bank is right: ${count(applied, 'update', 'updates')}, ${applied === 1 ? 'not lost' : 'none lost'}.`,
  nothing: 'Nothing was booked.',
  unreadable: 'The balance was not a number when the round ended.',
  told: (lost, amount, by, byAmount, seen) =>
    `${lost}’s ${amount} was overwritten by ${by}’s ${byAmount}, which was computed from an older balance, ${seen}.`,
  toldBlind: (lost, amount, by, byAmount) =>
    `${lost}’s ${amount} was overwritten by ${by}’s ${byAmount}, which was computed without reading the balance.`,
  toldOwn: (lost, amount, byAmount, seen) =>
    `${lost}’s ${amount} was overwritten by the same player’s ${byAmount}, which was computed from an older balance, ${seen}.`,

  question: 'The question',
  transfer: 'The new case',
  guesses: 'What will the balance be?',
  guess: 'Guess',
  right: 'right',
  nearest: 'nearest',

  podium: 'Podium',
  luckiest: 'Luckiest',
  robbed: 'Most robbed',
  eraser: 'Biggest eraser',
  prophet: 'Best prophet',
  none: '–',
  updatesErased: (updates) => count(updates, 'update', 'updates'),

  curve: 'Actual − expected, while the round ran',
  curveOf: (last, least, most) => `The difference was between ${least} and ${most}, and ${last} in the end.`,
  seconds: (seconds) => `${seconds} s`,

  losses: 'Lost updates by name',
  lossesNote: (listed, all) => `The ${number(listed)} largest of ${number(all)}.`,
  overwrittenBy: 'overwritten by',

  players: 'Players',
  acknowledged: 'Told “booked”',
  effect: 'In the balance',
  erased: 'Erased',
  answer: 'Answer',
  all: 'All',
  luckNote: 'Luck is what is in the balance minus what was told. All luck adds up to the difference.',

  unknown: 'What this report cannot know',
  forgotten: (forgotten, round) =>
    `Round ${number(round)}: a failover of Redis forgot ${count(forgotten, 'acknowledged transaction', 'acknowledged transactions')}. They count as expected, but how they met the others is not known any more; neither are those that only a server knew that has ended.`,
  trimmed: (round, kept) =>
    `Round ${number(round)}: Redis keeps the newest ${kept} transactions that were not booked. There may have been more, so attempts and refusals may be too low.`,
  outsideNote: (round, money) =>
    `Round ${number(round)}: writes from outside the game changed the balance by ${money}. Who made them is not recorded.`,
  removedNote: 'Players who were removed or have left are shown without their names.',
}
