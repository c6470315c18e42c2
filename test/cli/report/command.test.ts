import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { report } from '../../../server/cli/report/report.ts'
import { sumsOf } from '../../../shared/report/sums.ts'
import { inPhase, led, recordOf } from '../../support/classroom.ts'
import { closedPort } from '../../support/closed-port.ts'
import { madeUpReport } from '../../support/made-up-report.ts'
import { openRoom, startServer } from '../../support/server.ts'

let folder: string
const whole = madeUpReport()
const other = madeUpReport('M4XK7Q', { rounds: whole.rounds.slice(0, 1) })

/** Runs the command in this process; resolves to its exit code and its output. */
async function ran(...argv: string[]) {
  const out: string[] = []
  const err: string[] = []
  const into = (texts: string[]) => ({ isTTY: false, write: (text: string) => texts.push(text) > 0 })
  const code = await report(argv, {
    stdout: into(out),
    stderr: into(err),
    stop: new AbortController().signal,
  })
  return { code, out: out.join(''), err: err.join('') }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bank-run-report-'))
  for (const one of [whole, other]) {
    const room = join(folder, 'records', `2026-11-29-${one.code}`)
    mkdirSync(room, { recursive: true })
    for (const round of one.rounds)
      writeFileSync(
        join(room, `round-0${round.record.round}.json`),
        JSON.stringify({ ...one, rounds: [round] }),
      )
    writeFileSync(join(room, 'report.csv'), 'not,json')
  }
  writeFileSync(join(folder, 'saved.json'), JSON.stringify(whole))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('npm run report', () => {
  it('merges the kept records of all rooms of a folder, and says who lost how much', async () => {
    const { code, out, err } = await ran(join(folder, 'records'))
    const { losers, lost, people } = sumsOf([whole, other])
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('Report of 2 rooms')
    expect(out).toContain(`${losers} people lost $${lost.toLocaleString('en')} in 4 rounds of 2 rooms.`)
    expect(out).toContain(`${people} people and`)
    expect(out).toContain('K7Q·4MX, Round 2')
  })

  it('counts a round once when it is in two files', async () => {
    const alone = await ran(join(folder, 'saved.json'))
    const twice = await ran(join(folder, 'saved.json'), join(folder, 'records', '2026-11-29-K7Q4MX'))
    expect(twice).toEqual(alone)
    expect(alone.out).toContain('Report of room K7Q·4MX')
  })

  it('writes JSON that can be merged again, CSV and HTML, into a file if wanted', async () => {
    const json = join(folder, 'both.json')
    expect(await ran(join(folder, 'records'), '--format', 'json', '--out', json)).toEqual({
      ...{ code: 0, out: '', err: '' },
    })
    const { sums, learning, reports } = JSON.parse(readFileSync(json, 'utf8'))
    expect([sums, learning.length, reports.length]).toEqual([sumsOf([whole, other]), 1, 2])
    const again = await ran(json)
    expect(again).toEqual(await ran(join(folder, 'records')))
    const csv = await ran(json, '--format', 'csv')
    expect(csv.out).toMatch(/^room,round,/)
    expect(csv.out).toMatch(/\r\nM4XK7Q,1,/)
    expect((await ran(json, '--format', 'html', '--language', 'de')).out).toMatch(
      /^<!doctype html>\n<html lang="de">[\s\S]*Bericht über 2 Räume/,
    )
  })

  it('quotes the lessons in the language that is asked for', async () => {
    expect((await ran(join(folder, 'saved.json'), '--language', 'de')).out).toContain(
      'Wo ist das Geld geblieben?',
    )
  })

  it.each<[what: string, name: string, text: string | undefined, said: RegExp]>([
    ['is not there', 'none.json', undefined, /none\.json cannot be read \(ENOENT\)\./],
    ['is no JSON', 'broken.json', '{"kind":', /broken\.json is no report of Bank Run\./],
    ['is another JSON', 'other.json', '{"kind":"something"}', /other\.json is no report of Bank Run\./],
  ])('ends with 1 and a sentence when a file %s', async (_, name, text, said) => {
    if (text !== undefined) writeFileSync(join(folder, name), text)
    const { code, out, err } = await ran(join(folder, name))
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(said)
  })

  it('ends with 1 when a folder has no kept records, or the output cannot be written', async () => {
    mkdirSync(join(folder, 'empty'))
    expect((await ran(join(folder, 'empty'))).err).toContain('has no kept records')
    expect((await ran(join(folder, 'saved.json'), '--out', join(folder, 'no', 'file'))).err).toMatch(
      /cannot be written \(ENOENT\)/,
    )
  })

  it.each<[argv: string[], said: RegExp]>([
    [[], /name files or folders of kept records/],
    [['--host-secret', 'K7Q4MX=abc'], /name it with --url/],
    [['--url', 'http://localhost'], /needs the secret of a host/],
    [['--url', 'redis://localhost', '--host-secret', 'K7Q4MX=abc'], /It begins with http/],
    [['--url', 'http://localhost', '--host-secret', 'abc'], /It is CODE=SECRET/],
    [['a.json', '--format', 'pdf'], /Allowed choices are text, json, csv, html/],
  ])('ends with 2 when it is called with %j', async (argv, said) => {
    const { code, err } = await ran(...argv)
    expect(code).toBe(2)
    expect(err).toMatch(said)
  })

  it('prints its help', async () => {
    const { code, out } = await ran('--help')
    expect(code).toBe(0)
    expect(out).toMatch(/\[files\.\.\.\][\s\S]*--url <url>[\s\S]*--host-secret/)
  })

  it('asks a running server for the rooms whose secrets it is given, and merges them with files', async () => {
    const server = await startServer('embedded')
    const room = await openRoom(server.port)
    const { host } = room
    const ana = await room.join('ana')
    await led(host, 'lobby', 'lobby', { round: { ends: { kind: 'host' } } })
    await led(host, 'next', 'countdown')
    await led(host, 'next', 'running')
    await ana.next('snapshot', ({ epoch }) => epoch === 2)
    await inPhase(ana, 'running')
    await ana.settled(ana.fire(50, 2))
    await led(host, 'next', 'settling')
    await recordOf(host, 1)
    const url = ['--url', `http://127.0.0.1:${server.port}/`]
    const secret = ['--host-secret', `${room.code}=${room.hostToken}`]
    const both = await ran(join(folder, 'saved.json'), ...url, ...secret)
    expect(both.err).toBe('')
    expect(both.out).toContain('Report of 2 rooms')
    const wrong = await ran(...url, '--host-secret', `${room.code}=wrong`)
    expect([wrong.code, wrong.err.trim()]).toEqual([
      ...[1, `Room ${room.code}: Only the host of the room may read this.`],
    ])
    room.close()
    await server.close()
    const gone = await ran('--url', `http://127.0.0.1:${await closedPort()}`, ...secret)
    expect([gone.code, gone.err]).toMatchObject([1, expect.stringMatching(/does not answer/)])
  })
})
