import { FIGURES } from './figures.ts'
import type { LessonTexts } from './lesson.ts'

const { mutexOnOne, mutexOnTwo } = FIGURES

export const de = {
  title: 'Eine Sperre, zwei Server',
  idea: 'Eine Sperre im Speicher des einen Servers hält den anderen Server nicht auf.',
  watch: [
    'Übung auf einem Server: Wählt ein Handy. Nur dieses drückt, sechsmal. Alle anderen sehen zu, wie seine Balken warten.',
    'Jetzt drücken alle. Schaut auf die beiden Gruppen von Balken. Wartet die eine auf die andere?',
  ],
  questions: [
    {
      text: 'Eine Sperre im Speicher des Servers lässt immer nur eine Person lesen und schreiben. Auf einem Server geht nichts verloren. Jetzt laufen zwei Server nebeneinander mit demselben Konto, und jeder bedient die Hälfte von euch. Was passiert?',
      choices: {
        a: { text: 'Es geht weiterhin nichts verloren', belief: 'Eine Sperre ist eine Sperre.' },
        b: {
          text: 'Es geht nichts verloren, wird aber langsamer',
          belief: 'Die Server fragen sich vorher gegenseitig.',
        },
        c: {
          text: 'Der zweite Server meldet einen Fehler',
          belief: 'Zwei Server dürfen nicht dasselbe Konto benutzen.',
        },
        d: {
          text: 'Es gehen wieder Änderungen verloren',
          belief: 'Jeder Server hat seine eigene Sperre und sieht die andere nicht.',
        },
      },
      why: `Auf einem Server verlieren ${mutexOnOne.bad} von ${mutexOnOne.orders} Reihenfolgen der Schritte eine Änderung. Mit zwei Servern sind ${mutexOnTwo.orders} Reihenfolgen möglich, weil sie nicht aufeinander warten, und ${mutexOnTwo.bad} davon verlieren eine.`,
    },
  ],
  transfer: {
    text: '„Auf meinem Rechner läuft es“, sagt die Entwicklerin. Im echten Shop mit vielen Leuten gehen Bestellungen verloren. Was ist dort anders?',
    choices: {
      a: {
        text: 'Dort laufen mehrere Server, jeder mit eigener Sperre',
        belief: 'Die Sperre hat immer nur einen von ihnen geschützt.',
      },
      b: { text: 'Die Computer dort sind langsamer', belief: 'Solche Fehler kommen von langsamen Geräten.' },
      c: {
        text: 'Die Leute bedienen ihn falsch',
        belief: 'Ein richtiges Programm versagt nur bei falschen Eingaben.',
      },
      d: {
        text: 'Dort ist die Sperre ausgeschaltet',
        belief: 'Eine Sperre, die an ist, kann nicht versagen.',
      },
    },
    why: `Dieselbe Sperre: Auf einem Server gehen ${mutexOnOne.bad} von ${mutexOnOne.orders} Reihenfolgen schief, auf zweien ${mutexOnTwo.bad} von ${mutexOnTwo.orders}. Auf dem Rechner der Entwicklerin lief nur einer.`,
  },
  explanation:
    'Die Sperre funktioniert: Sie lässt eins nach dem anderen durch. Aber sie ist ein Zettel im Speicher eines Programms, und das andere Programm hat seinen eigenen Zettel. Das Konto ist gemeinsam, die Sperre nicht. Eine Sperre gehört dorthin, wo das ist, was sie schützt.',
  done: 'in einer Runde auf einem Server nichts verloren ging und in einer Runde auf zweien etwas',
  hints: [
    'Erste Runde: Ein Handy drückt, alle anderen bleiben still. Was ein Handy schickt, geht immer über denselben Server.',
    'Zweite Runde: Die Zeitleiste zeigt, wer auf welchem Server ist. Sucht jemanden auf dem anderen und drückt im selben Moment.',
    'Jeder Server nimmt eins nach dem anderen. Drückt also oft: Nur die beiden vordersten können sich begegnen.',
  ],
  afterPractice:
    'Ein Server, eine Sperre: Jede Änderung hat gewartet, bis die vorige geschrieben war. Darum ging keine verloren.',
  before:
    'Wer hat in einem Programm schon eine Sperre benutzt: synchronized, einen Mutex, eine Semaphore? Wen hält sie fern?',
  after: 'Eine Sperre hält nur die fern, die sie fragen. Der zweite Server hat nie gefragt.',
  inRealLife:
    'Jeder größere Shop läuft auf mehreren Servern, und eine neue Version startet oft neben der alten. Dann schützt die Sperre, die jahrelang funktioniert hat, nur noch die Hälfte. Zwei Schalter, die je eine eigene Sitzplatzliste führen, haben dasselbe Problem.',
} as const satisfies LessonTexts
