import { FIGURES, goodOf, ordersWith } from './figures.ts'
import type { LessonTexts } from './lesson.ts'

const { threeAtOnce, twoPaidOut } = FIGURES

export const de = {
  title: 'Beweist die Summe etwas?',
  idea: 'Ein richtiger Kontostand beweist nicht, dass keine Änderung verloren ging.',
  watch: [
    'Schafft ihr es, dass beide Kontostände gleich sind, obwohl eine Änderung verloren ist? Dann nicht mehr drücken.',
  ],
  questions: [
    {
      text: 'Drei Leute drücken gleichzeitig: +50, −50 und +10. Auf dem Konto waren 100 $, und am Ende sind genau die 110 $ darauf, die darauf sein sollen. Ist jede Änderung erhalten geblieben?',
      choices: {
        a: { text: 'Ja', belief: 'Wenn die Summe passt, muss alles stimmen.' },
        b: { text: 'Nicht unbedingt', belief: 'Zwei verlorene Änderungen können sich ausgleichen.' },
        c: { text: 'Nein, ganz sicher nicht', belief: 'Mit dieser Methode geht jedes Mal etwas verloren.' },
      },
      why: `Es gibt ${threeAtOnce.orders} Reihenfolgen der Schritte. ${ordersWith(threeAtOnce, 110)} davon enden bei 110 $, aber nur ${goodOf(threeAtOnce)} von allen ${threeAtOnce.orders} verlieren nichts. Ein richtiger Kontostand ist hier also meistens Zufall.`,
    },
  ],
  transfer: {
    text: 'Auf einem Konto sind 100 $. Zwei heben im selben Moment je 60 $ ab. Die Bank prüft den Kontostand und lehnt ab, was unter null führen würde. Am Ende sind 40 $ auf dem Konto. Was ist passiert?',
    choices: {
      a: { text: 'Eine Abhebung wurde abgelehnt', belief: 'Die Regel wurde geprüft, also hat sie gewirkt.' },
      b: {
        text: 'Beide haben ihr Geld bekommen',
        belief: 'Beide haben im selben Moment gedrückt, also waren beide schnell genug.',
      },
      c: { text: 'Niemand hat Geld bekommen', belief: 'Zwei gleichzeitig blockieren sich gegenseitig.' },
      d: {
        text: 'Eine wurde abgelehnt, oder beide wurden bezahlt und die Bank hat eine vergessen: Die 40 $ verraten es nicht',
        belief: 'Hinter demselben Kontostand können verschiedene Geschichten stecken.',
      },
    },
    why: `Alle ${ordersWith(twoPaidOut, 40)} Reihenfolgen enden bei 40 $. In ${goodOf(twoPaidOut)} davon wird eine Abhebung abgelehnt. In ${twoPaidOut.bad} bekommen beide 60 $, und die Bank hat eine der beiden Auszahlungen vergessen.`,
  },
  explanation:
    'Ein Kontostand ist eine einzige Zahl, und viele Geschichten enden bei derselben Zahl. Ein verlorenes +50 und ein verlorenes −50 ergeben zusammen nichts. Deshalb urteilt diese Seite nie nach dem Kontostand, sondern danach, welcher Schreibvorgang auf welchem aufbaut.',
  done: 'eine Runde mit dem richtigen Kontostand endet, obwohl eine Änderung verloren ist',
  hints: [
    'Zwei Leute reichen, eine Person mit +50 und eine mit −50. Alle anderen lassen die Finger still.',
    'Wer zuletzt schreibt, gewinnt, und das ist hier immer die Person, die zuletzt drückt. Zuerst +50, eine Sekunde später −50: Jetzt liegt die Bank 50 $ zu niedrig.',
    'Wartet, bis beide geschrieben haben. Dann umgekehrt: zuerst −50, eine Sekunde später +50. Die beiden Fehler heben sich auf, und beide Kontostände sind gleich. Allein: Drück beides selbst.',
  ],
  before:
    'Am Abend kommt die Prüferin, rechnet alles zusammen, und der Kontostand stimmt auf den Dollar genau. Seid ihr zufrieden?',
  after: 'Beurteilt eine Bank nie nach ihrem Kontostand. Zwei Fehler, die sich aufheben, sind zwei Fehler.',
  inRealLife:
    'Am Abend stimmt die Kasse, und trotzdem hat eine Kundin zu viel bezahlt und ein Kunde zu wenig. Eine Inventur, die aufgeht, kann zwei Fehler verdecken. Wer Bücher prüft, prüft die Buchungen und nicht nur die Summe.',
} as const satisfies LessonTexts
