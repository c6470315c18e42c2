import { FORMATS } from '../formats.ts'
import type { CommonTexts } from './texts.ts'

const { count } = FORMATS.de

export const de: CommonTexts = {
  steps: { question: 'Frage', talk: 'noch einmal', race: 'Rennen', why: 'warum' },
  lessonOf: (number, of) => `Lektion ${number} von ${of}`,
  secondsLeft: (seconds) => `Noch ${count(seconds, 'Sekunde', 'Sekunden')}`,
  expected: 'Erwartet',
  actual: 'Tatsächlich',
  aPlayer: 'eine Person',
  removedPlayer: 'ein entfernter Name',
  outside: 'ein Schreibzugriff von außen',
}
