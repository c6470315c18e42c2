import { describe, expect, it } from 'vitest'
import { curveOf } from '../../../shared/report/curve.ts'
import { learningOf } from '../../../shared/report/learning.ts'
import type { Block, Outline, Section } from '../../../shared/report/outline.ts'
import { Report } from '../../../shared/report/report.ts'
import { reportCsv } from '../../../shared/report/report-csv.ts'
import { reportHtml } from '../../../shared/report/report-html.ts'
import { outlineOf } from '../../../shared/report/report-outline.ts'
import { reportText } from '../../../shared/report/report-text.ts'
import { sumsOf } from '../../../shared/report/sums.ts'
import { LANGUAGES } from '../../../shared/rounds/languages.ts'
import { madeUpReport, madeUpRound } from '../../support/made-up-report.ts'
import { person } from '../../support/round-facts.ts'

const UTC = { timeZone: 'UTC' }
const report = madeUpReport()
const outline = outlineOf([report], 'en', UTC)
const section = (id: string, of: Outline = outline): Section => {
  const found = of.sections.find((one) => one.id === id)
  if (!found) throw new Error(`no section ${id}`)
  return found
}
const table = ({ blocks }: Section, label: string): Extract<Block, { kind: 'table' }> => {
  const found = blocks.find((block) => block.kind === 'table' && block.label === label)
  if (found?.kind !== 'table') throw new Error(`no table ${label}`)
  return found
}
const texts = ({ blocks }: Section): string[] =>
  blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : []))
const csvOf = (reports: readonly Report[]): string[] => [...reportCsv(reports)].map((line) => line.trimEnd())
const plain = (reports: readonly Report[], language: 'en' | 'de' = 'en'): string =>
  [...reportText(outlineOf(reports, language, UTC))].join('')

describe('a report', () => {
  it('says in one sentence how many people lost how much', () => {
    const { losers, lost, winners, won, lostUpdates, applied } = sumsOf([report])
    expect([losers > 3, lost > 500, lostUpdates > 10]).toEqual([true, true, true])
    expect(outline.lead).toBe(
      `${losers} people lost $${lost.toLocaleString('en')} in 3 rounds. ${winners} person gained $${won.toLocaleString('en')}. ${lostUpdates} of ${applied} updates were lost.`,
    )
    expect(outlineOf([report], 'de', UTC).lead).toMatch(
      new RegExp(`^${losers} Personen haben in 3 Runden ${lost.toLocaleString('de')}\\s\\$ verloren\\.`),
    )
    expect(outlineOf([madeUpReport('K7Q4MX', { rounds: [] })], 'en').lead).toBe('No round is over yet.')
  })

  it('has a part for each round, with its settings, its outcome and its picture', () => {
    expect(outline.title).toBe('Report of room K7Q·4MX')
    expect(outline.sections.map(({ title }) => title)).toEqual([
      ...['All rounds', 'What was learnt', 'Leaderboard'],
      ...['Round 1', 'Round 2', 'Round 3', 'What this report cannot know'],
    ])
    const first = section('K7Q4MX-1')
    expect(first.subtitle).toBe('lesson “Where has the money gone?” · naive · 29 November 2026 at 09:30')
    expect(first.blocks.map(({ kind }) => kind)).toEqual([
      ...['text', 'text', 'curve', 'facts', 'facts', 'answers', 'answers', 'facts', 'losses', 'table'],
    ])
    expect(section('K7Q4MX-3').subtitle).toContain('practice')
    expect(texts(section('K7Q4MX-3'))).toEqual(['The bank is right: 20 updates, none lost.'])
  })

  it('shows that all luck adds up to the difference', () => {
    for (const { record } of report.rounds) {
      const { sum = [] } = table(section(`K7Q4MX-${record.round}`), 'Players')
      const difference = (record.actual ?? 0) - record.expected
      const said = typeof sum[3] === 'object' && 'text' in sum[3] ? sum[3].text : sum[3]
      expect(Number(String(said).replace('−', '-').replace(/[$,+]/g, ''))).toBe(difference)
    }
  })

  it('counts bots in one row, and names each person', () => {
    const { rows } = table(section('K7Q4MX-1'), 'Players')
    expect(
      rows.map(([name]) => (typeof name === 'string' ? name : name && 'name' in name ? name.name : '')),
    ).toEqual([
      ...[
        'Ana',
        'Bea',
        'Kim',
        'Jonas',
        'Mira',
        'نور',
        'Łukasz',
        '=HYPERLINK("x")',
        'Zoë',
        'Ben <b>',
        '3 bots',
      ],
    ])
  })

  it('says what was learnt: alone, after talking and on a new case, with the gain', () => {
    expect(learningOf([report])).toEqual([
      {
        ...{ lesson: 'lost-update', step: 0, alone: { right: 3, all: 10 }, talked: { right: 7, all: 10 } },
        transfer: { right: 8, all: 10 },
      },
    ])
    expect(table(section('learnt'), 'What was learnt').rows).toEqual([
      [
        ...['Where has the money gone?', '30% (3 of 10)', '70% (7 of 10)', { text: '+40 pp', tone: 'good' }],
        ...['80% (8 of 10)', { text: '+50 pp', tone: 'good' }],
      ],
    ])
  })

  it('marks the right choice, and of guessed balances the nearest', () => {
    const asked = section('K7Q4MX-1').blocks.filter((block) => block.kind === 'answers')
    expect(
      asked[0]?.answers.map(({ label, right, counts }) => [label, right, ...counts.map(({ text }) => text)]),
    ).toEqual([
      ['$0, always', false, '7', '1'],
      ['$150, always', false, '0', '0'],
      ['$0, $150 or −$50', true, '3', '7'],
      ['An error', false, '0', '2'],
    ])
    expect(asked[0]?.groups).toEqual(['alone', 'after talking'])
    const guessed = section('K7Q4MX-2').blocks.filter((block) => block.kind === 'answers')
    expect(guessed[0]?.answers.map(({ label, right }) => [label, right])).toEqual([
      ['$100', false],
      ['$150', false],
      ['$200', false],
      ['$250', true],
    ])
  })

  it('says what it cannot know', () => {
    const [forgotten, outside] = texts(section('unknown'))
    expect(forgotten).toMatch(/^Round 2: a failover of Redis forgot 1 acknowledged transaction\. /)
    expect(outside).toMatch(/^Round 2: writes from outside the game changed the balance by [+−]\$[\d,]+\./)
    expect(
      outlineOf([madeUpReport('K7Q4MX', { rounds: report.rounds.slice(0, 1) })], 'en').sections.at(-1)?.id,
    ).toBe('K7Q4MX-1')
  })

  it('says “at least” where Redis has kept only a part of what was not booked', () => {
    const [round] = report.rounds
    if (!round) throw new Error('no round')
    const unapplied = { rejected: 0, 'gave-up': 1999, failed: 1, atLeast: true as const }
    const record = { ...round.record, attempts: 4000, conflicts: 3000, unapplied }
    const trimmed = { ...report, rounds: [{ record }] }
    expect(plain([trimmed])).toMatch(/at least 2,000: 0 refused, 1,999 gave up, 1 failed/)
    expect(plain([trimmed])).toMatch(/at least 4,000.*at least 3,000.*There may have been more/s)
    expect(plain([trimmed], 'de')).toMatch(/mindestens 2\.000: 0 abgelehnt, 1\.999 aufgegeben, 1 gescheitert/)
    expect(plain([report])).not.toContain('at least')
  })

  it('never shows the name of a removed player', () => {
    const players = [person('mallory', { nickname: 'RUDE', removed: true }), person('ana')]
    const record = madeUpRound({ players })
    const rude = madeUpReport('K7Q4MX', { rounds: [{ record }] })
    for (const text of [plain([rude]), csvOf([rude]).join(), JSON.stringify(rude)])
      expect(text).not.toContain('RUDE')
    expect(plain([rude])).toContain('a removed player')
  })

  it('is valid by its schema, and its JSON is the same report', () => {
    expect(Report.parse(JSON.parse(JSON.stringify(report)))).toEqual(report)
  })

  it('is complete in both languages: no text of one is in the other', () => {
    const english = plain([report]).split('\n')
    const german = new Set(plain([report], 'de').split('\n'))
    const same = english.filter((line) => /[a-z]{4}/.test(line) && german.has(line))
    expect(same.filter((line) => !/Bot|always|error|money/.test(line))).toEqual([])
    for (const language of LANGUAGES) expect(plain([report], language)).not.toMatch(/undefined|NaN|\[object/)
  })
})

describe('a report as a file', () => {
  it('in CSV has a line for each player of each round, and cells that no spreadsheet runs', () => {
    const lines = csvOf([report])
    expect(lines).toHaveLength(1 + report.rounds.reduce((all, { record }) => all + record.players.length, 0))
    expect(lines[0]).toBe(
      'room,round,lesson,step,practice,strategy,started,seconds,expected,actual,player,nickname,kind,acknowledged,effect,luck,applied,lost,erased,unapplied,right',
    )
    expect(lines.find((line) => line.includes('HYPERLINK'))).toContain(`"'=HYPERLINK(""x"")",person,`)
    expect(lines.filter((line) => line.includes(',bot,'))).toHaveLength(9)
    expect(lines[1]).toMatch(/^K7Q4MX,1,lost-update,0,false,naive,2026-11-29T09:30:00\.000Z,30,/)
    // A number below zero stays a number.
    expect(lines.some((line) => /,-\d+,/.test(line))).toBe(true)
  })

  it('in HTML has no script, no address, and every name as text', () => {
    const html = reportHtml(outline, 'en')
    expect(html).not.toMatch(/<script|https?:|<b>|javascript/i)
    expect(html).toContain('<bdi>Ben &lt;b&gt;</bdi>')
    expect(html).toContain('<bdi>نور</bdi>')
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(html.match(/<svg /g)).toHaveLength(3)
    const opened = [...html.matchAll(/<(section|table|tr|td|th|dl|ul|li|div|p|figure|svg)[ >]/g)].length
    expect([...html.matchAll(/<\/(section|table|tr|td|th|dl|ul|li|div|p|figure|svg)>/g)]).toHaveLength(opened)
  })

  it('for a terminal has tables in columns and no control characters', () => {
    const text = plain([report])
    expect(text).toMatch(/\n {2}Name {2,}Told “booked”/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
  })
})

describe('the curve of a round', () => {
  it('has levels around its values, zero among them, and ends where the round ends', () => {
    const curve = curveOf([
      { ms: 0, divergence: 0 },
      { ms: 4000, divergence: -150 },
      { ms: 20_000, divergence: 60 },
    ])
    expect(curve?.levels.map(({ divergence }) => divergence)).toEqual([-200, -100, 0, 100])
    expect(curve?.times.map(({ seconds }) => seconds)).toEqual([0, 5, 10, 15, 20])
    expect(curve?.end).toMatchObject({ x: 618, divergence: 60 })
    expect(curve?.line).toMatch(/^M92 [\d.]+H[\d.]+V[\d.]+H618V[\d.]+$/)
  })

  it('of a round that lost nothing is a line at zero; of no time at all there is none', () => {
    const flat = curveOf([
      { ms: 0, divergence: 0 },
      { ms: 900, divergence: 0 },
    ])
    expect(flat?.levels.map(({ divergence }) => divergence)).toEqual([-1, 0, 1])
    expect(flat?.end.y).toBe(flat?.zero)
    expect(curveOf([{ ms: 0, divergence: 0 }])).toBeUndefined()
  })
})
