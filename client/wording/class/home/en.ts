import { FORMATS } from '../formats.ts'

const { money } = FORMATS.en

/** What the first page and the list of lessons say. */
export const en = {
  lead: 'One account, a room full of people, all at once. See whose money gets lost, and why.',
  haveCode: 'You have a code',
  join: 'Join',
  badCode: 'A code has six characters, as on the big screen: K7Q·4MX.',
  alone: 'Try it alone',
  aloneSmall: 'Bots are the others.',
  host: 'Host a room',
  hostSmall: 'For a class, a team, two friends.',
  opening: 'Opening…',
  picture: 'How money gets lost, in ten seconds',
  one: 'one',
  two: 'two',
  both: (n: number) => `Two people read the same number: ${money(n)}.`,
  writes: 'The second takes out $150 and writes what is left: −$50.',
  over: 'The first still has the old $100 in hand, adds $50, and writes $150 over it.',
  gone: 'The withdrawal is forgotten. The bank is $150 wrong.',
  why: 'You want to know why',
  everyOrder: 'Every order',
  everyOrderText: 'Two transactions, every order they can happen in, and which of them lose money.',
  everyMethod: 'Every strategy',
  everyMethodText: 'Which of them can lose what, each answer found by trying.',

  learnTitle: 'On your own',
  learnText:
    'A lesson takes five to twelve minutes. You predict, you press, and you see why. Bots are the others, where the lesson needs others.',
  learnOpening: 'Opening a room of your own…',
  learnFailed: 'That did not work.',
  tryAgain: 'Try again',
  done: 'done',
  begun: 'begun',
  start: 'Start',
  toList: 'All lessons',
  doneOf: (n: number, of: number) => `${n} of ${of} done`,
}
