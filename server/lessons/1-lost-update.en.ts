import { FIGURES, goodOf, ordersWith } from './figures.ts'
import type { LessonTexts } from './lesson.ts'

const { twoAtOnce, twoDeposits } = FIGURES

export const en = {
  title: 'Where did the money go?',
  idea: 'Two people change the same number at the same time, and one of the changes is gone.',
  watch: ['Follow your own transaction. When does it read, when does it write, and who writes in between?'],
  questions: [
    {
      text: 'The account holds $100. At the same moment, Ana pays in $50 and Bo takes out $150. Each of them reads the balance, waits 2 seconds, and writes the new balance. What does the account hold then?',
      choices: {
        a: { text: '$0, always', belief: 'The computer takes one after the other, so the sum is right.' },
        b: { text: '$150, always', belief: 'The last press wins, and it is always the same one.' },
        c: {
          text: '$0, $150 or −$50',
          belief:
            'Both can read $100 before one of them has written. Then only one of the two changes counts.',
        },
        d: { text: 'An error message', belief: 'A database notices when two people write at the same time.' },
      },
      why: `Two people take four steps: two reads and two writes. These can happen in ${twoAtOnce.orders} orders. In ${goodOf(twoAtOnce)} of them both changes count, and $0 is right. In ${twoAtOnce.bad} of them one change is lost: ${ordersWith(twoAtOnce, 150)} end at $150, ${ordersWith(twoAtOnce, -50)} at −$50.`,
    },
  ],
  transfer: {
    text: 'A class fund holds $20. Two people pay in $10 each, at the same moment and in the same way: read, wait, write. What does it hold then?',
    choices: {
      a: { text: '$40, always', belief: 'Paying in is harmless. Only taking out can go wrong.' },
      b: { text: '$30 or $40', belief: 'If both read $20, both write $30, and one payment is gone.' },
      c: { text: '$30, always', belief: 'When two people press at once, one of them always loses.' },
      d: { text: '$20, $30 or $40', belief: 'When two changes meet, both of them can be gone.' },
    },
    why: `The last write always stays, so at least one payment counts. Of the ${twoDeposits.orders} orders, ${ordersWith(twoDeposits, 30)} end at $30 and ${ordersWith(twoDeposits, 40)} at $40.`,
  },
  explanation:
    'All of you calculated correctly, but with an old number. Between your reading and your writing another person wrote. Your write then put your own sum over theirs. Their change is gone, and there was no error message.',
  done: 'a deposit is forgotten, and a withdrawal as well',
  hints: [
    'Press at nearly the same moment as your neighbour.',
    'One of you presses +50 and the other −150, within 2 seconds: then both have read the same balance.',
    'The last write stays. Play again, and let the other one of you press first. Alone, press both buttons yourself, one right after the other.',
  ],
  before: 'We all use one account. What can go wrong when two of us press at the same moment?',
  after: 'No write was wrong. Each was calculated from a number that was already old.',
  inRealLife:
    'Two people save the same spreadsheet, and the second one wins. A shop reads “1 left” for two customers and sells it twice. A program reads a counter, adds 1 and writes it back. Banks book a list of payments instead of writing a balance, because of exactly this.',
} as const satisfies LessonTexts
