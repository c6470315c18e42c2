import { FIGURES } from './figures.ts'
import type { LessonTexts } from './lesson.ts'

const { sharedConnection, watchLate, watchKeeps, watchLateNoDelay, watchLateByScript } = FIGURES

export const de = {
  title: 'Sicher oder nicht?',
  idea: 'Es sieht sicher aus. Findet die Reihenfolge der Schritte, in der es das nicht ist.',
  watch: [
    'Ihr greift an: Wer verliert als Erstes eine Änderung? Plant zu zweit, wer wann liest und schreibt.',
    'Eine andere Methode, eine andere Lücke. Wann beginnt das Aufpassen?',
  ],
  questions: [
    {
      text: 'Noch einmal die vorsichtige Methode: WATCH auf den Kontostand, lesen, warten und nur schreiben, wenn seitdem niemand geschrieben hat. Eines ist anders: Ihr teilt euch alle eine einzige Verbindung zur Datenbank. Ist das sicher?',
      choices: {
        a: { text: 'Ja: WATCH bewacht den Kontostand', belief: 'Es wird geprüft, also ist es sicher.' },
        b: {
          text: 'Ja: Auf einer Verbindung läuft alles nacheinander',
          belief: 'Eine Verbindung ist eine Warteschlange.',
        },
        c: {
          text: 'Nein: Eine Änderung kann verloren gehen',
          belief: 'Die Verbindung hat nur ein WATCH, und wer zuerst schreibt, beendet es für alle.',
        },
        d: {
          text: 'Nein: Es bleibt für immer stehen',
          belief: 'Zwei, die sich etwas teilen, blockieren einander.',
        },
      },
      why: `WATCH gehört zu einer Verbindung, nicht zu einer Person. Wer zuerst schreibt, beendet es, und wer danach kommt, schreibt ungeprüft. ${sharedConnection.bad} von ${sharedConnection.orders} Reihenfolgen verlieren eine Änderung.`,
    },
    {
      text: 'Jetzt habt ihr alle eine eigene Verbindung. Die Methode liest den Kontostand, wartet, ruft dann WATCH auf und schreibt nur, wenn seit dem WATCH niemand geschrieben hat. Ist das sicher?',
      choices: {
        a: {
          text: 'Ja: Jetzt bewacht WATCH alle einzeln',
          belief: 'Mit einer eigenen Verbindung hilft WATCH immer.',
        },
        b: {
          text: 'Nein: Das Aufpassen beginnt zu spät',
          belief: 'Was zwischen Lesen und WATCH geschrieben wird, bemerkt es nicht.',
        },
        c: {
          text: 'Nein: Dann wird nie etwas geschrieben',
          belief: 'WATCH bemerkt das eigene Lesen.',
        },
        d: { text: 'Ja, wenn die Wartezeit kurz ist', belief: 'In kurzer Zeit passiert nichts.' },
      },
      why: `WATCH bemerkt nur, was danach kommt. Was zwischen Lesen und WATCH geschrieben wird, wird überschrieben: ${watchLate.bad} von ${watchLate.orders} Reihenfolgen verlieren eine Änderung.`,
    },
  ],
  transfer: {
    text: 'Welche Änderung macht diese letzte Methode sicher?',
    choices: {
      a: {
        text: 'WATCH vor dem Lesen aufrufen',
        belief: 'Dann deckt die Prüfung die ganze Zeit seit dem Lesen ab.',
      },
      b: { text: 'Die Wartezeit weglassen', belief: 'Ohne Warten gibt es keine Lücke.' },
      c: {
        text: 'Öfter von vorn beginnen, wenn abgelehnt wird',
        belief: 'Gegen Konflikte hilft Hartnäckigkeit.',
      },
      d: {
        text: 'Stattdessen mit einem Skript schreiben',
        belief: 'Ein Skript kann nicht unterbrochen werden, also ist alles gut.',
      },
    },
    why: `Mit WATCH am Anfang verlieren ${watchKeeps.bad} von ${watchKeeps.orders} Reihenfolgen eine Änderung. Ohne Warten sind es immer noch ${watchLateNoDelay.bad} von ${watchLateNoDelay.orders}, mit einem Skript, das die alte Summe schreibt, ${watchLateByScript.bad} von ${watchLateByScript.orders}. Und was verloren ging, war nie abgelehnt worden.`,
  },
  explanation:
    'Beide Methoden benutzen die richtigen Befehle. In der ersten teilen sich alle einen Wächter, in der zweiten kommt er zu spät. Ob etwas sicher ist, hängt nicht davon ab, welche Wörter im Code stehen, sondern davon, ob es eine Reihenfolge der Schritte gibt, in der es schiefgeht.',
  done: 'mit einer Methode, die sicher aussieht, eine Änderung verloren ist',
  hints: [
    'Erste Methode: Zwei von euch drücken innerhalb von 2 Sekunden. Wer zuerst schreibt, nimmt der anderen Person den Wächter weg.',
    'Zweite Methode: Lasst jemand anderen schreiben, während ihr wartet. Euer WATCH beginnt erst danach.',
    'Geht die Schritte der Methode einzeln durch und fragt nach jedem: Was ist, wenn genau jetzt jemand anders schreibt?',
  ],
  before:
    'Heute seid ihr die Angreifer. In der Methode steckt ein WATCH, und eine Fachfrau hat sie freigegeben. Knackt sie.',
  after:
    'Fragt nicht, ob eine Sperre darin vorkommt. Sucht die Reihenfolge, in der es bricht, oder zeigt, dass es keine gibt.',
  inRealLife:
    'Die meisten Fehler dieser Art stecken in Code, der sorgfältig aussieht. Eine Bibliothek verleiht Verbindungen aus einem Vorrat, eine Prüfung steht eine Zeile zu spät: Die Tests sind grün, und jemand gibt es frei. Werkzeuge, die alle Reihenfolgen ausprobieren, finden so etwas; /explore auf diesem Server ist eines.',
} as const satisfies LessonTexts
