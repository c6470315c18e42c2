import { FIGURES } from './figures.ts'
import type { LessonTexts } from './lesson.ts'

const { multiOnly } = FIGURES

export const de = {
  title: 'Ist ein Block eine Mauer?',
  idea: 'MULTI … EXEC hält andere aus dem Block heraus, aber nicht aus der Zeit davor.',
  watch: ['Wo auf deinem Balken ist der Block? Nur ganz am Ende. Wer schreibt, während du noch wartest?'],
  questions: [
    {
      text: 'Neue Methode: den Kontostand lesen, warten und ihn dann in einem Block schreiben (MULTI … EXEC). Die Datenbank führt einen Block ohne Pause aus: Kein anderer Befehl kommt dazwischen. Ist deine Änderung jetzt sicher?',
      choices: {
        a: {
          text: 'Nein: Gelesen wurde vor dem Block',
          belief: 'Der Block schützt nur, was in ihm steht, und die alte Zahl kommt von draußen.',
        },
        b: {
          text: 'Ja: So ein Block ist eine Transaktion',
          belief: 'Was in einer Transaktion steht, ist geschützt.',
        },
        c: {
          text: 'Ja, wenn alles über eine einzige Verbindung läuft',
          belief: 'Eine Verbindung hält alles in der richtigen Reihenfolge.',
        },
        d: {
          text: 'Ja, solange EXEC keinen Fehler meldet',
          belief: 'EXEC prüft, ob noch stimmt, was ich gelesen habe.',
        },
      },
      why: `${multiOnly.bad} von ${multiOnly.orders} Reihenfolgen der Schritte verlieren eine Änderung, genauso viele wie ohne Block. Die Gefahr liegt zwischen Lesen und Schreiben, und der Block beginnt erst danach.`,
    },
  ],
  transfer: {
    text: 'Ein Programm liest eine Zahl, wartet und schickt dann fünf Befehle in einem einzigen Paket (eine Pipeline). Ist seine Änderung sicherer als mit einem Block?',
    choices: {
      a: {
        text: 'Ja: Alle kommen zusammen an',
        belief: 'Was zusammen ankommt, kann nicht unterbrochen werden.',
      },
      b: { text: 'Ja: Ein Paket ist schneller als fünf', belief: 'Schnell genug ist sicher genug.' },
      c: {
        text: 'Nein: Es hat vorher gelesen, genau wie der Block',
        belief: 'Wie man etwas schickt, macht die Zahl nicht neuer.',
      },
      d: {
        text: 'Nur wenn alle fünf Befehle schreiben',
        belief: 'Schreiben und Schreiben kommen sich nicht in die Quere.',
      },
    },
    why: `Eine Pipeline verspricht noch weniger als ein Block: Andere dürfen dazwischen. Und selbst mit Block verlieren ${multiOnly.bad} von ${multiOnly.orders} Reihenfolgen eine Änderung, weil die Zahl vorher gelesen wurde.`,
  },
  explanation:
    'Ein Block macht aus mehreren Befehlen einen. Aber den Kontostand hattest du vorher gelesen, und daraus ist die Summe in deinem Block berechnet. Der Block schreibt eine alte Summe, ohne Pause und ohne zu fragen. Sicher ist es erst, wenn auch das Lesen im Block steht oder von ihm geprüft wird.',
  done: 'eine Änderung verloren ist, obwohl sie in einem Block geschrieben wurde',
  hints: [
    'Spielt es genau wie die erste Lektion: Drückt höchstens 2 Sekunden nach jemand anderem.',
    'Eine Person drückt +50, eine andere −150. Der spätere Block schaut nicht nach, was der frühere geschrieben hat.',
    'Seht euch nach dem Rennen das Bild an: Wo wurde der Kontostand gelesen, und wo begann der Block?',
  ],
  before: 'Das Wort „Transaktion“ klingt sicher. Sehen wir nach, was diese hier schützt und was nicht.',
  after: 'Fragt bei jedem Schutz, wo er anfängt. Was ihr davor gelesen habt, ist Schnee von gestern.',
  inRealLife:
    'In SQL ist es dieselbe Falle: erst SELECT, dann BEGIN und UPDATE. Selbst innerhalb von BEGIN … COMMIT dürfen auf der üblichen Stufe zwei Programme dieselbe Zahl lesen. Was hilft: UPDATE … SET anzahl = anzahl + 1 oder SELECT … FOR UPDATE.',
} as const satisfies LessonTexts
