import { FIGURES, goodOf, ordersWith } from './figures.ts'
import type { LessonTexts } from './lesson.ts'

const { threeAtOnce, twoPaidOut } = FIGURES

export const en = {
  title: 'Does the sum prove it?',
  idea: 'A right balance does not prove that every change was kept.',
  watch: ['Can you make both balances the same although a change is lost? Then stop pressing.'],
  questions: [
    {
      text: 'Three people press at the same time: +50, −50 and +10. The account held $100, and at the end it holds exactly the $110 that it ought to hold. Was every change kept?',
      choices: {
        a: { text: 'Yes', belief: 'A sum that fits must be right.' },
        b: { text: 'Not necessarily', belief: 'Two lost changes can make up for each other.' },
        c: { text: 'No, certainly not', belief: 'With this method something is lost every time.' },
      },
      why: `There are ${threeAtOnce.orders} orders of steps. ${ordersWith(threeAtOnce, 110)} of them end at $110, but only ${goodOf(threeAtOnce)} of all ${threeAtOnce.orders} lose nothing. So a right balance is mostly chance.`,
    },
  ],
  transfer: {
    text: 'An account holds $100. Two people take out $60 each, at the same moment. The bank checks the balance and refuses to go below zero. In the end it holds $40. What happened?',
    choices: {
      a: { text: 'One of them was refused', belief: 'The rule was checked, so it has worked.' },
      b: { text: 'Both were paid', belief: 'They pressed at the same moment, so both were fast enough.' },
      c: { text: 'Neither of them was paid', belief: 'Two at once block each other.' },
      d: {
        text: 'One was refused, or both were paid and the bank forgot one: $40 does not tell',
        belief: 'The same balance can come from different stories.',
      },
    },
    why: `All ${ordersWith(twoPaidOut, 40)} orders end at $40. In ${goodOf(twoPaidOut)} of them one person is refused. In ${twoPaidOut.bad} both get $60, and the bank has forgotten one of the two payments.`,
  },
  explanation:
    'A balance is one number, and many stories end at the same number. A lost +50 and a lost −50 add up to nothing. That is why this page never looks at the balance to judge: it looks at which write was built on which.',
  done: 'a round ends with the right balance although a change is lost',
  hints: [
    'Two people are enough, one with +50 and one with −50. All others keep their hands still.',
    'Who writes last wins, and here that is always the one who presses last. +50 first, and −50 one second later: now the bank is $50 too low.',
    'Wait until both are written. Then do it the other way round: −50 first, and +50 one second later. The two errors cancel out, and both balances are the same. Alone, press both yourself.',
  ],
  before:
    'The auditor comes in the evening, adds everything up, and the balance is right to the dollar. Are you happy?',
  after: 'Never judge a bank by its balance. Two errors that cancel out are two errors.',
  inRealLife:
    'The till is right in the evening, and still one customer paid too much and another too little. An inventory that fits can hide two mistakes. Auditors check the bookings, not only the sum.',
} as const satisfies LessonTexts
