import { FIGURES } from './figures.ts'
import type { LessonTexts } from './lesson.ts'
import { LOCK_SECONDS, LONG_PAUSE_SECONDS } from './lesson-numbers.ts'

const { lockExpires, fenced } = FIGURES

export const en = {
  title: 'The lock that ran out',
  idea: 'A lock that ends by itself can have two holders.',
  watch: [
    `Watch who holds the lock. After ${LOCK_SECONDS} seconds the next one gets it, although the first is not finished.`,
    'Now look for a dashed bar: a write that came too late and was refused. Whose number was newer?',
  ],
  questions: [
    {
      text: `A lock in the database: only its holder may read and write. So that a crashed program does not block all others for ever, the lock ends by itself after ${LOCK_SECONDS} seconds. Its holder pauses for ${LONG_PAUSE_SECONDS} seconds and then goes on. What happens?`,
      choices: {
        a: {
          text: 'The late one gets an error at once',
          belief: 'A lock knows who holds it, and tells them.',
        },
        b: {
          text: 'The second one waits until the first is finished',
          belief: 'A lock is only free when its holder gives it back.',
        },
        c: {
          text: `Nothing: ${LOCK_SECONDS} seconds are long enough`,
          belief: 'One only has to choose the time well.',
        },
        d: {
          text: 'Two people hold it, and a change can be lost',
          belief: 'The holder does not notice that the lock has ended.',
        },
      },
      why: `When the lock may end once while two people work, ${lockExpires.bad} of ${lockExpires.orders} orders of steps lose a change: the first one writes after the second one has read.`,
    },
    {
      text: 'Now each lock comes with a number, and each number is higher than the one before. The account remembers the highest and checks it at every write. Again a holder pauses for too long, and another one gets the lock. What becomes of the late write?',
      choices: {
        a: { text: 'It is refused', belief: 'Its number is older than the one that the account has seen.' },
        b: { text: 'It is written: it came first', belief: 'First come, first served.' },
        c: { text: 'It waits until the lock is free again', belief: 'A lock makes late writes wait.' },
        d: {
          text: 'It is written, and the other one is refused',
          belief: 'The smaller number has the older right.',
        },
      },
      why: `${fenced.bad} of ${fenced.orders} orders lose a change. The lock can still have two holders, but the account now accepts only the one with the newest number.`,
    },
  ],
  transfer: {
    text: 'The pause is a laptop that is closed and opened again the next morning. After how long may a lock end, so that certainly nothing is lost?',
    choices: {
      a: { text: 'After 10 seconds', belief: 'No program pauses for longer than that.' },
      b: { text: 'After a day', belief: 'One only has to be generous.' },
      c: { text: 'No time is long enough', belief: 'There is always a longer pause.' },
      d: { text: 'After twice the longest pause so far', belief: 'What has never happened will not happen.' },
    },
    why: `For every time there is a longer pause. With it ${lockExpires.bad} of ${lockExpires.orders} orders lose a change. So the write itself has to be checked, and not the clock.`,
  },
  explanation:
    'A lock that never ends is dangerous, because its holder may crash. A lock that ends is dangerous, because its holder may only be slow, and does not notice. So the lock alone is not enough: the account that it guards has to look at the number (a fencing token) and refuse the late write.',
  done: 'a change was lost with the plain lock, and none with the numbered one',
  hints: [
    'Press right after another player, and then wait: your turn comes when the lock is free, or has run out.',
    'Few presses are enough here. With many, most of you only wait for the lock.',
    'In the second round a write is refused when its delay was longer than the lock lives. It then tries again.',
  ],
  before: `Now the lock is where the account is: in the database. And it ends after ${LOCK_SECONDS} seconds. Why does it end at all?`,
  after: 'Who asks only the clock has two holders one day. Ask at the write.',
  inRealLife:
    'Programs pause more often than one thinks: a laptop sleeps, memory is tidied up, a server is moved while it runs. Locks in the cloud are leases that run out. Serious storage therefore checks such a number, or the version of what was read.',
} as const satisfies LessonTexts
