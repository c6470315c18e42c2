import { FIGURES, goodOf, ordersWith } from './figures.ts'
import type { LessonTexts } from './lesson.ts'

const { twoAtOnce, twoDeposits } = FIGURES

export const de = {
  title: 'Wo ist das Geld geblieben?',
  idea: 'Zwei ändern gleichzeitig dieselbe Zahl, und eine der beiden Änderungen ist weg.',
  watch: ['Verfolge deine eigene Buchung. Wann liest sie, wann schreibt sie, und wer schreibt dazwischen?'],
  questions: [
    {
      text: 'Auf dem Konto sind 100 $. Im selben Moment zahlt Ana 50 $ ein, und Bo hebt 150 $ ab. Beide lesen den Kontostand, warten 2 Sekunden und schreiben den neuen Kontostand. Wie viel ist danach auf dem Konto?',
      choices: {
        a: { text: 'Immer 0 $', belief: 'Der Computer macht eins nach dem anderen, also stimmt die Summe.' },
        b: { text: 'Immer 150 $', belief: 'Wer zuletzt drückt, gewinnt, und das sind immer dieselben.' },
        c: {
          text: '0 $, 150 $ oder −50 $',
          belief:
            'Beide können 100 $ lesen, bevor jemand geschrieben hat. Dann zählt nur eine der beiden Änderungen.',
        },
        d: {
          text: 'Es gibt eine Fehlermeldung',
          belief: 'Eine Datenbank merkt, wenn zwei gleichzeitig schreiben.',
        },
      },
      why: `Zwei Leute machen vier Schritte: zweimal lesen, zweimal schreiben. Dafür gibt es ${twoAtOnce.orders} Reihenfolgen. In ${goodOf(twoAtOnce)} davon zählen beide Änderungen, und 0 $ ist richtig. In ${twoAtOnce.bad} davon geht eine Änderung verloren: ${ordersWith(twoAtOnce, 150)} enden bei 150 $, ${ordersWith(twoAtOnce, -50)} bei −50 $.`,
    },
  ],
  transfer: {
    text: 'In einer Klassenkasse sind 20 $. Zwei zahlen im selben Moment je 10 $ ein, auf dieselbe Weise: lesen, warten, schreiben. Wie viel ist danach in der Kasse?',
    choices: {
      a: { text: 'Immer 40 $', belief: 'Einzahlen ist harmlos. Nur beim Abheben kann etwas schiefgehen.' },
      b: {
        text: '30 $ oder 40 $',
        belief: 'Wenn beide 20 $ lesen, schreiben beide 30 $, und eine Einzahlung ist weg.',
      },
      c: { text: 'Immer 30 $', belief: 'Wenn zwei gleichzeitig drücken, verliert immer eine der beiden.' },
      d: {
        text: '20 $, 30 $ oder 40 $',
        belief: 'Wenn zwei Änderungen zusammentreffen, können auch beide weg sein.',
      },
    },
    why: `Was zuletzt geschrieben wird, bleibt. Mindestens eine Einzahlung zählt also. Von den ${twoDeposits.orders} Reihenfolgen enden ${ordersWith(twoDeposits, 30)} bei 30 $ und ${ordersWith(twoDeposits, 40)} bei 40 $.`,
  },
  explanation:
    'Alle haben richtig gerechnet, aber mit einer alten Zahl. Zwischen deinem Lesen und deinem Schreiben hat jemand anders geschrieben. Dann hast du deine Summe darübergeschrieben. Die andere Änderung ist weg, und eine Fehlermeldung gab es nicht.',
  done: 'eine Einzahlung vergessen ist und eine Abhebung auch',
  hints: [
    'Drückt fast im selben Moment wie die Person neben euch.',
    'Eine Person drückt +50, die andere −150, und zwar innerhalb von 2 Sekunden: Dann haben beide denselben Kontostand gelesen.',
    'Was zuletzt geschrieben wird, bleibt. Spielt noch einmal, und diesmal drückt die andere Person zuerst. Allein: Drück selbst beide Knöpfe, gleich nacheinander.',
  ],
  before:
    'Wir benutzen alle dasselbe Konto. Was kann schiefgehen, wenn zwei von uns im selben Moment drücken?',
  after: 'Niemand hat falsch geschrieben. Alle haben mit einer Zahl gerechnet, die schon alt war.',
  inRealLife:
    'Zwei speichern dieselbe Tabelle, und die zweite Fassung überschreibt die erste. Ein Shop liest für zwei Kundinnen „noch 1 Stück“ und verkauft es zweimal. Ein Programm liest einen Zähler, zählt 1 dazu und schreibt ihn zurück. Banken buchen genau deshalb eine Liste von Zahlungen, statt einen Kontostand zu überschreiben.',
} as const satisfies LessonTexts
