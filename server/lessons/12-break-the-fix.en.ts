import { FIGURES } from './figures.ts'
import type { LessonTexts } from './lesson.ts'

const { sharedConnection, watchLate, watchKeeps, watchLateNoDelay, watchLateByScript } = FIGURES

export const en = {
  title: 'Safe or not?',
  idea: 'It looks safe. Find the order of steps in which it is not.',
  watch: [
    'You attack: who is the first to lose a change? Plan with your neighbour who reads and writes when.',
    'Another method, another gap. When does the watching begin?',
  ],
  questions: [
    {
      text: 'The careful method again: WATCH the balance, read it, wait, and write only if no other write has come since. One thing is different: all of you share one single connection to the database. Is it safe?',
      choices: {
        a: { text: 'Yes: WATCH guards the balance', belief: 'It has a check in it, so it is safe.' },
        b: {
          text: 'Yes: on one connection all goes one after the other',
          belief: 'One connection is one queue.',
        },
        c: {
          text: 'No: a change can be lost',
          belief: 'The connection has only one WATCH, and the first to write ends it for all.',
        },
        d: { text: 'No: it stops for ever', belief: 'Two who share something block each other.' },
      },
      why: `WATCH belongs to a connection, not to a person. The first one to write ends it, and the next one then writes unchecked. ${sharedConnection.bad} of ${sharedConnection.orders} orders lose a change.`,
    },
    {
      text: 'Now each of you has a connection of your own. The method reads the balance, waits, then calls WATCH, and writes only if no other write has come since the WATCH. Is it safe?',
      choices: {
        a: {
          text: 'Yes: now WATCH guards each of us',
          belief: 'With a connection of one’s own, WATCH always helps.',
        },
        b: {
          text: 'No: the watching begins too late',
          belief: 'What was written between reading and WATCH is not noticed.',
        },
        c: { text: 'No: then nothing is ever written', belief: 'WATCH notices its own reading.' },
        d: { text: 'Yes, if the waiting is short', belief: 'In a short time nothing happens.' },
      },
      why: `WATCH notices only what comes after it. What is written between reading and WATCH is overwritten: ${watchLate.bad} of ${watchLate.orders} orders lose a change.`,
    },
  ],
  transfer: {
    text: 'Which change makes this last method safe?',
    choices: {
      a: {
        text: 'Call WATCH before reading',
        belief: 'Then the check covers all the time since the reading.',
      },
      b: { text: 'Take the waiting away', belief: 'Without a wait there is no gap.' },
      c: { text: 'Try more often when a write is refused', belief: 'Persistence helps against conflicts.' },
      d: { text: 'Write with a script instead', belief: 'A script cannot be interrupted, so all is well.' },
    },
    why: `With WATCH first, ${watchKeeps.bad} of ${watchKeeps.orders} orders lose a change. Without the wait it is still ${watchLateNoDelay.bad} of ${watchLateNoDelay.orders}, with a script that writes the old sum ${watchLateByScript.bad} of ${watchLateByScript.orders}. And a lost change was never refused.`,
  },
  explanation:
    'Both methods use the right commands. In the first one the guard is shared, and in the second one it comes too late. Whether something is safe does not depend on which words are in the code. It depends on whether there is one order of steps in which it goes wrong.',
  done: 'a change is lost with a method that looks safe',
  hints: [
    'First method: two of you press within 2 seconds. The first to write takes the guard away from the second.',
    'Second method: let another player write while you wait. Your WATCH begins only after that.',
    'Go through the steps of the method one by one, and ask after each: what if another person writes exactly now?',
  ],
  before:
    'Today you are the attackers. The method has a WATCH in it, and an expert has approved it. Break it.',
  after:
    'Do not ask whether it has a lock in it. Look for the order in which it breaks, or show that there is none.',
  inRealLife:
    'Most faults of this kind come from code that looks careful. A library that lends connections from a pool, a check one line too late: tests pass, an expert approves. Tools that try all orders of steps find them; /explore on this server is one.',
} as const satisfies LessonTexts
