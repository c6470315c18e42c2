import type { Lesson } from '../../server/lessons/lesson.ts'

const QUESTION = {
  text: 'What is lost?',
  choices: {
    a: { text: 'Nothing', belief: 'belief-in-a' },
    b: { text: 'One update', belief: 'belief-in-b' },
    c: { text: 'All of it', belief: 'belief-in-c' },
  },
  why: 'why-b-is-right',
}
const TEXTS = {
  title: 'A lesson for tests',
  idea: 'The idea',
  watch: ['Watch the first round', 'Watch the second round'],
  questions: [QUESTION],
  transfer: {
    text: 'And now?',
    choices: { a: { text: 'Yes', belief: 'belief-in-yes' }, b: { text: 'No', belief: 'belief-in-no' } },
    why: 'why-a-is-right',
  },
  explanation: 'the-explanation',
  done: 'an update is lost',
  hints: ['The first hint', 'The second hint'],
  before: '',
  after: '',
  inRealLife: '',
} satisfies Lesson['texts']['en']

/** Two rounds: one asks a question and is timed, the other ends when each has fired twice. Then a transfer question. */
export const TEST_LESSON: Lesson = {
  id: 'for-tests',
  minutes: 5,
  rounds: [
    {
      settings: { strategy: 'naive', thinkMs: 300, jitterMs: 0 },
      opening: 100,
      amounts: { kind: 'these', amounts: [50, -150] },
      ends: { kind: 'time', ms: 60_000 },
      practice: false,
      question: { choices: ['a', 'b', 'c'], right: 'b' },
    },
    {
      settings: { strategy: 'lua', thinkMs: 0, jitterMs: 0 },
      opening: 200,
      amounts: { kind: 'powers' },
      ends: { kind: 'each', transactions: 2 },
      practice: true,
    },
  ],
  transfer: { choices: ['a', 'b'], right: 'a' },
  isDone: (records) => records.some(({ applied }) => applied > 0),
  texts: {
    en: TEXTS,
    de: { ...TEXTS, title: 'Eine Lektion für Tests', explanation: 'die-Erklärung' },
  },
}

/** A lesson that no server of a test meets. */
export const UNMET_LESSON: Lesson = { ...TEST_LESSON, id: 'unmet', needs: ['replica', 'own-strategies'] }

/** What a page may not see before the reveal. */
export const SECRETS = [
  ...['belief-in-a', 'belief-in-b', 'belief-in-c', 'belief-in-yes', 'belief-in-no'],
  ...['why-b-is-right', 'why-a-is-right', 'the-explanation', 'die-Erklärung', '"right":"'],
]
