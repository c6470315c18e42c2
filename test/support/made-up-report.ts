import type { Report } from '../../shared/report/report.ts'
import { buildRound } from '../../shared/rounds/build-record.ts'
import type { Choice } from '../../shared/rounds/lesson.ts'
import type { Answers, RoundFacts, RoundPlayer } from '../../shared/rounds/round-facts.ts'
import { journalOf, type PlainWrite, person, roundFacts } from './round-facts.ts'

const NAMES = ['Ana', 'Bea', 'Kim', 'Jonas', 'Mira', 'نور', 'Łukasz', '=HYPERLINK("x")', 'Zoë', 'Ben <b>']
/** Ten characters, as real ids have. */
const idOf = (name: string): string =>
  `${[...name].map((letter) => letter.codePointAt(0)).join('')}..........`.slice(0, 10).replace(/\./g, '_')
const people = (): RoundPlayer[] => NAMES.map((nickname) => person(idOf(nickname), { nickname }))
const bots = (): RoundPlayer[] =>
  [1, 2, 3].map((n) => person(`bot_______${n}`, { nickname: `Bot ${n}`, bot: true }))

const AMOUNTS = [50, 120, -150, 80, -30, 200, 50]

/** Every third write is computed from a balance that is three writes old. */
function writes(players: readonly RoundPlayer[], count: number, stale: boolean): PlainWrite[] {
  return Array.from({ length: count }, (_, i) => {
    const { player } = players[(i * 7) % players.length] as RoundPlayer
    const on = stale && i % 3 === 2 ? i - 2 : i
    return { player, amount: AMOUNTS[i % AMOUNTS.length] ?? 50, on, more: { wroteAt: 1_000_400 + i * 450 } }
  })
}

function answersOf(
  players: readonly RoundPlayer[],
  right: Choice,
  share: [number, number],
): Map<string, Answers> {
  const wrong = right === 'a' ? 'b' : 'a'
  return new Map(
    players.map(({ player }, i) => [
      player,
      {
        first: { choice: i < share[0] ? right : wrong },
        second: { choice: i < share[1] ? right : i % 2 === 0 ? wrong : 'd' },
      },
    ]),
  )
}

/** A round of it. */
export function madeUpRound(more: Partial<RoundFacts> = {}, stale = true, count = 60) {
  const players = [...people(), ...bots()]
  const { entries, balance } = journalOf(writes(players, count, stale))
  const start = Date.UTC(2026, 10, 29, 9, 30)
  const shifted = entries.map((entry) => ({
    ...entry,
    ...{ readAt: entry.readAt - 1_000_000 + start, wroteAt: entry.wroteAt - 1_000_000 + start },
  }))
  return buildRound(
    roundFacts({
      ...{ entries: shifted, actual: balance, players, startedAt: start, endedAt: start + 30_000 },
      ...more,
    }),
  ).record
}

const QUESTION = {
  text: 'The account holds $100. Ana pays in $50, and Bo takes out $150, at the same moment. What will it hold?',
  choices: [
    { id: 'a' as const, text: '$0, always' },
    { id: 'b' as const, text: '$150, always' },
    { id: 'c' as const, text: '$0, $150 or −$50' },
    { id: 'd' as const, text: 'An error' },
  ],
  right: 'c' as const,
}

/** The report of a room with three rounds: a lesson, a guessed balance with a write from outside, and a practice. */
export function madeUpReport(code = 'K7Q4MX', more: Partial<Report> = {}): Report {
  const { settings } = roundFacts()
  const guesses = new Map(
    people().map(({ player }, i) => [player, { first: { balance: 100 + 50 * (i % 4) } }]),
  )
  return {
    ...{ kind: 'bank-run-report', format: 1, code, language: 'en' },
    rounds: [
      {
        record: madeUpRound({ lesson: 'lost-update', right: 'c', answers: answersOf(people(), 'c', [3, 7]) }),
        transfer: { right: 'b', spread: { b: 8, d: 2 } },
      },
      {
        record: madeUpRound({
          ...{ round: 2, epoch: 3, answers: guesses, startedAt: Date.UTC(2026, 10, 29, 9, 40) },
          ...{ endedAt: Date.UTC(2026, 10, 29, 9, 41), actual: 1234, nodes: 2 },
          forgotten: [{ tx: 'f', player: idOf('Ana'), amount: 50 }],
        }),
      },
      {
        record: madeUpRound(
          {
            ...{ round: 3, epoch: 4, practice: true, startedAt: Date.UTC(2026, 10, 29, 9, 50) },
            ...{ endedAt: Date.UTC(2026, 10, 29, 9, 51), settings: { ...settings, strategy: 'watch' } },
            actual: journalOf(writes([...people(), ...bots()], 20, false)).balance,
          },
          ...([false, 20] as const),
        ),
      },
    ],
    lessons: {
      'lost-update': {
        ...{ number: 1, title: 'Where has the money gone?', questions: [QUESTION] },
        transfer: {
          text: 'A box holds $20. Two pay in $10 each at the same moment. What does it hold?',
          choices: [
            { id: 'a', text: '$40, always' },
            { id: 'b', text: '$30 or $40' },
            { id: 'c', text: '$30, always' },
            { id: 'd', text: '$20, $30 or $40' },
          ],
          right: 'b',
        },
      },
    },
    ...more,
  }
}
