import { FORMATS } from '../formats.ts'
import type { CommonTexts } from './texts.ts'

const { count } = FORMATS.en

export const en: CommonTexts = {
  steps: { question: 'question', talk: 'answer again', race: 'race', why: 'why' },
  lessonOf: (number, of) => `Lesson ${number} of ${of}`,
  secondsLeft: (seconds) => `${count(seconds, 'second', 'seconds')} left`,
  expected: 'Expected',
  actual: 'Actual',
  aPlayer: 'a player',
  removedPlayer: 'a removed player',
  outside: 'a write from outside',
}
