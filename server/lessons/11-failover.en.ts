import type { LessonTexts } from './lesson.ts'

export const en = {
  title: 'The bank said yes',
  idea: 'A change to which the bank said yes can be gone when a database dies.',
  watch: [
    'The first database will die, and its copy takes over. Which bookings does the page call forgotten?',
  ],
  questions: [
    {
      text: 'The bank says yes as soon as its database has a change in memory. Shortly after that, the database sends the change to a second one, its copy. Just in between the first database dies, and the copy takes over. What has become of your change?',
      choices: {
        a: { text: 'It is safe: the bank has said yes', belief: 'Yes means: stored for ever.' },
        b: {
          text: 'It comes back when the first database is back',
          belief: 'What was stored once is never lost.',
        },
        c: {
          text: 'It can be gone, although the bank has said yes',
          belief: 'The copy knows only what it has heard.',
        },
        d: {
          text: 'Your phone notices and sends it again',
          belief: 'The one who sends something knows what became of it.',
        },
      },
      why: 'The new database never had the change. The old one, when it is back, has to follow the new one and throws away all that the new one does not have. No method helps: the script, too, is forgotten.',
    },
  ],
  transfer: {
    text: 'What would the bank have to wait for before it says yes?',
    choices: {
      a: { text: 'For nothing: yes is yes', belief: 'A database does not forget.' },
      b: {
        text: 'Until the first database has written it to its disk',
        belief: 'What is on a disk cannot get lost.',
      },
      c: { text: 'For a second or two', belief: 'By then it will have arrived.' },
      d: {
        text: 'For the answer of the copy, and even that is no firm promise',
        belief: 'With several copies, another one may take over.',
      },
    },
    why: 'If the copy that takes over has confirmed the change, it is there. With several copies, one may take over that has not heard of it yet. For a firm promise most of them have to agree on every change, and on who leads.',
  },
  explanation:
    'Copies of a database are a little behind, because waiting costs time. So there is always a small group of changes that only the first one has. If it dies, these are gone, whatever method was used. This page knows which: it compares the new history with what was confirmed to you.',
  done: 'the page names at least 1 change that was booked and is forgotten',
  hints: [
    'Nothing forgotten? Then the copy was quick enough. Hold it back for a moment before the first database dies.',
    'Keep pressing while the first database is dying: only the last moment before that is in danger.',
    'Without a copy on this server: type npm run failover in a terminal. It starts both, kills the first and shows the list.',
  ],
  before: 'What do you think a bank must have done before your phone shows “paid”?',
  after: 'A yes from one machine dies with that machine. Ask how many have heard it.',
  inRealLife:
    'Message apps have one tick and two for this reason: sent, arrived. Cloud databases let you choose how many copies must confirm. More copies: slower, and safer. That is a decision, and not a setting to forget about.',
} as const satisfies LessonTexts
