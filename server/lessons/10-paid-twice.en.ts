import { FIGURES } from './figures.ts'
import type { LessonTexts } from './lesson.ts'

const { sentAgain, sentAgainWithKey } = FIGURES

export const en = {
  title: 'No answer',
  idea: 'When the answer gets lost, that does not mean no.',
  watch: [
    'Compare your presses with what is booked for you. Did the bank give you something for nothing?',
    'The same lost answers, but each payment now carries a number of its own. Is anything booked twice?',
  ],
  questions: [
    {
      text: 'You pay in $50. The answer gets lost on the way back to you. Your app thinks that the payment has failed, and sends it again. What can happen?',
      choices: {
        a: { text: 'It is booked once: no answer means that it failed', belief: 'Silence is a no.' },
        b: {
          text: 'It can be booked twice',
          belief: 'The payment may have arrived, and only the answer was lost.',
        },
        c: {
          text: 'The bank notices that it is the same one',
          belief: 'Two equal payments are one payment.',
        },
        d: {
          text: 'The second one overwrites the first',
          belief: 'What is sent again takes the place of the old one.',
        },
      },
      why: `When one answer gets lost, ${sentAgain.bad} of ${sentAgain.orders} orders of steps book a payment twice. Only the answer was lost, and the bank cannot tell the second payment from a new one.`,
    },
  ],
  transfer: {
    text: 'You have sent an order in a shop, and the page hangs. What makes it harmless to press “send” again?',
    choices: {
      a: {
        text: 'A number that the page makes once and sends along each time',
        belief: 'The shop recognises the order by it.',
      },
      b: {
        text: 'To wait long enough before',
        belief: 'After a while it is certain that nothing has arrived.',
      },
      c: { text: 'The shop compares name and goods', belief: 'Two equal orders are always a mistake.' },
      d: { text: 'To reload the page first', belief: 'Then the old order is gone.' },
    },
    why: `With such a number ${sentAgainWithKey.bad} of ${sentAgainWithKey.orders} orders of steps book twice: the second one is recognised and gets the answer of the first.`,
  },
  explanation:
    'If no answer comes, you do not know whether the request or the answer got lost. To send it again is right, because otherwise it may be missing. But both must be recognised as one. For that the payment needs a number which is made before the first attempt, and stays the same.',
  done: 'a payment was booked twice without a number, and none with a number',
  hints: [
    'Press several times: four in ten answers get lost.',
    'Look at your own line: a second attempt of the same payment follows a lost answer.',
    'Every deposit is $50. So if the bank has more than it ought to have, how many were booked twice?',
  ],
  before: 'Who has already pressed “buy” twice, because nothing happened? What did you hope for?',
  after: 'No answer is not a no. Send it again, but with the same number.',
  inRealLife:
    'Payment services ask for an “idempotency key”: exactly this number. A mail that is sent twice, a parcel that comes twice, a ticket that is charged twice: mostly an answer got lost, and a program was stubborn.',
} as const satisfies LessonTexts
