import { FORMATS } from '../../formats.ts'
import type { ReportWords } from './texts.ts'

const { count, number } = FORMATS.de
const where = (rounds: number, rooms: number): string =>
  `in ${count(rounds, 'Runde', 'Runden')}${rooms > 1 ? ` aus ${number(rooms)} Räumen` : ''}`
const have = (n: number): string => (n === 1 ? 'hat' : 'haben')
const updatesLost = (lost: number): string => `${count(lost, 'Änderung ging', 'Änderungen gingen')} verloren`

export const de: ReportWords = {
  title: (code) => `Bericht über den Raum ${code}`,
  titleOfRooms: (rooms) => `Bericht über ${number(rooms)} Räume`,
  lost: (people, money, rounds, rooms) =>
    `${count(people, 'Person', 'Personen')} ${have(people)} ${where(rounds, rooms)} ${money} verloren.`,
  noneLost: (rounds, rooms) => `Kein Geld ging verloren, ${where(rounds, rooms)}.`,
  noRounds: 'Noch ist keine Runde zu Ende.',
  won: (people, money) => `${count(people, 'Person', 'Personen')} ${have(people)} ${money} gewonnen.`,
  people: (people, bots) =>
    `${count(people, 'Person', 'Personen')}${bots > 0 ? ` und ${count(bots, 'Bot', 'Bots')}` : ''}`,
  updates: (lost, applied) =>
    `${number(lost)} von ${count(applied, 'Änderung', 'Änderungen')} ${lost === 1 ? 'ging' : 'gingen'} verloren.`,
  round: (round) => `Runde ${number(round)}`,
  roundColumn: 'Runde',
  lessonRound: (title) => `Lektion „${title}“`,
  practice: 'zur Übung, zählt nicht',
  overview: 'Alle Runden',
  room: 'Raum',
  removed: 'jemand, der entfernt wurde',
  outside: 'von außen (redis-cli)',
  bots: (bots) => count(bots, 'Bot', 'Bots'),

  learnt: 'Was gelernt wurde',
  learntNote:
    'Nur Fragen mit einer richtigen Antwort, die nicht vom Verlauf der Runde abhängt. Zuwachs in Prozentpunkten seit der ersten Antwort.',
  lesson: 'Lektion',
  alone: 'allein',
  talked: 'nach dem Gespräch',
  newCase: 'am neuen Fall',
  gain: 'Zuwachs',
  points: (points) => `${points} PP`,
  shareOf: (percent, right, all) => `${percent} (${number(right)} von ${number(all)})`,

  places: 'Rangliste',
  placesNote:
    'Richtige Antworten zählen zuerst; Glück entscheidet nur bei Gleichstand, denn es ist Zufall. Übungsrunden zählen nicht.',
  place: 'Platz',
  name: 'Name',
  rightAnswers: 'Richtige Antworten',
  luck: 'Glück',

  settings: 'Einstellungen',
  strategy: 'Methode',
  library: 'Redis-Bibliothek',
  delay: 'Verzögerung',
  delayOf: (think, jitter) => `${think} ± ${jitter}`,
  overdraft: 'Unter null',
  allowed: 'erlaubt',
  refused: 'verboten',
  lostReplies: 'Verlorene Antworten',
  durable: 'Wartet auf eine Kopie',
  yes: 'ja',
  no: 'nein',
  nodes: 'Server',
  length: 'Dauer',

  outcome: 'Ergebnis',
  opening: 'Anfangsstand',
  expected: 'Erwartet',
  actual: 'Tatsächlich',
  difference: 'Unterschied',
  noNumber: 'keine Zahl',
  booked: 'Gebucht',
  lostUpdates: 'Verlorene Änderungen',
  attempts: 'Versuche',
  conflicts: 'Abgewiesene Versuche',
  notBooked: 'Nicht gebucht',
  endings: (rejected, gaveUp, failed) =>
    `${number(rejected)} abgelehnt, ${number(gaveUp)} aufgegeben, ${number(failed)} gescheitert`,
  atLeast: (text) => `mindestens ${text}`,

  vanished: (money, lost) => `${money} sind verschwunden${lost > 0 ? `: ${updatesLost(lost)}` : ''}.`,
  appeared: (money, lost) => `${money} kamen aus dem Nichts${lost > 0 ? `: ${updatesLost(lost)}` : ''}.`,
  equalButLost: (lost) =>
    `Der Stand stimmt, die Bank nicht: ${updatesLost(lost)}, und was fehlt, hebt sich auf.`,
  equal: (applied) =>
    `Bei der Bank stimmt alles: ${count(applied, 'Änderung', 'Änderungen')}, keine ging verloren.`,
  nothing: 'Nichts wurde gebucht.',
  unreadable: 'Am Ende der Runde war der Kontostand keine Zahl.',
  told: (lost, amount, by, byAmount, seen) =>
    `${amount} von ${lost} wurde überschrieben, und zwar von ${by} mit ${byAmount}, berechnet aus einem älteren Stand: ${seen}.`,
  toldBlind: (lost, amount, by, byAmount) =>
    `${amount} von ${lost} wurde überschrieben, und zwar von ${by} mit ${byAmount}, ohne den Stand zu lesen.`,
  toldOwn: (lost, amount, byAmount, seen) =>
    `${amount} von ${lost} wurde überschrieben, und zwar mit ${byAmount} vom selben Namen, berechnet aus einem älteren Stand: ${seen}.`,

  question: 'Die Frage',
  transfer: 'Der neue Fall',
  guesses: 'Wie hoch wird der Kontostand?',
  guess: 'Schätzung',
  right: 'richtig',
  nearest: 'am nächsten',

  podium: 'Podest',
  luckiest: 'Am meisten Glück',
  robbed: 'Am meisten beraubt',
  eraser: 'Am meisten gelöscht',
  prophet: 'Am besten vorhergesagt',
  none: '–',
  updatesErased: (updates) => count(updates, 'Änderung', 'Änderungen'),

  curve: 'Tatsächlich − erwartet, während die Runde lief',
  curveOf: (last, least, most) => `Der Unterschied lag zwischen ${least} und ${most}, am Ende bei ${last}.`,
  seconds: (seconds) => `${seconds} s`,

  losses: 'Verlorene Änderungen mit Namen',
  lossesNote: (listed, all) => `Die ${number(listed)} größten von ${number(all)}.`,
  overwrittenBy: 'überschrieben von',

  players: 'Alle, die dabei waren',
  acknowledged: 'Als gebucht gemeldet',
  effect: 'Im Kontostand',
  erased: 'Gelöscht',
  answer: 'Antwort',
  all: 'Alle',
  luckNote:
    'Glück ist, was im Kontostand steht, minus was gemeldet wurde. Alles Glück zusammen ergibt den Unterschied.',

  unknown: 'Was dieser Bericht nicht wissen kann',
  forgotten: (forgotten, round) =>
    `Runde ${number(round)}: Beim Ausfall eines Redis ${forgotten === 1 ? 'wurde' : 'wurden'} ${count(forgotten, 'bestätigte Buchung', 'bestätigte Buchungen')} vergessen. Sie zählen zum erwarteten Stand, aber wie sie auf die anderen trafen, ist nicht mehr bekannt; ebenso wenig, was nur ein Server wusste, der nicht mehr läuft.`,
  trimmed: (round, kept) =>
    `Runde ${number(round)}: Redis behält die neuesten ${kept} Buchungen, die nicht angenommen wurden. Es können mehr gewesen sein; dann sind Versuche und Ablehnungen zu niedrig angegeben.`,
  outsideNote: (round, money) =>
    `Runde ${number(round)}: Von außerhalb des Spiels wurde der Kontostand um ${money} geändert. Von wem, ist nicht aufgezeichnet.`,
  removedNote: 'Wer entfernt wurde oder gegangen ist, steht hier ohne Namen.',
}
