import { FIGURES, ordersWith } from './figures.ts'
import type { LessonTexts } from './lesson.ts'

const { ruleBroken, addingKeeps } = FIGURES

export const de = {
  title: 'Nicht unter null',
  idea: 'Wer sicher addiert, hat noch nicht sicher geprüft.',
  watch: [
    'Seht auf den Moment, in dem euer Balken liest. Wie viel ist dann auf dem Konto, und wie viel, wenn ihr abhebt?',
  ],
  questions: [
    {
      text: 'Auf dem Konto sind 100 $, und es darf nicht unter null. Methode: erst nachsehen; reicht es, zieht die Datenbank selbst ab (INCRBY). So geht keine Änderung verloren. Zwei heben im selben Moment je 80 $ ab. Was kann passieren?',
      choices: {
        a: { text: 'Es geht nie unter null', belief: 'Wir haben vorher nachgesehen, und es reichte.' },
        b: {
          text: 'Eine der beiden Änderungen geht verloren',
          belief: 'Wenn sich zwei begegnen, ist eine Änderung weg.',
        },
        c: {
          text: 'Am Ende können es −60 $ sein',
          belief: 'Beide können nachsehen, solange die 100 $ noch da sind.',
        },
        d: {
          text: 'Beide werden abgelehnt',
          belief: 'Wenn sich zwei begegnen, lehnt die Datenbank beide ab.',
        },
      },
      why: `In ${ordersWith(ruleBroken, -60)} von ${ruleBroken.orders} Reihenfolgen haben beide nachgesehen, als noch 100 $ da waren, und am Ende sind es −60 $. In ${ordersWith(ruleBroken, 20)} wird die zweite Abhebung abgelehnt. Verloren geht eine Änderung in ${addingKeeps.bad} von ${addingKeeps.orders}.`,
    },
  ],
  transfer: {
    text: 'In einem Bus sind 10 Plätze frei. Alle sehen nach, ob einer frei ist, und buchen dann: Der Zähler steigt um 1, in einem Schritt, den niemand unterbrechen kann. Eine ganze Klasse bucht auf einmal. Was kann passieren?',
    choices: {
      a: {
        text: 'Es werden mehr als 10 Plätze verkauft',
        belief: 'Viele können nachsehen, bevor die erste Person gebucht hat.',
      },
      b: { text: 'Es werden genau 10 verkauft, nie mehr', belief: 'Der Zähler verzählt sich nicht.' },
      c: {
        text: 'Im Zähler fehlen Buchungen',
        belief: 'Wenn viele gleichzeitig zählen, geht etwas verloren.',
      },
      d: { text: 'Es wird keiner verkauft', belief: 'Alle blockieren sich gegenseitig.' },
    },
    why: `Der Zähler stimmt, und die Regel ist gebrochen: Nachsehen und Buchen sind zwei Schritte. Bei zwei Leuten und einem freien Platz passiert das in ${ruleBroken.bad} von ${ruleBroken.orders} Reihenfolgen.`,
  },
  explanation:
    'Die Datenbank addiert, ohne etwas zu verlieren, egal in welcher Reihenfolge. Aber die Entscheidung „es reicht“ fiel früher, über einen Kontostand, den es nicht mehr gibt. Eine Regel hält nur, wenn Prüfen und Ändern ein einziger Schritt sind.',
  done: 'das Konto unter null ist, obwohl das verboten ist, und keine Änderung verloren ging',
  hints: [
    'Drückt alle innerhalb von 2 Sekunden. Wer später nachsieht, sieht weniger Geld und wird abgelehnt.',
    'Zwei Abhebungen reichen. Zählt gemeinsam herunter: drei, zwei, eins.',
    'Das Konto ist schon unter null? Dann lehnt die Bank euch ab. Spielt noch einmal.',
  ],
  before:
    'In einem Schritt zu addieren verliert nichts. Ist damit alles gelöst? Die Bank hat jetzt eine Regel: nicht unter null.',
  after: 'Zwei Fragen an jede Methode: Verliert sie eine Änderung? Und hält sie die Regel ein?',
  inRealLife:
    'Karten, Plätze und Gutscheine werden so zu oft verkauft, obwohl jeder Verkauf in den Büchern steht. Was hilft: Prüfen und Ändern in einem Befehl, etwa UPDATE … SET frei = frei − 1 WHERE frei > 0, oder ein Skript.',
} as const satisfies LessonTexts
