import type { LessonTexts } from './lesson.ts'

export const de = {
  title: 'Wessen Geld ist es?',
  idea: 'Mit den richtigen Beträgen verrät eine einzige Zahl, wessen Geld darin steckt.',
  watch: [
    'Die ersten zehn haben einen Knopf, und er geht nur einmal. Alle anderen zerlegen die Summe, von oben.',
  ],
  questions: [
    {
      text: 'Zehn Leute zahlen fast im selben Moment ein. Nummer 0 zahlt 10 $, und jede weitere Nummer doppelt so viel: 20 $, 40 $, 80 $, 160 $, 320 $, 640 $ und so weiter. Am Ende sind 1.050 $ auf dem Konto. Wessen Einzahlungen stecken darin?',
      choices: {
        a: { text: 'Die der Nummern 0, 3, 5 und 6', belief: 'Jede Summe entsteht nur auf eine einzige Art.' },
        b: {
          text: 'Die der Nummern 0, 2, 5 und 6',
          belief: 'Das ist nah genug dran. Es sind aber nur 1.010 $.',
        },
        c: {
          text: 'Nur die Einzahlung, die zuletzt geschrieben wurde',
          belief: 'Wer zuletzt schreibt, löscht alles davor.',
        },
        d: {
          text: 'Das kann man nicht wissen',
          belief: 'Verschiedene Einzahlungen können dieselbe Summe ergeben, wie in der Lektion davor.',
        },
      },
      why: '10 $ + 80 $ + 320 $ + 640 $ = 1.050 $. Jede Einzahlung ist größer als alle kleineren zusammen. Deshalb ergeben keine anderen Einzahlungen diese Summe.',
    },
  ],
  transfer: {
    text: 'Vier Leute zahlen 1 $, 2 $, 4 $ und 8 $ auf ein leeres Konto ein, alle im selben Moment. Am Ende sind 6 $ darauf. Wessen Geld ist das?',
    choices: {
      a: { text: 'Das der ersten und der dritten Person', belief: 'Nah genug dran. Es sind aber nur 5 $.' },
      b: { text: 'Das der zweiten und der dritten Person', belief: 'Nur 2 $ und 4 $ ergeben 6 $.' },
      c: {
        text: 'Das der vierten Person, und 2 $ fehlen',
        belief: 'Eine Einzahlung kann auch zum Teil verloren gehen.',
      },
      d: { text: 'Das kann man nicht wissen', belief: 'Einer Summe sieht man nie an, woraus sie besteht.' },
    },
    why: 'Eine Einzahlung steckt ganz im Kontostand oder gar nicht. 2 $ + 4 $ = 6 $, und keine andere Auswahl aus den vieren ergibt diese Summe.',
  },
  explanation:
    'In der Lektion davor endeten viele Geschichten beim selben Kontostand. Diese Beträge sind so gewählt, dass jede Geschichte bei einem anderen endet: Es sind die Stellen einer Binärzahl, und der Kontostand ist diese Zahl. 1 heißt erhalten, 0 heißt verloren.',
  done: 'der Kontostand genau die nennt, deren Einzahlung erhalten ist, und mindestens 1 Einzahlung verloren ist',
  hints: [
    'Drückt nicht alle in derselben Sekunde. Dann bleiben mehrere Einzahlungen erhalten, und die Summe wird spannend.',
    'Zerlegt von oben: Die größte Einzahlung, die nicht über dem Kontostand liegt, steckt darin.',
    'Nichts verloren? Spielt noch einmal und drückt dichter beieinander: höchstens 2 Sekunden nach jemand anderem. Allein: Drück, wenn der Balken eines Bots läuft.',
  ],
  before:
    'Zehn von euch zahlen gleich auf einmal ein, und etwas davon geht verloren. Könnt ihr allein am Kontostand sehen, wessen Geld?',
  after: 'Ihr habt keine Liste der Zahlungen gebraucht. Gute Beweise muss man vor der Tat planen.',
  inRealLife:
    'Wer so einen Fehler sucht, macht genau das: Jedes Programm zählt einen eigenen Betrag dazu, und die Summe verrät, wessen Betrag fehlt. Auch Berechtigungen speichert ein Computer so: eine Zahl, und für jedes Recht eine Stelle.',
} as const satisfies LessonTexts
