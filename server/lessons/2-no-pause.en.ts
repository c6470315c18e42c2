import { FIGURES } from './figures.ts'
import type { LessonTexts } from './lesson.ts'
import { ENOUGH_BOOKED, FAST_BOTS } from './lesson-numbers.ts'

const { alone, noDelay } = FIGURES

export const en = {
  title: 'Fast enough to be safe?',
  idea: 'A mistake that happens rarely still happens.',
  watch: [
    'Watch two numbers: how many are booked, and how many of those are lost. The second one grows slowly.',
  ],
  questions: [
    {
      text: `Until now everyone waited 2 seconds between reading and writing. Now we take the delay away: read, add, write, as fast as the computer can. ${FAST_BOTS.count} bots press ${FAST_BOTS.perSecond} times a second each. What happens?`,
      choices: {
        a: { text: 'Nothing is lost any more', belief: 'Only slow programs get into each other’s way.' },
        b: { text: 'As much is lost as before', belief: 'The delay makes no difference at all.' },
        c: {
          text: 'Nothing is lost while there is only one server',
          belief: 'One server does one thing after the other, so two can never meet.',
        },
        d: {
          text: 'Something is still lost, but less often',
          belief: 'The gap between reading and writing gets small, but it is still there.',
        },
      },
      why: `The same ${noDelay.orders} orders of steps are possible as before, and in ${noDelay.bad} of them a change is lost. The delay only made those ${noDelay.bad} likely. Without it two people meet rarely, and with enough presses they do.`,
    },
  ],
  transfer: {
    text: 'You test your new app alone. You press 1,000 times, and it is never wrong. What do you know now about two people who use it at the same time?',
    choices: {
      a: { text: 'It works: 1,000 tries are enough', belief: 'What has worked that often is right.' },
      b: { text: 'It fails once in 1,000 times at most', belief: 'A test gives an upper limit for errors.' },
      c: { text: 'Nothing', belief: 'Alone, the dangerous orders of steps never happen.' },
      d: { text: 'It fails as soon as two people use it', belief: 'What can go wrong goes wrong at once.' },
    },
    why: `Alone there is ${alone.orders} order of steps, and it is right, however often you try. Two people have ${noDelay.orders}, and ${noDelay.bad} of them lose a change. Your test has seen none of these.`,
  },
  explanation:
    'The delay was never the mistake. The mistake is the gap between reading and writing. A short gap only makes the mistake rare: it is not there when you test, and it is there on the day when many people come.',
  done: `${ENOUGH_BOOKED} changes are booked, and at least 1 of them is lost`,
  hints: [
    'Let it run to the end: a rare thing needs many tries.',
    'Press too, as fast as you can. Each press is one more chance to meet another one.',
    'Nothing lost? Play again with more bots, or with more presses a second.',
  ],
  before: '“But no program waits 2 seconds!” Right. So now we do not wait at all. Is all well then?',
  after: 'Rarely is not never. A rare mistake is worse: you do not find it when you look for it.',
  inRealLife:
    'On a normal day two customers do not buy the last ticket in the same millisecond. On the day when the tickets go on sale, thousands press at 10 o’clock. Likes, coupons and stock go wrong on exactly such days.',
} as const satisfies LessonTexts
