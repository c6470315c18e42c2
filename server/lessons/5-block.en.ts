import { FIGURES } from './figures.ts'
import type { LessonTexts } from './lesson.ts'

const { multiOnly } = FIGURES

export const en = {
  title: 'Is a block a wall?',
  idea: 'MULTI … EXEC keeps others out of the block, and not out of the time before it.',
  watch: ['Where on your bar is the block? Only the very end is one. Who writes while you still wait?'],
  questions: [
    {
      text: 'New method: read the balance, wait, and then write it in a block (MULTI … EXEC). The database runs a block without a break: no other command gets in between. Is your change safe now?',
      choices: {
        a: {
          text: 'No: the reading was before the block',
          belief: 'The block only protects what is in it, and the old number comes from outside.',
        },
        b: { text: 'Yes: such a block is a transaction', belief: 'What is in a transaction is protected.' },
        c: {
          text: 'Yes, if everything goes over one connection',
          belief: 'One connection keeps everything in the right order.',
        },
        d: {
          text: 'Yes, unless EXEC reports an error',
          belief: 'EXEC checks whether what I have read is still true.',
        },
      },
      why: `${multiOnly.bad} of ${multiOnly.orders} orders of steps lose a change, exactly as many as without the block. The danger is between reading and writing, and the block begins after that.`,
    },
  ],
  transfer: {
    text: 'A program reads a number, waits, and then sends five commands in a single packet (a pipeline). Is its change safer than with a block?',
    choices: {
      a: { text: 'Yes: they all arrive together', belief: 'What arrives together cannot be interrupted.' },
      b: { text: 'Yes: one packet is faster than five', belief: 'Fast enough is safe enough.' },
      c: {
        text: 'No: it has read before, just like the block',
        belief: 'How it is sent does not make the number newer.',
      },
      d: { text: 'Only if all five commands are writes', belief: 'Writes do not get in each other’s way.' },
    },
    why: `A pipeline promises even less than a block: others may get in between. And even with a block ${multiOnly.bad} of ${multiOnly.orders} orders lose a change, because the number was read before.`,
  },
  explanation:
    'A block makes several commands into one. But you had read the balance before, and the sum in your block was calculated from it. The block writes an old sum, without a break, and without asking. To be safe, the reading has to be in it, or be checked by it.',
  done: 'a change is lost although it was written in a block',
  hints: [
    'Play it exactly like the first lesson: press within 2 seconds of another player.',
    'One of you presses +50, another −150. The block of the later one does not look at what the first one wrote.',
    'Look at the picture after the race: where was the balance read, and where did the block begin?',
  ],
  before: 'The word “transaction” sounds safe. Let us see what this one protects, and what it does not.',
  after: 'Ask of every protection where it begins. What you read before that is old news.',
  inRealLife:
    'In SQL the same trap is SELECT first, then BEGIN and UPDATE. Even inside BEGIN … COMMIT the usual isolation level lets two programs read the same number. What helps is UPDATE … SET count = count + 1, or SELECT … FOR UPDATE.',
} as const satisfies LessonTexts
