import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exploreCli } from '../../../server/cli/explore/explore-cli.ts'
import type { Engine } from '../../../server/engine/engine.ts'
import { connect } from '../../../server/redis/connect.ts'
import type { Wire } from '../../../server/redis/wire.ts'
import { ANOMALIES } from '../../../shared/proof/anomaly.ts'
import { ClientKind } from '../../../shared/protocol.ts'
import { closedPort } from '../../support/closed-port.ts'
import { openTestEngine, provenEngines } from '../../support/engines.ts'

/** Runs the command in this process and keeps its output. */
async function ran(argv: string, stop = new AbortController().signal, onError?: (text: string) => void) {
  const out: string[] = []
  const err: string[] = []
  const stdout = { write: (text: string) => out.push(text) > 0 }
  const write = (text: string): boolean => {
    onError?.(text)
    return err.push(text) > 0
  }
  const stderr = { isTTY: onError !== undefined, write }
  const code = await exploreCli(argv.split(' '), { stdout, stderr, stop })
  return { code, out: out.join(''), err: err.join('') }
}

describe.each(provenEngines)('npm run explore on %s', (kind) => {
  let engine: Engine
  let wire: Wire
  beforeAll(async () => {
    engine = await openTestEngine(kind)
    wire = await connect('redis', engine.endpoint)
  })
  afterAll(async () => {
    await wire.close()
    await engine.close()
  })
  const run = (argv: string, stop?: AbortSignal, onError?: (text: string) => void) =>
    ran(`--redis ${engine.url} ${argv}`, stop, onError)
  const left = () => wire.command(['KEYS', '*'])

  test.each(ClientKind.options)(
    'prints the number of interleavings and the shortest bad one with %s',
    async (client) => {
      const { code, out, err } = await run(`--client ${client}`)
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(out).toMatch(new RegExp(`^naive with ${client} on Redis .+: GET, think, SET\\n`))
      expect(out).toContain('There are 6 interleavings, and all of them were run')
      expect(out).toContain('4 of them lose an update.')
      const table = [
        'The shortest that loses an update:',
        '     P1 +50                     P2 −150',
        '  1  GET 100',
        '  2                             GET 100',
        '  3  SET 150 ✗ lost in step 4',
        '  4                             SET −50',
        '',
      ]
      expect(out).toContain(table.join('\n'))
      expect(out).toContain("P1's +50 is lost, overwritten by P2. The balance is −50 and should be 0.")
      expect(out).toContain('npm run explore -- --strategy naive --tx +50 --tx -150 --schedule 1212')
      expect(await left()).toEqual([])
    },
  )

  test('prints that 16 losing interleavings of three transactions end at the right balance', async () => {
    const { out } = await run('--tx +50 --tx -50 --tx +10')
    expect(out).toContain('There are 90 interleavings')
    expect(out).toContain('84 of them lose an update.')
    expect(out).toContain('16 of those end at the expected balance: balance right, bank wrong.')
    expect(out).toMatch(/110 {2}█+ {2}22 {3}24\.4 % {2}the opening plus every amount/)
    expect(out).toContain('6 of them are safe.')
  })

  test('prints one JSON object with --json', async () => {
    const { code, out } = await run('--json --strategy watch --nodes 2')
    expect(code).toBe(0)
    expect(out.trimEnd()).not.toContain('\n')
    expect(JSON.parse(out)).toEqual({
      ...{ strategy: 'watch', client: 'ioredis', engine: 'external' },
      ...{ opening: 100, transactions: [50, -150], nodes: 2, overdraft: 'allowed', attempts: 12 },
      ...{
        lostReplies: 0,
        lockExpiries: 0,
        crashes: 0,
        complete: true,
        schedules: 20,
        losing: 0,
        rightByChance: 0,
        safe: 20,
      },
      anomalies: Object.fromEntries(ANOMALIES.map((anomaly) => [anomaly, { count: 0 }])),
      either: 0,
      verbs: expect.arrayContaining(['GET', 'WATCH', 'EXEC']),
      expires: false,
      balances: { '0': 20 },
    })
  })

  test('plays a node crash between two commands, and prints it as a step', async () => {
    const { code, out } = await run('--nodes 2 --crashes 1 --schedule 1A22')
    expect(code).toBe(0)
    expect(out).toContain('a node crashes once at most')
    expect(out).toMatch(/\n {2}2 {2}· node A crashes ·\n/)
    expect(out).toContain('The balance is −50, as expected.')
    const { out: played } = await run('--nodes 2 --crashes 1 --schedule 1A22 --json')
    expect(JSON.parse(played)).toMatchObject({
      ...{ anomalies: [], unapplied: [{ process: 1, outcome: 'failed' }] },
    })
    const { out: all } = await run('--nodes 2 --crashes 1 --json')
    expect(JSON.parse(all)).toMatchObject({ crashes: 1, complete: true, either: 0 })
  })

  test('prints that no lock can expire when none was taken with a TTL', async () => {
    const { out } = await run('--lock-ttl short')
    expect(out).toContain('No lock with a TTL was taken, so none can expire.')
    expect(out).toContain('There are 6 interleavings')
    expect((await run('--strategy lock --lock-ttl short')).out).not.toContain('No lock with a TTL')
  })

  test('plays the schedule of --schedule, and refuses one that does not fit', async () => {
    const { code, out } = await run('--schedule 1221')
    expect(code).toBe(0)
    expect(out).toContain('\n  3            SET −50 ✗ lost in step 4\n  4  SET 150\n')
    expect(out).toContain("P2's −150 is lost, overwritten by P1. The balance is 150 and should be 0.")
    const { out: json } = await run('--schedule 1221 --json')
    expect(JSON.parse(json)).toMatchObject({
      strategy: 'naive',
      transactions: [50, -150],
      lost: [2],
      balance: 150,
    })
    expect(await run('--schedule 12')).toMatchObject({
      code: 1,
      out: '',
      err: '\n  The schedule does not fit: it ends while P1 or P2 could go on.\n\n',
    })
    expect(await left()).toEqual([])
  })

  test('shows its progress on a terminal, and leaves no key when it is stopped', async () => {
    const stop = new AbortController()
    const told: string[] = []
    const stopped = await run('--strategy watch --tx 1 --tx 2 --tx 3', stop.signal, (text) => {
      told.push(text)
      if (told.length === 2) stop.abort()
    })
    expect(stopped.code).toBe(130)
    expect(told[0]).toMatch(/^\r {2}[█▏▎▍▌▋▊▉ ]{32} {2}\d+\.\d % {2}[\d,]+ interleavings$/)
    expect(stopped.out).toContain('interleavings were run, but there are more.')
    expect(await left()).toEqual([])
    const silent = new AbortController()
    const json = await run('--json --strategy watch --tx 1 --tx 2 --tx 3', silent.signal, () =>
      silent.abort(),
    )
    expect(json).toMatchObject({ code: 130, out: '' })
    expect(await left()).toEqual([])
  })

  test('names the seed of a sample, and prints the same for the same seed', async () => {
    const argv = '--tx 1 --tx 2 --tx 3 --tx 4 --limit 60 --samples 40 --seed 3'
    const { out } = await run(argv)
    expect(out).toMatch(
      /interleavings were run of about [234],000, the first ones in order and the others at random with seed 3: a sample\./,
    )
    expect(out).not.toContain('complete')
    expect((await run(argv)).out).toBe(out)
  }, 60_000)
})

test('--help prints the usage, and a wrong flag prints the reason and ends with code 2', async () => {
  expect(await ran('--help')).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringContaining('Usage: npm run explore --'),
  })
  expect(await ran('--tx much')).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('whole number'),
  })
})

test('without a Redis it prints the error without a stack trace and ends with code 1', async () => {
  const { code, err } = await ran(`--redis redis://127.0.0.1:${await closedPort()}`)
  expect(code).toBe(1)
  expect(err).toContain('ECONNREFUSED')
  expect(err).not.toContain('    at ')
})
