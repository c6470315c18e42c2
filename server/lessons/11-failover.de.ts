import type { LessonTexts } from './lesson.ts'

export const de = {
  title: 'Die Bank hat Ja gesagt',
  idea: 'Stirbt eine Datenbank, kann eine Änderung weg sein, zu der die Bank Ja gesagt hat.',
  watch: [
    'Gleich stirbt die erste Datenbank, und ihre Kopie übernimmt. Welche Buchungen nennt die Seite vergessen?',
  ],
  questions: [
    {
      text: 'Die Bank sagt Ja, sobald ihre Datenbank eine Änderung im Speicher hat. Kurz danach schickt die Datenbank sie an eine zweite, ihre Kopie. Genau dazwischen stirbt die erste Datenbank, und die Kopie übernimmt. Was ist aus deiner Änderung geworden?',
      choices: {
        a: { text: 'Sie ist sicher: Die Bank hat Ja gesagt', belief: 'Ja heißt: für immer gespeichert.' },
        b: {
          text: 'Sie kommt zurück, wenn die erste Datenbank zurückkommt',
          belief: 'Was einmal gespeichert war, geht nie verloren.',
        },
        c: {
          text: 'Sie kann weg sein, obwohl die Bank Ja gesagt hat',
          belief: 'Die Kopie weiß nur, was sie gehört hat.',
        },
        d: {
          text: 'Dein Handy merkt es und schickt sie noch einmal',
          belief: 'Wer etwas schickt, weiß auch, was daraus wurde.',
        },
      },
      why: 'Die neue Datenbank hatte die Änderung nie. Kommt die alte zurück, muss sie der neuen folgen und wirft alles weg, was die neue nicht hat. Keine Methode hilft dagegen: Auch das Skript wird vergessen.',
    },
  ],
  transfer: {
    text: 'Worauf müsste die Bank warten, bevor sie Ja sagt?',
    choices: {
      a: { text: 'Auf nichts: Ja ist Ja', belief: 'Eine Datenbank vergisst nichts.' },
      b: {
        text: 'Bis die erste Datenbank es auf ihre Festplatte geschrieben hat',
        belief: 'Was auf einer Festplatte ist, kann nicht verloren gehen.',
      },
      c: { text: 'Ein, zwei Sekunden', belief: 'Bis dahin wird es schon angekommen sein.' },
      d: {
        text: 'Auf die Antwort der Kopie, und selbst das ist kein festes Versprechen',
        belief: 'Bei mehreren Kopien übernimmt vielleicht eine andere.',
      },
    },
    why: 'Hat die Kopie, die übernimmt, die Änderung bestätigt, dann ist sie da. Bei mehreren Kopien übernimmt vielleicht eine, die noch nichts davon weiß. Für ein festes Versprechen müssen sich die meisten über jede Änderung einig sein und darüber, wer führt.',
  },
  explanation:
    'Kopien einer Datenbank hinken ein wenig hinterher, denn Warten kostet Zeit. Es gibt also immer ein paar Änderungen, die nur die erste hat. Stirbt sie, sind diese weg, egal mit welcher Methode. Diese Seite weiß, welche: Sie vergleicht die neue Geschichte mit dem, was euch bestätigt wurde.',
  done: 'die Seite mindestens 1 Änderung nennt, die gebucht war und vergessen ist',
  hints: [
    'Nichts vergessen? Dann war die Kopie schnell genug. Haltet sie kurz an, bevor die erste Datenbank stirbt.',
    'Drückt weiter, während die erste Datenbank stirbt: Nur der letzte Moment davor ist in Gefahr.',
    'Dieser Server hat keine Kopie? Tippt npm run failover in ein Terminal. Das startet beide, beendet die erste und zeigt die Liste.',
  ],
  before: 'Was muss eine Bank wohl getan haben, bevor auf deinem Handy „bezahlt“ steht?',
  after: 'Das Ja einer einzelnen Maschine stirbt mit ihr. Fragt, wie viele es gehört haben.',
  inRealLife:
    'Messenger haben deshalb einen Haken und zwei Haken: gesendet, angekommen. Bei Datenbanken in der Cloud kann man wählen, wie viele Kopien bestätigen müssen. Mehr Kopien: langsamer und sicherer. Das ist eine Entscheidung und keine Einstellung zum Vergessen.',
} as const satisfies LessonTexts
