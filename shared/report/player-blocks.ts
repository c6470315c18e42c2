import { FORMATS } from '../formats.ts'
import type { Language } from '../rounds/lesson.ts'
import { luckOf } from '../rounds/results.ts'
import type { PlayerResult, RoundRecord } from '../rounds/round-record.ts'
import { namesIn } from './names.ts'
import type { Block, Cell, Column } from './outline.ts'
import { WORDS } from './words/words.ts'

/** More would fill pages; the JSON has more. */
const LOSSES = 24

/** The podium, the lost updates by name, and what the round did to each player. */
export function playerBlocks(record: RoundRecord, language: Language): Block[] {
  return [
    ...podiumBlock(record, language),
    ...lossesBlock(record, language),
    ...(record.players.length > 0 ? [playersBlock(record, language)] : []),
  ]
}

function podiumBlock(record: RoundRecord, language: Language): Block[] {
  const [words, { list, signedMoney }] = [WORDS[language], FORMATS[language]]
  const { within } = namesIn(record, words)
  const { luckiest, robbed, eraser, prophet } = record.podium
  const numberOf = (player: string | undefined, text: (one: PlayerResult) => string): string => {
    const one = record.players.find((result) => result.player === player)
    // A minus sign stays with its amount.
    return one ? ` (${text(one).replace('−', '−\u2060')})` : ''
  }
  const luck = (one: PlayerResult): string => signedMoney(luckOf(one))
  const honoured = (players: readonly string[], figure: string): string =>
    players.length === 0 ? words.none : `${list(players.map(within))}${figure}`
  if (luckiest.length + robbed.length + eraser.length + prophet.length === 0) return []
  const facts = [
    { label: words.luckiest, value: honoured(luckiest, numberOf(luckiest[0], luck)) },
    { label: words.robbed, value: honoured(robbed, numberOf(robbed[0], luck)) },
    {
      label: words.eraser,
      value: honoured(
        eraser,
        numberOf(eraser[0], ({ erased }) => words.updatesErased(erased)),
      ),
    },
    { label: words.prophet, value: honoured(prophet, '') },
  ]
  return [{ kind: 'facts', label: words.podium, facts }]
}

function lossesBlock(record: RoundRecord, language: Language): Block[] {
  const losses = (record.losses ?? []).slice(0, LOSSES)
  if (losses.length === 0) return []
  const [words, { signedMoney }] = [WORDS[language], FORMATS[language]]
  const { of } = namesIn(record, words)
  return [
    {
      ...{ kind: 'losses', label: words.losses, between: words.overwrittenBy },
      losses: losses.map(({ player, amount, by }) => ({
        ...{ who: of(player), amount: signedMoney(amount), by: of(by) },
      })),
      ...(losses.length < record.lost && { note: words.lossesNote(losses.length, record.lost) }),
    },
  ]
}

/** Bots are one row. */
function playersBlock(record: RoundRecord, language: Language): Block {
  const words = WORDS[language]
  const { of } = namesIn(record, words)
  const bots = record.players.filter(({ bot }) => bot)
  const others = record.players.filter(({ bot }) => !bot)
  const people = others.filter(({ outside }) => !outside)
  const columns: Column[] = [
    { label: words.name },
    ...[words.acknowledged, words.effect, words.luck, words.booked, words.lostUpdates, words.erased].map(
      (label) => ({ label, numeric: true }),
    ),
    { label: words.notBooked, numeric: true },
    ...(record.players.some(({ right }) => right) ? [{ label: words.answer }] : []),
  ]
  const answer = (right: boolean): Cell[] =>
    columns.length === 9
      ? [right ? { text: record.right === undefined ? words.nearest : words.right, tone: 'good' } : '']
      : []
  const row = (name: Cell, all: readonly PlayerResult[]): Cell[] => [
    name,
    ...figures(all, language),
    ...answer(all.length === 1 && all[0]?.right === true),
  ]
  return {
    ...{ kind: 'table', label: words.players, columns, note: words.luckNote },
    rows: [
      ...people.map((one) => row({ name: of(one.player) }, [one])),
      ...(bots.length > 0 ? [row(words.bots(bots.length), bots)] : []),
      ...others.filter(({ outside }) => outside).map((one) => row(words.outside, [one])),
    ],
    sum: row(words.all, record.players).slice(0, columns.length),
  }
}

function figures(all: readonly PlayerResult[], language: Language): Cell[] {
  const { signedMoney, number } = FORMATS[language]
  const sum = (of: (one: PlayerResult) => number): number => all.reduce((total, one) => total + of(one), 0)
  const luck = sum(luckOf)
  return [
    signedMoney(sum(({ acknowledged }) => acknowledged)),
    signedMoney(sum(({ effect }) => effect)),
    luck === 0 ? signedMoney(luck) : { text: signedMoney(luck), tone: luck < 0 ? 'bad' : 'good' },
    ...[
      sum(({ applied }) => applied),
      sum(({ lost }) => lost),
      sum(({ erased }) => erased),
      sum(({ unapplied }) => unapplied),
    ].map(number),
  ]
}
