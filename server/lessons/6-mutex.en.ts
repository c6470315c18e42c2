import { FIGURES } from './figures.ts'
import type { LessonTexts } from './lesson.ts'

const { mutexOnOne, mutexOnTwo } = FIGURES

export const en = {
  title: 'One lock, two servers',
  idea: 'A lock in the memory of one server does not stop another server.',
  watch: [
    'Practice, on one server: choose one phone. Only this one presses, six times. All others watch how its bars wait.',
    'Now all of you press. Look at the two groups of bars. Does one group wait for the other?',
  ],
  questions: [
    {
      text: 'A lock in the server’s memory lets only one of you read and write at a time. On one server nothing is lost. Now two servers run side by side with the same account, and each serves half of you. What happens?',
      choices: {
        a: { text: 'Still nothing is lost', belief: 'A lock is a lock.' },
        b: { text: 'Nothing is lost, but it gets slower', belief: 'The servers ask each other first.' },
        c: { text: 'The second server reports an error', belief: 'Two servers must not use one account.' },
        d: {
          text: 'Changes are lost again',
          belief: 'Each server has a lock of its own and cannot see the other one.',
        },
      },
      why: `On one server ${mutexOnOne.bad} of ${mutexOnOne.orders} orders of steps lose a change. With two servers ${mutexOnTwo.orders} orders are possible, because they do not wait for each other, and ${mutexOnTwo.bad} of them lose one.`,
    },
  ],
  transfer: {
    text: '“It works on my machine”, says the developer. In the real shop, with many customers, orders are lost. What is different there?',
    choices: {
      a: {
        text: 'Several servers run there, each with its own lock',
        belief: 'The lock only ever guarded one of them.',
      },
      b: { text: 'The computers there are slower', belief: 'Such faults come from slow machines.' },
      c: { text: 'The customers use it wrongly', belief: 'A correct program only fails with wrong input.' },
      d: { text: 'The lock is switched off there', belief: 'A lock that is on cannot fail.' },
    },
    why: `The same lock: ${mutexOnOne.bad} of ${mutexOnOne.orders} orders go wrong on one server, ${mutexOnTwo.bad} of ${mutexOnTwo.orders} on two. On the developer’s machine there was only one.`,
  },
  explanation:
    'The lock works: it lets one after the other through. But it is a note in the memory of one program, and the other program has its own note. The account is shared and the lock is not. A lock has to be where the thing is that it guards.',
  done: 'nothing was lost in a round on one server, and something in a round on two',
  hints: [
    'First round: one phone presses, all others stay still. Everything that one phone sends goes through the same server.',
    'Second round: the timeline shows who is on which server. Find a person on the other one, and press at the same moment.',
    'Each server takes one after the other. So press often: only the two that are first in line can meet.',
  ],
  afterPractice:
    'One server, one lock: each change waited until the one before it was written. So none of them was lost.',
  before:
    'Who has already used a lock in a program: synchronized, a mutex, a semaphore? Whom does it keep out?',
  after: 'A lock keeps out only those who ask it. The second server never asked.',
  inRealLife:
    'Every larger shop runs on several servers, and a new version is often started beside the old one. Then the lock that worked for years guards only half. Two offices that each keep their own list of seats have the same problem.',
} as const satisfies LessonTexts
