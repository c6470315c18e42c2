import { FIGURES } from './figures.ts'
import type { LessonTexts } from './lesson.ts'
import { LOCK_SECONDS, LONG_PAUSE_SECONDS } from './lesson-numbers.ts'

const { lockExpires, fenced } = FIGURES

export const de = {
  title: 'Die abgelaufene Sperre',
  idea: 'Eine Sperre, die von selbst endet, kann zwei auf einmal einlassen.',
  watch: [
    `Wer hat die Sperre? Nach ${LOCK_SECONDS} Sekunden bekommt sie der Nächste, obwohl der Erste nicht fertig ist.`,
    'Sucht jetzt einen gestrichelten Balken: Hier kam jemand zu spät und wurde abgelehnt. Wessen Nummer war neuer?',
  ],
  questions: [
    {
      text: `Eine Sperre in der Datenbank: Nur wer sie hat, darf lesen und schreiben. Damit ein abgestürztes Programm nicht für immer alle blockiert, endet sie nach ${LOCK_SECONDS} Sekunden von selbst. Das Programm, das sie hat, macht ${LONG_PAUSE_SECONDS} Sekunden Pause und arbeitet dann weiter. Was passiert?`,
      choices: {
        a: {
          text: 'Das verspätete bekommt sofort einen Fehler',
          belief: 'Eine Sperre weiß, wer sie hat, und sagt Bescheid.',
        },
        b: {
          text: 'Das zweite wartet, bis das erste fertig ist',
          belief: 'Eine Sperre ist erst frei, wenn sie zurückgegeben wird.',
        },
        c: {
          text: `Nichts: ${LOCK_SECONDS} Sekunden sind lang genug`,
          belief: 'Man muss die Zeit nur gut wählen.',
        },
        d: {
          text: 'Zwei haben sie, und eine Änderung kann verloren gehen',
          belief: 'Wer die Sperre hat, merkt nicht, dass sie zu Ende ist.',
        },
      },
      why: `Wenn die Sperre einmal enden darf, während zwei arbeiten, verlieren ${lockExpires.bad} von ${lockExpires.orders} Reihenfolgen der Schritte eine Änderung: Der Erste schreibt, nachdem der Zweite gelesen hat.`,
    },
    {
      text: 'Jetzt hat jede Sperre eine Nummer, und jede Nummer ist höher als die davor. Das Konto merkt sich die höchste und prüft sie bei jedem Schreiben. Wieder macht jemand zu lange Pause, und jemand anders bekommt die Sperre. Was wird aus dem verspäteten Schreiben?',
      choices: {
        a: {
          text: 'Es wird abgelehnt',
          belief: 'Seine Nummer ist älter als die, die das Konto schon kennt.',
        },
        b: { text: 'Es gilt: Es war zuerst da', belief: 'Wer zuerst kommt, mahlt zuerst.' },
        c: {
          text: 'Es wartet, bis die Sperre wieder frei ist',
          belief: 'Eine Sperre lässt Verspätete warten.',
        },
        d: { text: 'Es gilt, und das andere wird abgelehnt', belief: 'Die kleinere Nummer ist im Recht.' },
      },
      why: `${fenced.bad} von ${fenced.orders} Reihenfolgen verlieren eine Änderung. Die Sperre können immer noch zwei haben, aber das Konto nimmt nur das Schreiben mit der neuesten Nummer an.`,
    },
  ],
  transfer: {
    text: 'Die Pause ist ein Laptop, der zugeklappt und am nächsten Morgen wieder geöffnet wird. Nach welcher Zeit darf eine Sperre enden, damit ganz sicher nichts verloren geht?',
    choices: {
      a: { text: 'Nach 10 Sekunden', belief: 'Länger macht kein Programm Pause.' },
      b: { text: 'Nach einem Tag', belief: 'Man muss nur großzügig sein.' },
      c: { text: 'Keine Zeit ist lang genug', belief: 'Es gibt immer eine noch längere Pause.' },
      d: {
        text: 'Nach der doppelten Zeit der bisher längsten Pause',
        belief: 'Was nie passiert ist, wird nicht passieren.',
      },
    },
    why: `Zu jeder Zeit gibt es eine längere Pause. Mit ihr verlieren ${lockExpires.bad} von ${lockExpires.orders} Reihenfolgen eine Änderung. Geprüft werden muss also das Schreiben selbst und nicht die Uhr.`,
  },
  explanation:
    'Eine Sperre, die nie endet, ist gefährlich, weil ihr Besitzer abstürzen kann. Eine Sperre, die endet, ist gefährlich, weil ihr Besitzer vielleicht nur langsam ist und nichts merkt. Die Sperre allein reicht also nicht: Was sie schützt, muss selbst auf die Nummer sehen (ein Fencing-Token) und das Verspätete ablehnen.',
  done: 'mit der einfachen Sperre eine Änderung verloren ging und mit der nummerierten keine',
  hints: [
    'Drückt gleich nach jemand anderem und wartet dann: Ihr seid dran, wenn die Sperre frei wird oder abläuft.',
    'Hier reichen wenige Klicks. Bei vielen warten die meisten nur auf die Sperre.',
    'In der zweiten Runde wird abgelehnt, wessen Pause länger war, als die Sperre hält. Danach beginnt ein neuer Versuch.',
  ],
  before: `Jetzt ist die Sperre dort, wo das Konto ist: in der Datenbank. Und sie endet nach ${LOCK_SECONDS} Sekunden. Warum endet sie überhaupt?`,
  after: 'Wer nur die Uhr fragt, hat eines Tages zwei Besitzer. Fragt beim Schreiben nach.',
  inRealLife:
    'Programme machen öfter Pause, als man denkt: Ein Laptop schläft, der Speicher wird aufgeräumt, ein Server zieht im laufenden Betrieb um. Sperren in der Cloud sind geliehen und laufen ab. Ernsthafte Speicher prüfen deshalb so eine Nummer oder die Version dessen, was gelesen wurde.',
} as const satisfies LessonTexts
