import { FIGURES } from './figures.ts'
import type { LessonTexts } from './lesson.ts'
import { MANY_BOTS } from './lesson-numbers.ts'

const { watchKeeps, watchRefuses, scriptRefuses } = FIGURES
const others = MANY_BOTS.count - 1

export const de = {
  title: 'Was kostet es, vorsichtig zu sein?',
  idea: 'Wer es so lange versucht, bis es passt, verliert nichts, braucht aber viele Versuche.',
  watch: [
    'Gestrichelte Balken sind abgelehnte Versuche. Wie viele braucht eine Änderung, bis sie drin ist?',
    'Dasselbe Gedränge mit einem Skript, das ohne Pause liest und schreibt. Wo sind gestrichelte Balken?',
  ],
  questions: [
    {
      text: `Neue Methode (WATCH): den Kontostand lesen, warten und nur schreiben, wenn seitdem niemand geschrieben hat. Sonst von vorn. Verloren geht nichts. ${MANY_BOTS.count} Bots und ihr alle drückt gleichzeitig. Was kostet das?`,
      choices: {
        a: { text: 'Nichts: Das ist umsonst', belief: 'Nachsehen kostet keine Zeit.' },
        b: {
          text: 'Die meisten Versuche werden abgelehnt und beginnen von vorn',
          belief: 'Wer schreibt, macht alles alt, was andere gelesen haben.',
        },
        c: { text: 'Alle warten in einer Schlange', belief: 'Es ist eine Sperre, nur mit anderem Namen.' },
        d: {
          text: 'Einige Änderungen gehen doch verloren',
          belief: 'Bei so vielen geht immer etwas verloren.',
        },
      },
      why: `Haben ${MANY_BOTS.count} denselben Kontostand gelesen, macht der erste, der schreibt, die Zahlen der anderen ${others} alt, und die beginnen von vorn. Schon zu zweit wird in ${watchRefuses.bad} von ${watchRefuses.orders} Reihenfolgen jemand abgelehnt. Eine Änderung verlieren aber ${watchKeeps.bad} von ${watchKeeps.orders}.`,
    },
  ],
  transfer: {
    text: 'Hundert Leute drücken im selben Moment. Mit welcher Methode werden auch die Langsamsten ganz sicher fertig?',
    choices: {
      a: {
        text: 'Mit „nachsehen oder von vorn“: Das ist gerecht',
        belief: 'Jeder neue Versuch hat dieselbe Chance.',
      },
      b: {
        text: 'Mit beiden: Es dauert nur etwas',
        belief: 'Wer es oft genug versucht, kommt irgendwann durch.',
      },
      c: { text: 'Mit keiner', belief: 'Hundert auf einmal sind für jede Methode zu viel.' },
      d: { text: 'Mit dem Skript', belief: 'Es braucht keinen zweiten Versuch.' },
    },
    why: `Bei nur einem Versuch muss mit WATCH in ${watchRefuses.bad} von ${watchRefuses.orders} Reihenfolgen eine von zwei Personen aufgeben, mit dem Skript in ${scriptRefuses.bad} von ${scriptRefuses.orders}. Je länger man zwischen Lesen und Schreiben wartet, desto öfter sind andere schneller.`,
  },
  explanation:
    'WATCH hofft, dass niemand dazwischenkommt, und sieht am Ende nach. Kommen wenige, ist das billig. Kommen viele, kommt einer durch, und alle anderen haben umsonst gearbeitet. Ein Skript muss nichts hoffen: Es liest und schreibt in einem Schritt, also gibt es nichts zu wiederholen.',
  done: 'beide Runden alles behalten haben und in der ersten mehr Versuche abgelehnt als Änderungen gebucht wurden',
  hints: [
    'Drückt in der ersten Runde und zählt die gestrichelten Balken in eurer eigenen Zeile.',
    'Vergleicht die beiden Runden: Wie viele Änderungen wurden in derselben Zeit gebucht?',
    'Zu wenige abgelehnte Versuche? Spielt die erste Runde noch einmal mit mehr Bots.',
  ],
  before: 'Endlich eine Methode, die nichts verliert. Sehen wir uns die Rechnung an.',
  after:
    'Treffen sich wenige, dann hofft und prüft. Treffen sich viele, dann lasst eine Stelle den ganzen Schritt machen.',
  inRealLife:
    'Ein Wiki meldet: „Die Seite wurde geändert, während du sie bearbeitet hast“, und du fängst von vorn an. Für eine Seite ist das gut, für den Lagerbestand im Ausverkauf schlecht. Datenbanken haben deshalb beides: die Prüfung am Ende und den einen Befehl, der alles macht.',
} as const satisfies LessonTexts
