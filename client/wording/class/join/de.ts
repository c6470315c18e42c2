import type { JoinTexts } from './texts.ts'

/** The same in German. */
export const de: JoinTexts = {
  room: 'Raum',
  opened: 'Du hast einen neuen Raum geöffnet.',
  openedText: 'Du leitest ihn. Andere kommen mit diesem Code herein.',
  who: 'Wer bist du?',
  nickname: 'Name',
  enter: 'Hinein',
  entering: 'Du kommst gleich hinein …',
  empty: 'Gib zuerst einen Namen ein.',
  before: 'Ich war schon hier, in einem anderen Browser',
  thatIsMe: 'Das bin ich: frag die Leitung nach meinem Platz',
  correct: 'Code korrigieren',
  join: 'Hinein',
  badCode: 'Ein Code hat sechs Zeichen, wie auf der Leinwand: K7Q·4MX.',
}
