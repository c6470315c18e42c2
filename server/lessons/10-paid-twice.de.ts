import { FIGURES } from './figures.ts'
import type { LessonTexts } from './lesson.ts'

const { sentAgain, sentAgainWithKey } = FIGURES

export const de = {
  title: 'Keine Antwort',
  idea: 'Wenn die Antwort verloren geht, heißt das nicht Nein.',
  watch: [
    'Vergleicht, wie oft ihr gedrückt habt, mit dem, was für euch gebucht ist. Hat euch die Bank etwas geschenkt?',
    'Wieder gehen Antworten verloren, aber jede Zahlung hat jetzt eine eigene Nummer. Wird etwas doppelt gebucht?',
  ],
  questions: [
    {
      text: 'Du zahlst 50 $ ein. Die Antwort geht auf dem Rückweg zu dir verloren. Deine App denkt, die Zahlung ist gescheitert, und schickt sie noch einmal. Was kann passieren?',
      choices: {
        a: {
          text: 'Sie wird einmal gebucht: Keine Antwort heißt, dass es nicht geklappt hat',
          belief: 'Schweigen ist ein Nein.',
        },
        b: {
          text: 'Sie kann doppelt gebucht werden',
          belief: 'Vielleicht kam die Zahlung an, und nur die Antwort ging verloren.',
        },
        c: {
          text: 'Die Bank merkt, dass es dieselbe ist',
          belief: 'Zwei gleiche Zahlungen sind eine Zahlung.',
        },
        d: {
          text: 'Die zweite überschreibt die erste',
          belief: 'Was noch einmal kommt, tritt an die Stelle des Alten.',
        },
      },
      why: `Geht eine Antwort verloren, buchen ${sentAgain.bad} von ${sentAgain.orders} Reihenfolgen der Schritte eine Zahlung doppelt. Verloren war nur die Antwort, und die Bank kann die zweite Zahlung nicht von einer neuen unterscheiden.`,
    },
  ],
  transfer: {
    text: 'Du hast in einem Shop eine Bestellung abgeschickt, und die Seite hängt. Wodurch wird es harmlos, noch einmal auf „Senden“ zu drücken?',
    choices: {
      a: {
        text: 'Durch eine Nummer, die die Seite einmal erzeugt und jedes Mal mitschickt',
        belief: 'Daran erkennt der Shop die Bestellung wieder.',
      },
      b: {
        text: 'Wenn man vorher lange genug wartet',
        belief: 'Nach einer Weile ist sicher, dass nichts angekommen ist.',
      },
      c: {
        text: 'Wenn der Shop Name und Ware vergleicht',
        belief: 'Zwei gleiche Bestellungen sind immer ein Versehen.',
      },
      d: { text: 'Wenn man die Seite vorher neu lädt', belief: 'Dann ist die alte Bestellung weg.' },
    },
    why: `Mit so einer Nummer buchen ${sentAgainWithKey.bad} von ${sentAgainWithKey.orders} Reihenfolgen der Schritte doppelt: Die zweite Bestellung wird erkannt und bekommt die Antwort der ersten.`,
  },
  explanation:
    'Kommt keine Antwort, weißt du nicht, ob die Anfrage verloren ging oder die Antwort. Noch einmal zu senden ist richtig, denn sonst fehlt sie vielleicht. Aber beide müssen als eine erkannt werden. Dafür braucht die Zahlung eine Nummer, die vor dem ersten Versuch entsteht und gleich bleibt.',
  done: 'ohne Nummer eine Zahlung doppelt gebucht wurde und mit Nummer keine',
  hints: [
    'Drückt mehrmals: Vier von zehn Antworten gehen verloren.',
    'Seht euch eure eigene Zeile an: Nach einer verlorenen Antwort folgt ein zweiter Versuch derselben Zahlung.',
    'Jede Einzahlung ist 50 $. Hat die Bank also mehr, als sie haben sollte: Wie viele wurden doppelt gebucht?',
  ],
  before:
    'Wer hat schon einmal zweimal auf „Kaufen“ gedrückt, weil nichts passierte? Worauf habt ihr gehofft?',
  after: 'Keine Antwort ist kein Nein. Sendet es noch einmal, aber mit derselben Nummer.',
  inRealLife:
    'Bezahldienste verlangen einen „Idempotency Key“: genau diese Nummer. Eine Mail, die doppelt kommt, ein Paket, das zweimal kommt, eine Fahrkarte, die zweimal abgebucht wird: Meistens ging eine Antwort verloren, und ein Programm war hartnäckig.',
} as const satisfies LessonTexts
