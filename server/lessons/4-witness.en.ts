import type { LessonTexts } from './lesson.ts'

export const en = {
  title: 'Whose money is it?',
  idea: 'With the right amounts, one number tells whose money is in it.',
  watch: [
    'The first ten have a button, and it works once. All others take the sum apart, the largest deposit first.',
  ],
  questions: [
    {
      text: 'Ten players pay in at nearly the same moment. Player 0 pays $10, and each next player twice as much: $20, $40, $80, $160, $320, $640 and so on. In the end the account holds $1,050. Whose deposits are in it?',
      choices: {
        a: { text: 'Those of players 0, 3, 5 and 6', belief: 'Each sum can be made in only one way.' },
        b: { text: 'Those of players 0, 2, 5 and 6', belief: 'It is near enough. But that makes $1,010.' },
        c: {
          text: 'Only that of the last one to write',
          belief: 'The last write erases all that came before.',
        },
        d: {
          text: 'That cannot be known',
          belief: 'Different deposits can add up to the same sum, as in the lesson before.',
        },
      },
      why: '$10 + $80 + $320 + $640 = $1,050. Each deposit is more than all smaller ones together, so no other deposits make this sum.',
    },
  ],
  transfer: {
    text: 'Four people pay $1, $2, $4 and $8 into an empty account, all at the same moment. In the end it holds $6. Whose money is in it?',
    choices: {
      a: { text: 'The first and the third', belief: 'It is near enough. But that makes $5.' },
      b: { text: 'The second and the third', belief: 'Only $2 and $4 make $6.' },
      c: { text: 'The fourth, and $2 are missing', belief: 'A deposit can be lost in part.' },
      d: { text: 'That cannot be known', belief: 'A sum never tells what it was made of.' },
    },
    why: 'A deposit is in the balance as a whole, or not at all. $2 + $4 = $6, and no other of the four make this sum.',
  },
  explanation:
    'In the lesson before, many stories ended at the same balance. These amounts were chosen so that every story ends at a different one: they are the places of a binary number, and the balance is that number. 1 means kept, 0 means lost.',
  done: 'the balance names exactly those whose deposits were kept, and at least 1 deposit is lost',
  hints: [
    'Do not all press in the same second. Then several deposits are kept, and the sum gets interesting.',
    'Take it apart from the top: the largest deposit that is not more than the balance is in it.',
    'Nothing lost? Play again, and press closer together: within 2 seconds of another player. Alone, press when the bar of a bot is running.',
  ],
  before:
    'Ten of you will pay in at once, and some of it will be lost. Can you tell from the balance alone whose?',
  after: 'You did not need a list of payments. Good evidence has to be planned before the crime.',
  inRealLife:
    'People who search for such a fault do just that: every program adds an amount of its own, and the sum tells whose is missing. Permissions in a computer are stored in the same way: one number, one place for each right.',
} as const satisfies LessonTexts
