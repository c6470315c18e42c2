import { FORMATS } from '../formats.ts'
import type { Language } from '../rounds/lesson.ts'
import type { RoundRecord } from '../rounds/round-record.ts'
import { answerBlocks } from './answer-blocks.ts'
import { curveOf } from './curve.ts'
import { namesIn } from './names.ts'
import type { Block, Cell, Section } from './outline.ts'
import { playerBlocks } from './player-blocks.ts'
import type { Report, ReportedRound } from './report.ts'
import { WORDS } from './words/words.ts'

/** How times of day are written; a test names the zone. */
export interface Clock {
  timeZone?: string | undefined
}

/** The part of a report that is about one round. */
export function roundSection(
  { code, lessons }: Pick<Report, 'code' | 'lessons'>,
  round: ReportedRound,
  language: Language,
  clock: Clock,
): Section {
  const { record } = round
  const words = WORDS[language]
  const lesson = record.lesson === undefined ? undefined : lessons[record.lesson]
  const subtitle = [
    ...(record.lesson === undefined ? [] : [words.lessonRound(lesson?.title ?? record.lesson)]),
    record.settings.strategy,
    timeText(record.startedAt, language, clock),
    ...(record.practice ? [words.practice] : []),
  ]
  return {
    id: `${code}-${record.round}`,
    title: words.round(record.round),
    subtitle: subtitle.join(' · '),
    onNewPage: true,
    blocks: [
      outcomeText(record, language),
      ...lossText(record, language),
      ...curveBlock(record, language),
      outcomeFacts(record, language),
      settingsFacts(record, language),
      ...answerBlocks(round, lesson, language),
      ...playerBlocks(record, language),
    ],
  }
}

export const timeText = (ms: number, language: Language, { timeZone }: Clock): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'de-DE', {
    ...{ dateStyle: 'long', timeStyle: 'short', timeZone },
  }).format(ms)

export function outcomeText(record: RoundRecord, language: Language): Block {
  const [words, { money }] = [WORDS[language], FORMATS[language]]
  const { actual, expected, lost, applied } = record
  if (actual === null) return { kind: 'text', text: words.unreadable, tone: 'bad' }
  const off = actual - expected
  if (off < 0) return { kind: 'text', text: words.vanished(money(-off), lost), tone: 'bad' }
  if (off > 0) return { kind: 'text', text: words.appeared(money(off), lost), tone: 'bad' }
  if (lost > 0) return { kind: 'text', text: words.equalButLost(lost), tone: 'bad' }
  if (applied === 0) return { kind: 'text', text: words.nothing }
  return { kind: 'text', text: words.equal(applied), tone: 'good' }
}

function curveBlock({ divergence }: RoundRecord, language: Language): Block[] {
  const [words, { signedMoney, number }] = [WORDS[language], FORMATS[language]]
  const curve = curveOf(divergence)
  if (!curve) return []
  const all = divergence.map((point) => point.divergence)
  return [
    {
      ...{ kind: 'curve', label: words.curve, curve },
      description: words.curveOf(
        signedMoney(curve.end.divergence),
        signedMoney(Math.min(...all)),
        signedMoney(Math.max(...all)),
      ),
      levels: curve.levels.map((level) => signedMoney(level.divergence)),
      times: curve.times.map(({ seconds }) => words.seconds(number(seconds))),
    },
  ]
}

function lossText(record: RoundRecord, language: Language): Block[] {
  if (!record.loss) return []
  const [words, { signedMoney, money }] = [WORDS[language], FORMATS[language]]
  const { lost, by } = record.loss
  const { within } = namesIn(record, words)
  const [whose, amount, byAmount] = [within(lost.player), signedMoney(lost.amount), signedMoney(by.amount)]
  const text =
    lost.player === by.player
      ? words.toldOwn(whose, amount, byAmount, money(by.seen))
      : by.basis === 'nothing'
        ? words.toldBlind(whose, amount, within(by.player), byAmount)
        : words.told(whose, amount, within(by.player), byAmount, money(by.seen))
  return [{ kind: 'text', text }]
}

function outcomeFacts(record: RoundRecord, language: Language): Block {
  const [words, { money, signedMoney, number }] = [WORDS[language], FORMATS[language]]
  const { actual, expected, unapplied } = record
  const off = actual === null ? null : actual - expected
  const { rejected, 'gave-up': gaveUp, failed, atLeast } = unapplied
  const counted = (text: string): string => (atLeast ? words.atLeast(text) : text)
  const refused = rejected + gaveUp + failed
  const endings = words.endings(rejected, gaveUp, failed)
  const facts: [string, Cell][] = [
    [words.opening, money(record.opening)],
    [words.expected, money(expected)],
    [words.actual, actual === null ? words.noNumber : money(actual)],
    [
      words.difference,
      off === null ? words.none : { text: signedMoney(off), tone: off === 0 ? 'good' : 'bad' },
    ],
    [words.booked, number(record.applied)],
    [words.lostUpdates, record.lost === 0 ? '0' : { text: number(record.lost), tone: 'bad' }],
    [words.attempts, counted(number(record.attempts))],
    [words.conflicts, counted(number(record.conflicts))],
    [words.notBooked, refused === 0 ? '0' : atLeast ? `${counted(number(refused))}: ${endings}` : endings],
  ]
  return { kind: 'facts', label: words.outcome, facts: facts.map(([label, value]) => ({ label, value })) }
}

function settingsFacts({ settings, nodes, startedAt, endedAt }: RoundRecord, language: Language): Block {
  const [words, { seconds, number, percent }] = [WORDS[language], FORMATS[language]]
  const facts: [string, string][] = [
    [words.strategy, settings.strategy],
    [words.library, settings.client === 'redis' ? 'node-redis' : settings.client],
    [words.delay, words.delayOf(seconds(settings.thinkMs), seconds(settings.jitterMs))],
    [words.overdraft, settings.overdraft === 'refused' ? words.refused : words.allowed],
    [words.lostReplies, percent(settings.lostReplies / 100)],
    [words.durable, settings.durable ? words.yes : words.no],
    [words.nodes, number(nodes)],
    [words.length, seconds(Math.max(0, endedAt - startedAt))],
  ]
  return { kind: 'facts', label: words.settings, facts: facts.map(([label, value]) => ({ label, value })) }
}
