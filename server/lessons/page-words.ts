import type { Language } from '../../shared/rounds/lesson.ts'

/** The words of the page of all lessons around the lessons' own texts. */
export interface PageWords {
  title: string
  intro: string
  contents: string
  minutes: (minutes: number) => string
  needs: { 'two-nodes': string; replica: string; 'own-strategies': string }
  sayBefore: string
  sayAfterPractice: string
  question: string
  right: string
  belief: string
  why: string
  round: (number: number, of: number) => string
  done: string
  hints: string
  transfer: string
  explanation: string
  sayAfter: string
  inRealLife: string
}

export const PAGE_WORDS: Readonly<Record<Language, PageWords>> = {
  en: {
    title: 'The lessons',
    intro:
      'What to say, what people answer and why they believe it, and what they are to find out. The page shows the beliefs and the right answers only from the reveal on, so keep this for yourself. All figures come from the explorer, which runs every order of steps on a real Redis; a test runs each of them again. How to lead a session is in [workshop.md](workshop.md). This page is made from `server/lessons/` by `npm run docs`.',
    contents: 'All of them',
    minutes: (minutes) => `${minutes} minutes`,
    needs: {
      'two-nodes': 'needs two servers: `npm start -- --nodes 2`',
      replica: 'needs a Redis with a replica: [failover.md](failover.md)',
      'own-strategies': 'needs `npm start -- --strategies DIR`',
    },
    sayBefore: 'Say before',
    sayAfterPractice: 'It is for practice and asks nothing. Say after it',
    question: 'Question',
    right: '**right**',
    belief: 'What one must think',
    why: 'Why',
    round: (number, of) => (of === 1 ? 'The race' : `Race ${number} of ${of}`),
    done: 'Done when',
    hints: 'Hints, one at a time',
    transfer: 'A new case',
    explanation: 'What they are to understand',
    sayAfter: 'Say after',
    inRealLife: '“But in real life …”',
  },
  de: {
    title: 'Die Lektionen',
    intro:
      'Was Sie sagen können, was die Leute antworten und warum sie es glauben, und was sie herausfinden sollen. Die Seite zeigt die Vorstellungen und die richtigen Antworten erst ab der Auflösung; behalten Sie sie bis dahin für sich. Alle Zahlen stammen aus dem Explorer, der jede Reihenfolge der Schritte auf einem echten Redis ausführt; ein Test prüft jede von ihnen nach. Wie man eine Stunde leitet, steht in [werkstatt.md](werkstatt.md). Diese Seite entsteht aus `server/lessons/` mit `npm run docs`.',
    contents: 'Alle',
    minutes: (minutes) => `${minutes} Minuten`,
    needs: {
      'two-nodes': 'braucht zwei Server: `npm start -- --nodes 2`',
      replica: 'braucht ein Redis mit einer Kopie (Replica): [failover.md](failover.md)',
      'own-strategies': 'braucht `npm start -- --strategies DIR`',
    },
    sayBefore: 'Vorher sagen',
    sayAfterPractice: 'Es ist zur Übung und fragt nichts. Sagen Sie danach',
    question: 'Frage',
    right: '**richtig**',
    belief: 'Was man dafür denken muss',
    why: 'Warum',
    round: (number, of) => (of === 1 ? 'Das Rennen' : `Rennen ${number} von ${of}`),
    done: 'Geschafft, wenn',
    hints: 'Hinweise, einer nach dem anderen',
    transfer: 'Ein neuer Fall',
    explanation: 'Was sie verstehen sollen',
    sayAfter: 'Nachher sagen',
    inRealLife: '„Aber in Wirklichkeit …“',
  },
}
