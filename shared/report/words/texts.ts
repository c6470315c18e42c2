/** One sentence each, or a label. Numbers and amounts come as texts, except those that decide about plurals. */
export interface ReportWords {
  title(code: string): string
  titleOfRooms(rooms: number): string
  /** `412 people lost $38,000 in 12 rounds.` */
  lost(people: number, money: string, rounds: number, rooms: number): string
  noneLost(rounds: number, rooms: number): string
  noRounds: string
  won(people: number, money: string): string
  people(people: number, bots: number): string
  updates(lost: number, applied: number): string
  round(round: number): string
  roundColumn: string
  lessonRound(title: string): string
  practice: string
  overview: string
  room: string
  removed: string
  outside: string
  bots(count: number): string

  learnt: string
  learntNote: string
  lesson: string
  alone: string
  talked: string
  newCase: string
  gain: string
  points(points: string): string
  shareOf(percent: string, right: number, all: number): string

  places: string
  placesNote: string
  place: string
  name: string
  rightAnswers: string
  luck: string

  settings: string
  strategy: string
  library: string
  delay: string
  delayOf(think: string, jitter: string): string
  overdraft: string
  allowed: string
  refused: string
  lostReplies: string
  durable: string
  yes: string
  no: string
  nodes: string
  length: string

  outcome: string
  opening: string
  expected: string
  actual: string
  difference: string
  noNumber: string
  booked: string
  lostUpdates: string
  attempts: string
  conflicts: string
  notBooked: string
  endings(rejected: number, gaveUp: number, failed: number): string
  /** A count of which only a part is known. */
  atLeast(text: string): string

  vanished(money: string, lost: number): string
  appeared(money: string, lost: number): string
  equalButLost(lost: number): string
  equal(applied: number): string
  nothing: string
  unreadable: string
  told(lost: string, amount: string, by: string, byAmount: string, seen: string): string
  toldBlind(lost: string, amount: string, by: string, byAmount: string): string
  toldOwn(lost: string, amount: string, byAmount: string, seen: string): string

  question: string
  transfer: string
  guesses: string
  guess: string
  right: string
  nearest: string

  podium: string
  luckiest: string
  robbed: string
  eraser: string
  prophet: string
  none: string
  updatesErased(count: number): string

  curve: string
  curveOf(from: string, least: string, most: string): string
  seconds(seconds: string): string

  losses: string
  lossesNote(listed: number, all: number): string
  overwrittenBy: string

  players: string
  acknowledged: string
  effect: string
  erased: string
  answer: string
  all: string
  luckNote: string

  unknown: string
  forgotten(count: number, round: number): string
  trimmed(round: number, kept: string): string
  outsideNote(round: number, money: string): string
  removedNote: string
}
