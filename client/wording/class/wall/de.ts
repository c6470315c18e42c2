import { FORMATS } from '../formats.ts'
import type { WallTexts } from './texts.ts'

const { count, money, number } = FORMATS.de
const people = (n: number): string => count(n, 'Person', 'Personen')

export const de: WallTexts = {
  join: {
    code: 'Mit diesem Code mitmachen',
    change: 'Andere Adresse',
    set: 'Adresse festlegen',
    how: 'Scannen oder die Adresse öffnen. Ein Name genügt.',
    guest:
      'Die Seite öffnet sich nicht? Gastnetze trennen Geräte oft voneinander: anderes WLAN nehmen oder den Hotspot eines Handys.',
  },
  wifi: {
    label: 'Zuerst ins WLAN',
    name: 'Name des WLANs für die Handys',
    password: 'Sein Passwort, falls es eins hat',
    show: 'QR-Code in der Lobby zeigen',
    shown: (name) => `Die Lobby zeigt einen QR-Code von ${name}.`,
    help: 'Wer den Beamer sieht, kann das Passwort daraus lesen. Dieser Browser merkt sich beides; ein leerer Name nimmt den Code weg.',
  },
  here: (n, bots) => (bots > 0 ? `${people(n)}, ${count(bots, 'Bot', 'Bots')}` : people(n)),
  waiting: 'Der erste Name wird erwartet.',
  newest: (shown) => `die neuesten ${number(shown)} sind zu sehen`,
  withoutLesson: 'Eine Runde ohne Lektion',

  phases: {
    lobby: 'Der Raum ist offen',
    question: 'Eine Frage',
    talk: 'Redet, und antwortet noch einmal',
    countdown: 'Das Rennen beginnt',
    running: 'Das Rennen',
    settling: 'Die letzten Buchungen laufen noch',
    reveal: 'Was geschehen ist',
    transfer: 'Ein neuer Fall',
    learnt: 'Was die Klasse gelernt hat',
    podium: 'Das Podest',
    over: 'Das Ende',
  },
  newCase: 'neuer Fall',
  todo: {
    question: 'Antworte auf deinem Handy, allein.',
    talk: 'Sprich mit jemandem, der anders geantwortet hat.',
    countdown: 'Daumen bereit.',
    settling: 'Die letzten Buchungen laufen noch.',
    transfer: 'Dieselbe Idee, ein neuer Fall. Antworte allein.',
    over: 'Danke fürs Mitmachen.',
  },
  convince: 'Überzeugt euch gegenseitig, dann antwortet noch einmal.',
  answered: (done, of) => `${number(done)} von ${number(of)} haben geantwortet`,
  answeredAgain: (done, of) => `${number(done)} von ${number(of)} haben noch einmal geantwortet`,
  fired: (done, of) => `${number(done)} von ${number(of)} sind fertig`,
  guessOnPhone: 'Schätze den Kontostand, auf deinem Handy.',
  opensWith: (balance) => `Das Konto beginnt mit ${money(balance)}.`,
  writesLeft: (n) => (n === 0 ? '' : `${count(n, 'Buchung läuft', 'Buchungen laufen')} noch.`),

  next: {
    lobby: 'anfangen',
    question: 'Abstimmung beenden',
    talk: 'Abstimmung beenden',
    countdown: 'sofort starten',
    running: 'Rennen beenden',
    reveal: 'weiter',
    transfer: 'Abstimmung beenden',
    learnt: 'Podest',
    podium: 'nächste Lektion',
  },
  nextRound: (round) => `Runde ${number(round)}`,
  acts: {
    ...{ again: 'noch einmal', pause: 'anhalten', resume: 'fortsetzen', extend: '30 s länger' },
    ...{ code: 'Code', lessons: 'Lektion wählen' },
  },
  keys: { space: 'Leertaste' },
  lobby: 'zur Lobby',
  end: 'Stunde beenden',
  report: 'Bericht',
  theHostGoesOn: 'Die Leitung macht weiter.',

  paused: {
    title: 'Angehalten',
    left: (seconds) => `Es bleiben noch ${count(seconds, 'Sekunde', 'Sekunden')}.`,
    host: 'Mit P geht es weiter.',
    other: 'Die Leitung macht gleich weiter. Lass die Seite offen.',
  },

  round: (round) => `Runde ${number(round)}`,
  practice: 'Übung, zählt nicht',
  headline(divergence, lost) {
    if (divergence === null) return 'Der Kontostand ist keine Zahl.'
    if (divergence < 0) return `${money(-divergence)} sind verschwunden.`
    if (divergence > 0) return `${money(divergence)} kamen aus dem Nichts.`
    return lost > 0 ? 'Kontostand richtig, Bank falsch.' : 'Die Bank liegt richtig.'
  },
  lostOf: (lost, applied) => `${number(lost)} von ${number(applied)} verloren`,
  others: (n) => `Das ist eine davon; ${number(n)} weiteren ging es ebenso.`,
  noneLost: (applied) =>
    applied === 0 ? 'Nichts wurde gebucht.' : `${count(applied, 'Buchung', 'Buchungen')}, keine verloren.`,
  nothingYet: 'Noch ist nichts gebucht.',
  refusedAttempts: (n) =>
    `${count(n, 'Versuch wurde', 'Versuche wurden')} abgelehnt, weil ein anderer Schreibzugriff schneller war, und wiederholt.`,
  notApplied: (n) => `${count(n, 'Buchung kam', 'Buchungen kamen')} nicht zustande.`,
  atLeast: (sentence) => `Mindestens ${sentence}`,
  forgotten: (n) => `Redis hat ${count(n, 'bestätigte Buchung', 'bestätigte Buchungen')} vergessen.`,
  onPhones: 'Jedes Handy erzählt seine eigene Geschichte.',
  why: 'Warum',
  answers: {
    title: 'Eure Antworten',
    both: 'Eure Antworten, zuerst und danach',
    guesses: 'Eure Schätzungen',
    right: 'Richtig:',
    rightMark: 'richtig',
    truth: 'so war es',
  },
  answerBar: (choice, first, second) =>
    second === undefined
      ? `${choice}: ${number(first)}`
      : `${choice}: ${number(first)} zuerst, ${number(second)} nach dem Gespräch`,
  roundBeside: (round, strategy) => `Runde ${number(round)}, ${strategy}`,
  allRight: 'nichts verloren',
  chart: {
    label: 'Erwarteter und tatsächlicher Kontostand der letzten Minute',
    ...{ expected: 'erwartet', actual: 'tatsächlich', ago: 'letzte Minute', now: 'jetzt' },
  },
  lanes: {
    now: 'jetzt',
    untouched: 'Jeder Balken reicht vom Lesen bis zum Schreiben.',
    quiet: 'Gerade ist Ruhe.',
  },

  learnt: {
    title: 'Richtige Antworten',
    first: 'zuerst, allein',
    second: 'nach dem Gespräch',
    transfer: 'beim neuen Fall, allein',
    gain: 'von der ersten Antwort zum neuen Fall',
    points: (n) => `${FORMATS.de.signed(n)} Prozentpunkte`,
  },

  podium: {
    luckiest: 'Am meisten Glück',
    robbed: 'Am meisten beraubt',
    eraser: 'Am meisten gelöscht',
    prophet: 'Am besten vorhergesagt',
    none: 'niemand',
  },
  lostSome: (lost, applied) => `${number(lost)} von ${count(applied, 'Buchung', 'Buchungen')} vergessen`,
  noneOfThemLost: 'keine eigene Buchung verloren',
  erased: (n) => (n === 1 ? 'fremde Buchung überschrieben' : 'fremde Buchungen überschrieben'),
  guessed: (guess, actual) => `schätzte ${money(guess)}; es waren ${money(actual)}`,
  choseRight: 'hat richtig geantwortet',
  more: (n) => `und ${number(n)} mehr`,
  luck: {
    title: 'Alles Glück zusammen ist, um wie viel die Bank irrt',
    bots: 'Bots',
    removed: 'entfernt',
    outside: 'von außen',
    rest: 'von niemandem',
    beside: (parts) => `Nicht auf dem Podest: ${parts}.`,
  },
  morePeople: (n) => `${number(n)} mehr`,
  sum: (up, down, divergence, expected, actual) =>
    `${up} und ${down} machen ${divergence}: erwartet ${expected}, tatsächlich ${actual}.`,
  noLuck: 'Weder Glück noch Pech: Was alle getan haben, steht auf dem Konto, auf den Dollar genau.',
  leaderboard: { title: 'Nach allen Runden', luck: 'Glück', right: 'richtig' },
  over: {
    title: 'Die Bank ist geschlossen.',
    text: 'Dein Handy behält deine Geschichte, und einen Link, um allein weiterzumachen.',
  },
}
