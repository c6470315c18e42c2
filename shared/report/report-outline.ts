import { FORMATS } from '../formats.ts'
import { PACE } from '../pace.ts'
import { formatRoomCode } from '../room-code.ts'
import { leaderboard } from '../rounds/leaderboard.ts'
import type { Language } from '../rounds/lesson.ts'
import { OUTSIDE } from '../rounds/results.ts'
import { type Learning, learningOf, type Share, shareOf } from './learning.ts'
import type { Block, Cell, Outline, Section } from './outline.ts'
import type { Report } from './report.ts'
import { type Clock, outcomeText, roundSection, timeText } from './round-sections.ts'
import { type Sums, sumsOf } from './sums.ts'
import { WORDS } from './words/words.ts'

/** A report of one room, or of several in one, in a language. */
export function outlineOf(reports: readonly Report[], language: Language, clock: Clock = {}): Outline {
  const words = WORDS[language]
  const sums = sumsOf(reports)
  const [only] = reports
  const several = reports.length > 1
  const begun = Math.min(...reports.flatMap(({ rounds }) => rounds.map(({ record }) => record.startedAt)))
  return {
    title: several || !only ? words.titleOfRooms(reports.length) : words.title(formatRoomCode(only.code)),
    subtitle: [
      ...(sums.rounds > 0 ? [timeText(begun, language, clock)] : []),
      words.people(sums.people, sums.bots),
    ].join(' · '),
    lead: leadOf(sums, language),
    mood: sums.lost > 0 ? 'loss' : 'calm',
    sections: [
      ...(sums.rounds > 1 ? [overview(reports, language)] : []),
      ...learntSection(reports, language),
      ...reports.flatMap((report) => placesSection(report, several, language)),
      ...reports.flatMap((report) =>
        report.rounds.map((round) => {
          const section = roundSection(report, round, language, clock)
          return several ? { ...section, title: `${formatRoomCode(report.code)}, ${section.title}` } : section
        }),
      ),
      ...unknownSection(reports, language),
    ],
  }
}

/** `412 people lost $38,000 in 12 rounds.`, and what else is to be said of all rounds. */
export function leadOf(sums: Sums, language: Language): string {
  const [words, { money }] = [WORDS[language], FORMATS[language]]
  if (sums.rounds === 0) return words.noRounds
  return [
    sums.losers > 0
      ? words.lost(sums.losers, money(sums.lost), sums.rounds, sums.rooms)
      : words.noneLost(sums.rounds, sums.rooms),
    ...(sums.winners > 0 ? [words.won(sums.winners, money(sums.won))] : []),
    ...(sums.applied > 0 ? [words.updates(sums.lostUpdates, sums.applied)] : []),
  ].join(' ')
}

function overview(reports: readonly Report[], language: Language): Section {
  const [words, { money, signedMoney, number }] = [WORDS[language], FORMATS[language]]
  const several = reports.length > 1
  const rows = reports.flatMap(({ code, rounds, lessons }) =>
    rounds.map(({ record }): Cell[] => {
      const { lesson, settings, actual, expected, lost, applied } = record
      const tone = outcomeText(record, language)
      const off = actual === null ? words.noNumber : signedMoney(actual - expected)
      return [
        ...(several ? [formatRoomCode(code)] : []),
        number(record.round),
        lesson === undefined ? words.none : (lessons[lesson]?.title ?? lesson),
        settings.strategy,
        money(expected),
        actual === null ? words.noNumber : money(actual),
        tone.kind === 'text' && tone.tone ? { text: off, tone: tone.tone } : off,
        number(applied),
        number(lost),
      ]
    }),
  )
  const [expected, actual, difference, booked, lost] = [
    ...[words.expected, words.actual, words.difference, words.booked, words.lostUpdates],
  ].map((label = '') => ({ label, numeric: true }))
  const columns = [
    ...(several ? [{ label: words.room }] : []),
    { label: words.roundColumn },
    ...[{ label: words.lesson }, { label: words.strategy }],
    ...[expected, actual, difference, booked, lost].flatMap((column) => column ?? []),
  ]
  return {
    id: 'rounds',
    title: words.overview,
    blocks: [{ kind: 'table', label: words.overview, columns, rows }],
  }
}

function learntSection(reports: readonly Report[], language: Language): Section[] {
  const [words, { percent, signed }] = [WORDS[language], FORMATS[language]]
  const learning = learningOf(reports)
  if (learning.length === 0) return []
  const lessons = Object.assign({}, ...reports.map((report) => report.lessons)) as Report['lessons']
  const share = (one: Share | undefined): string =>
    one ? words.shareOf(percent(shareOf(one)), one.right, one.all) : words.none
  const gain = (from: Share | undefined, to: Share | undefined): Cell => {
    if (!from || !to) return words.none
    const points = Math.round(100 * (shareOf(to) - shareOf(from)))
    return { text: words.points(signed(points)), tone: points > 0 ? 'good' : points < 0 ? 'bad' : 'quiet' }
  }
  const rows = learning.map(({ lesson, step, alone, talked, transfer }: Learning): Cell[] => [
    `${lessons[lesson]?.title ?? lesson}${step > 0 ? ` (${step + 1})` : ''}`,
    ...[share(alone), share(talked), gain(alone, talked), share(transfer), gain(alone, transfer)],
  ])
  const columns = [words.alone, words.talked, words.gain, words.newCase, words.gain]
  return [
    {
      ...{ id: 'learnt', title: words.learnt },
      blocks: [
        {
          ...{ kind: 'table', label: words.learnt, rows, note: words.learntNote },
          columns: [{ label: words.lesson }, ...columns.map((label) => ({ label, numeric: true }))],
        },
      ],
    },
  ]
}

function placesSection({ code, rounds }: Report, several: boolean, language: Language): Section[] {
  const [words, { signedMoney, number }] = [WORDS[language], FORMATS[language]]
  const places = leaderboard(rounds.map(({ record }) => record))
  if (places.length === 0) return []
  // Equals share a place.
  const placeOf = (at: number): number => {
    const same = places.findIndex((one) => one.right === places[at]?.right && one.luck === places[at]?.luck)
    return same + 1
  }
  const table: Block = {
    ...{ kind: 'table', label: words.places, note: words.placesNote },
    columns: [
      { label: words.place },
      { label: words.name },
      ...[words.rightAnswers, words.luck].map((label) => ({ label, numeric: true })),
    ],
    rows: places.map(({ nickname, right, luck }, at) => [
      ...[number(placeOf(at)), { name: nickname }, number(right), signedMoney(luck)],
    ]),
  }
  const title = several ? `${formatRoomCode(code)}, ${words.places}` : words.places
  return [{ id: `${code}-places`, title, blocks: [table] }]
}

function unknownSection(reports: readonly Report[], language: Language): Section[] {
  const [words, { signedMoney, number }] = [WORDS[language], FORMATS[language]]
  const notes = reports.flatMap(({ rounds }) =>
    rounds.flatMap(({ record }) => {
      const { round, forgotten, unapplied, players } = record
      const outside = players.find(({ player }) => player === OUTSIDE)
      return [
        ...(forgotten > 0 ? [words.forgotten(forgotten, round)] : []),
        ...(unapplied.atLeast ? [words.trimmed(round, number(PACE.unapplied))] : []),
        ...(outside ? [words.outsideNote(round, signedMoney(outside.effect))] : []),
      ]
    }),
  )
  const removed = reports.some(({ rounds }) =>
    rounds.some(({ record }) => record.players.some((one) => one.removed)),
  )
  if (removed) notes.push(words.removedNote)
  if (notes.length === 0) return []
  return [
    {
      id: 'unknown',
      title: words.unknown,
      blocks: notes.map((text): Block => ({ kind: 'text', text, tone: 'quiet' })),
    },
  ]
}
