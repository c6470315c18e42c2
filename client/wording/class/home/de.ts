import { FORMATS } from '../formats.ts'
import type { HomeTexts } from './texts.ts'

const { money } = FORMATS.de

/** The same in German. */
export const de: HomeTexts = {
  lead: 'Ein Konto, ein Raum voller Menschen, alle gleichzeitig. Sieh, wessen Geld verschwindet, und warum.',
  haveCode: 'Du hast einen Code',
  join: 'Hinein',
  badCode: 'Ein Code hat sechs Zeichen, wie auf der Leinwand: K7Q·4MX.',
  alone: 'Allein ausprobieren',
  aloneSmall: 'Die anderen sind Bots.',
  host: 'Einen Raum öffnen',
  hostSmall: 'Für eine Klasse, ein Team, zwei Freunde.',
  opening: 'Wird geöffnet …',
  picture: 'Wie Geld verschwindet, in zehn Sekunden',
  one: 'eins',
  two: 'zwei',
  both: (n) => `Zwei Personen lesen dieselbe Zahl: ${money(n)}.`,
  writes: 'Die zweite hebt 150 $ ab und schreibt, was bleibt: −50 $.',
  over: 'Die erste hat noch die alten 100 $ in der Hand, zählt 50 $ dazu und schreibt 150 $ darüber.',
  gone: 'Die Abhebung ist vergessen. Die Bank liegt um 150 $ falsch.',
  why: 'Du willst wissen, warum',
  everyOrder: 'Jede Reihenfolge',
  everyOrderText: 'Zwei Buchungen, jede Reihenfolge ihrer Schritte, und welche davon Geld verlieren.',
  everyMethod: 'Jede Methode',
  everyMethodText: 'Welche davon was verlieren kann, jede Antwort durch Ausprobieren gefunden.',

  learnTitle: 'Allein',
  learnText:
    'Eine Lektion dauert fünf bis zwölf Minuten. Du sagst voraus, du drückst, und du siehst, warum. Wo die Lektion andere braucht, sind es Bots.',
  learnOpening: 'Dein eigener Raum wird geöffnet …',
  learnFailed: 'Das hat nicht geklappt.',
  tryAgain: 'Noch einmal',
  done: 'geschafft',
  begun: 'angefangen',
  start: 'Los',
  toList: 'Alle Lektionen',
  doneOf: (n, of) => `${n} von ${of} geschafft`,
}
