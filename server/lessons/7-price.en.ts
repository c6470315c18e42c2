import { FIGURES } from './figures.ts'
import type { LessonTexts } from './lesson.ts'
import { MANY_BOTS } from './lesson-numbers.ts'

const { watchKeeps, watchRefuses, scriptRefuses } = FIGURES
const others = MANY_BOTS.count - 1

export const en = {
  title: 'What does it cost to be careful?',
  idea: 'Trying again until it fits keeps everything, and takes many attempts.',
  watch: [
    'Dashed bars are attempts that were refused. How many does one change need until it is in?',
    'The same crowd, with one script that reads, adds and writes without a break. Where are the dashed bars?',
  ],
  questions: [
    {
      text: `New method (WATCH): read the balance, wait, and write only if no other write has come since. Otherwise start again. Nothing gets lost. ${MANY_BOTS.count} bots and all of you press at once. What does it cost?`,
      choices: {
        a: { text: 'Nothing: it is free', belief: 'Checking costs no time.' },
        b: {
          text: 'Most attempts are refused and start again',
          belief: 'One write makes all other readings old.',
        },
        c: { text: 'All wait in a queue', belief: 'It is a lock, only with another name.' },
        d: { text: 'Some changes are lost after all', belief: 'With so many, something always gets lost.' },
      },
      why: `When ${MANY_BOTS.count} have read the same balance, the first to write makes the other ${others} readings old, and these start again. Even of only two, one is refused in ${watchRefuses.bad} of ${watchRefuses.orders} orders. But ${watchKeeps.bad} of ${watchKeeps.orders} lose a change.`,
    },
  ],
  transfer: {
    text: 'A hundred people press at the same moment. With which method does even the slowest of them certainly get done?',
    choices: {
      a: {
        text: 'With “check, or start again”: it is fair',
        belief: 'Each new attempt has the same chance.',
      },
      b: { text: 'With both: it only takes a while', belief: 'If you try often enough, you get through.' },
      c: { text: 'With neither', belief: 'A hundred at once is too much for any method.' },
      d: { text: 'With the script', belief: 'It needs no second attempt.' },
    },
    why: `With one attempt each, one of two people has to give up in ${watchRefuses.bad} of ${watchRefuses.orders} orders with WATCH, and in ${scriptRefuses.bad} of ${scriptRefuses.orders} with the script. The longer you wait between reading and writing, the more often others are faster.`,
  },
  explanation:
    'WATCH hopes that no one else comes, and checks it at the end. If few come, that is cheap. If many come, one is let through and all others have worked for nothing. A script asks for nothing to be true: it reads and writes in one step, so there is nothing to try again.',
  done: 'both rounds kept everything, and in the first one more attempts were refused than changes were booked',
  hints: [
    'Press in the first round, and count the dashed bars on your own line.',
    'Compare the two rounds: how many changes were booked in the same time?',
    'Too few refused attempts? Play the first round again with more bots.',
  ],
  before: 'At last a method that loses nothing. Let us look at the bill.',
  after: 'If few meet, hope and check. If many meet, let one place do the whole step.',
  inRealLife:
    'A wiki says: “the page was changed while you were editing”, and you start again. That is fine for a page and bad for the stock of a sale. Databases therefore have both: optimistic checks, and one command that does it all.',
} as const satisfies LessonTexts
