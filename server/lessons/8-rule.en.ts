import { FIGURES, ordersWith } from './figures.ts'
import type { LessonTexts } from './lesson.ts'

const { ruleBroken, addingKeeps } = FIGURES

export const en = {
  title: 'Not below zero',
  idea: 'Adding safely does not make the check before it safe.',
  watch: [
    'Look at the moment when your bar reads. How much is in the account then, and how much when you take it out?',
  ],
  questions: [
    {
      text: 'The account holds $100 and must not go below zero. Method: look first; if there is enough, the database itself subtracts (INCRBY). So no change gets lost. Two people take out $80 each, at the same moment. What can happen?',
      choices: {
        a: { text: 'It never goes below zero', belief: 'We looked before, and there was enough.' },
        b: { text: 'One of the two changes is lost', belief: 'When two meet, one change is gone.' },
        c: { text: 'It can end at −$60', belief: 'Both can look while the $100 are still there.' },
        d: { text: 'Both are refused', belief: 'When two meet, the database refuses both.' },
      },
      why: `In ${ordersWith(ruleBroken, -60)} of ${ruleBroken.orders} orders both looked while $100 were there, and the account ends at −$60. In ${ordersWith(ruleBroken, 20)} the second one is refused. A change is lost in ${addingKeeps.bad} of ${addingKeeps.orders}.`,
    },
  ],
  transfer: {
    text: 'A bus has 10 free seats. Each person looks whether one is free, and then books: the counter goes up by 1 in one step that cannot be interrupted. A whole class books at once. What can happen?',
    choices: {
      a: { text: 'More than 10 seats are sold', belief: 'Many can look before the first one has booked.' },
      b: { text: 'Exactly 10 are sold, never more', belief: 'The counter counts without a mistake.' },
      c: {
        text: 'Some bookings are missing in the counter',
        belief: 'When many count at once, some are lost.',
      },
      d: { text: 'None is sold', belief: 'All of them block each other.' },
    },
    why: `The counter is right, and the rule is broken: looking and booking are two steps. With two people and one free place that happens in ${ruleBroken.bad} of ${ruleBroken.orders} orders.`,
  },
  explanation:
    'The database adds without losing anything, whatever the order. But the decision “there is enough” was made earlier, about a balance that is no longer there. A rule holds only if checking and changing are one step.',
  done: 'the account is below zero although that is forbidden, and no change is lost',
  hints: [
    'All press within 2 seconds. If you look later, you see less money, and the bank refuses.',
    'Two withdrawals are enough. Count down together: three, two, one.',
    'The account is below zero already? Then the bank refuses you. Play again.',
  ],
  before:
    'Adding in one step loses nothing. So is everything solved? The bank now has one rule: not below zero.',
  after: 'Two questions to each method: does it lose a change? And does it keep the rule?',
  inRealLife:
    'Tickets, seats and coupons are sold too often like this, although every sale is in the books. What helps: checking and changing in one command, such as UPDATE … SET free = free − 1 WHERE free > 0, or a script.',
} as const satisfies LessonTexts
