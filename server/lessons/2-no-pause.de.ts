import { FIGURES } from './figures.ts'
import type { LessonTexts } from './lesson.ts'
import { ENOUGH_BOOKED, FAST_BOTS } from './lesson-numbers.ts'

const { alone, noDelay } = FIGURES

export const de = {
  title: 'Schnell genug, um sicher zu sein?',
  idea: 'Ein Fehler, der selten passiert, passiert trotzdem.',
  watch: [
    'Achtet auf zwei Zahlen: wie viele Buchungen es gibt und wie viele davon verloren sind. Die zweite wächst langsam.',
  ],
  questions: [
    {
      text: `Bisher haben alle zwischen Lesen und Schreiben 2 Sekunden gewartet. Jetzt lassen wir die Pause weg: lesen, rechnen, schreiben, so schnell der Computer kann. ${FAST_BOTS.count} Bots drücken je ${FAST_BOTS.perSecond}-mal pro Sekunde. Was passiert?`,
      choices: {
        a: {
          text: 'Es geht nichts mehr verloren',
          belief: 'Nur langsame Programme kommen einander in die Quere.',
        },
        b: { text: 'Es geht genauso viel verloren wie vorher', belief: 'Die Pause spielt gar keine Rolle.' },
        c: {
          text: 'Solange es nur einen Server gibt, geht nichts verloren',
          belief: 'Ein Server macht eins nach dem anderen, also können sich zwei nie begegnen.',
        },
        d: {
          text: 'Es geht immer noch etwas verloren, nur seltener',
          belief: 'Die Lücke zwischen Lesen und Schreiben wird klein, aber sie ist noch da.',
        },
      },
      why: `Möglich sind dieselben ${noDelay.orders} Reihenfolgen wie vorher, und in ${noDelay.bad} davon geht eine Änderung verloren. Die Pause hat diese ${noDelay.bad} nur wahrscheinlich gemacht. Ohne sie begegnen sich zwei selten, aber wenn oft genug gedrückt wird, begegnen sie sich.`,
    },
  ],
  transfer: {
    text: 'Du testest deine neue App allein. Du drückst 1.000-mal, und nie ist etwas falsch. Was weißt du jetzt darüber, wie es ist, wenn zwei sie gleichzeitig benutzen?',
    choices: {
      a: {
        text: 'Sie funktioniert: 1.000 Versuche reichen',
        belief: 'Was so oft geklappt hat, stimmt auch.',
      },
      b: {
        text: 'Sie versagt höchstens einmal in 1.000 Fällen',
        belief: 'Ein Test sagt, wie viele Fehler es höchstens gibt.',
      },
      c: { text: 'Nichts', belief: 'Allein kommen die gefährlichen Reihenfolgen nie vor.' },
      d: {
        text: 'Sie versagt, sobald zwei sie benutzen',
        belief: 'Was schiefgehen kann, geht sofort schief.',
      },
    },
    why: `Allein gibt es ${alone.orders} Reihenfolge der Schritte, und die ist richtig, egal wie oft du es versuchst. Zu zweit gibt es ${noDelay.orders}, und ${noDelay.bad} davon verlieren eine Änderung. Davon hat dein Test keine einzige gesehen.`,
  },
  explanation:
    'Die Pause war nie der Fehler. Der Fehler ist die Lücke zwischen Lesen und Schreiben. Ist sie kurz, wird der Fehler nur selten: Beim Testen ist er nicht da, und an dem Tag, an dem viele kommen, ist er da.',
  done: `es ${ENOUGH_BOOKED} Buchungen gibt und davon mindestens 1 verloren ist`,
  hints: [
    'Lasst die Runde bis zum Ende laufen: Was selten ist, braucht viele Versuche.',
    'Drückt mit, so schnell ihr könnt. Jeder Druck ist eine Gelegenheit mehr, jemandem zu begegnen.',
    'Nichts verloren? Spielt noch einmal, mit mehr Bots oder mit mehr Buchungen pro Sekunde.',
  ],
  before:
    '„Aber kein Programm wartet doch 2 Sekunden!“ Stimmt. Also warten wir jetzt gar nicht. Ist dann alles gut?',
  after: 'Selten ist nicht nie. Ein seltener Fehler ist schlimmer: Wenn man ihn sucht, zeigt er sich nicht.',
  inRealLife:
    'An einem normalen Tag kaufen keine zwei Leute in derselben Millisekunde die letzte Karte. Am Tag des Vorverkaufs drücken Tausende um 10 Uhr. Likes, Gutscheine und Lagerbestände werden genau an solchen Tagen falsch.',
} as const satisfies LessonTexts
