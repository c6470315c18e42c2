import { readdirSync } from 'node:fs'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CatalogueEntry, loadCatalogue } from '../../../server/catalogue/catalogue.ts'
import { demo } from '../../../server/cli/demo/demo.ts'
import { openProgram } from '../../../server/cli/demo/program.ts'
import type { Engine } from '../../../server/engine/engine.ts'
import { ClientKind } from '../../../shared/protocol.ts'
import { closedPort } from '../../support/closed-port.ts'
import { openTestEngine, provenEngines } from '../../support/engines.ts'

/** Runs the command in this process; resolves to its exit code and its output. */
async function ran(argv: string, stop = new AbortController().signal) {
  const out: string[] = []
  const err: string[] = []
  const into = (texts: string[]) => ({ isTTY: false, write: (text: string) => texts.push(text) > 0 })
  const code = await demo(argv.split(' '), {
    stdout: into(out),
    stderr: into(err),
    stop,
  })
  return { code, out: out.join(''), err: err.join(''), lines: out.join('').trimEnd().split('\n') }
}

const FAST = '--delay 5 --jitter 5'
const LOSSES: Record<string, string> = {
  deposit: 'lost: deposit +50, overwritten by withdrawal -150',
  withdrawal: 'lost: withdrawal -150, overwritten by deposit +50',
}
const PLAIN = ['GET', 'SET', 'WATCH', 'MULTI', 'EXEC', 'EVAL', 'INCRBY']

for (const kind of provenEngines) {
  describe(`the demo on ${kind}`, () => {
    let engine: Engine
    let redis: Redis
    beforeAll(async () => {
      engine = await openTestEngine(kind)
      redis = new Redis(engine.url)
    })
    afterAll(async () => {
      redis?.disconnect()
      await engine?.close()
    })
    const run = (argv: string, stop?: AbortSignal) => ran(`--redis ${engine.url} ${argv}`, stop)
    const left = () => redis.keys('*')

    describe.each(ClientKind.options)('with %s', (client) => {
      test('prints the lesson, and the last transaction to finish is the one that is kept', async () => {
        const { code, lines, err } = await run(`--client ${client} --delay 30 --jitter 20`)
        expect({ code, err }).toEqual({ code: 0, err: '' })
        expect(lines.slice(0, 3)).toEqual([
          'starting with balance of 100',
          'deposit updating...',
          'withdrawal updating...',
        ])
        const [first, last] = lines.slice(3, 5).map((line) => line.replace(' finishing...', ''))
        expect([first, last].sort()).toEqual(['deposit', 'withdrawal'])
        expect(lines.slice(5)).toEqual([
          `ending balance of ${last === 'deposit' ? 150 : -50} (expected 0)`,
          LOSSES[first as string],
        ])
        expect(await left()).toEqual([])
      })

      test('loses updates with naive, and counts the balances of 60 runs', async () => {
        const { code, lines, err } = await run(`--client ${client} ${FAST} --runs 60 --json`)
        expect({ code, err, lines: lines.length }).toEqual({ code: 0, err: '', lines: 1 })
        const { balances, lost, ...rest } = JSON.parse(lines[0] as string)
        expect(rest).toEqual({
          strategy: 'naive',
          client,
          engine: 'external',
          runs: 60,
          opening: 100,
          expected: 0,
          ...{ doubled: 0, wrong: 0, refusedInBalance: 0, falselyRefused: 0, below: 0, unapplied: 0 },
        })
        expect(lost).toBeGreaterThan(0)
        // Each run that ended with a wrong balance lost one transaction.
        expect((balances[150] ?? 0) + (balances[-50] ?? 0)).toBe(lost)
        expect((balances[150] ?? 0) + (balances[-50] ?? 0) + (balances[0] ?? 0)).toBe(60)
        expect(await left()).toEqual([])
      })

      test('explains every missing unit of money by the losses in its journal', async () => {
        const { strategy } = (await loadCatalogue()).get('naive') as CatalogueEntry
        const finished: string[] = []
        const program = await openProgram(engine.url, {
          strategy,
          client,
          opening: 7,
          transactions: [1, 10, -100, 1000, -10_000].map((amount) => ({ name: `of ${amount}`, amount })),
          think: { thinkMs: 3, jitterMs: 3 },
          noOverdraft: false,
          lostReplies: 0,
          bare: false,
          stop: new AbortController().signal,
          watcher: {
            updating() {},
            refused() {},
            checking() {},
            finishing: (name) => finished.push(name),
            mistake: expect.unreachable,
          },
        })
        for (let i = 0; i < 10; i++) {
          const { balance, expected, unapplied, books } = await program.run()
          const sum = books?.lost.reduce((sum, { amount }) => sum + amount, 0) ?? Number.NaN
          expect({ expected, unapplied }).toEqual({
            expected: 7 + 1 + 10 - 100 + 1000 - 10_000,
            unapplied: [],
          })
          expect(balance).toBe(expected - sum)
          expect(books?.kept).toContain(finished.at(-1))
        }
        expect(finished).toHaveLength(50)
        await program.close()
      })

      test.each(['watch', 'lua', 'incrby'])('ends with the expected balance with %s', async (strategy) => {
        const { lines } = await run(`--client ${client} --strategy ${strategy} ${FAST} --runs 5 --json`)
        expect(JSON.parse(lines[0] as string)).toMatchObject({ balances: { 0: 5 }, expected: 0, lost: 0 })
      })

      test('shows wrong balances without the recorder, too', async () => {
        const { code, lines } = await run(`--client ${client} --bare ${FAST} --runs 10 --json`)
        const { balances, lost, bare } = JSON.parse(lines[0] as string)
        expect({ code, lost, bare }).toEqual({ code: 0, lost: null, bare: true })
        expect((balances[150] ?? 0) + (balances[-50] ?? 0)).toBeGreaterThan(0)
        const under = run(`--client ${client} --bare --delay 150 --jitter 0`)
        await expect.poll(left).toEqual([expect.stringMatching(/^bankrun:\{bare-[\w-]+\}:1:balance$/)])
        expect((await under).lines).toHaveLength(8)
        expect(await left()).toEqual([])
      })
    })

    test('prints a histogram of several runs', async () => {
      const { lines } = await run(`${FAST} --runs 8`)
      expect(lines[0]).toMatch(/^8 runs: naive with ioredis on Redis \d/)
      expect(lines.join('\n')).toMatch(/\n {2,4}0 .* expected\n\nwhy.*:\n.* wrote last, over /)
    })

    test('tells which transactions gave up, and does not expect them', async () => {
      const { lines } = await run(
        `--strategy watch --delay 10 --jitter 0 ${Array.from({ length: 20 }, (_, i) => `--tx t${i}:${2 ** (i % 10)}`).join(' ')}`,
      )
      const gaveUp = lines.filter((line) => line.startsWith('gave up: '))
      const sum = gaveUp.reduce((sum, line) => sum + Number(/\+(\d+)/.exec(line)?.[1]), 0)
      const expected = 100 + 2 * 1023 - sum
      expect(lines).toContain(`ending balance of ${expected} (expected ${expected})`)
      expect(lines.at(-1)).toBe('lost: nothing')
    })

    test('can be stopped, and leaves no keys behind', async () => {
      for (const flags of ['', '--bare', '--runs 5', '--json']) {
        const stop = new AbortController()
        const under = run(`--delay 10000 ${flags}`.trim(), stop.signal)
        await expect.poll(left).not.toEqual([])
        stop.abort()
        const { code, out } = await under
        expect(code).toBe(130)
        if (flags === '--json') expect(out).toBe('')
        expect(await left()).toEqual([])
      }
    })

    // Only a real server supports MONITOR.
    const plainOnly = async (): Promise<void> => {
      const sent = new Set<string>()
      const monitor = await redis.monitor()
      monitor.on('monitor', (_time: string, [name = '']: string[], source: string) => {
        if (source !== 'lua') sent.add(name.toUpperCase())
      })
      for (const client of ClientKind.options) {
        for (const strategy of ['naive', 'watch', 'lua', 'incrby'])
          await run(`--bare --client ${client} --strategy ${strategy} --delay 1`)
      }
      await redis.echo('that was all')
      await expect.poll(() => sent.has('ECHO')).toBe(true)
      monitor.disconnect()
      for (const name of PLAIN) expect([...sent]).toContain(name)
      // INFO and PING check that the engine and a connection are ready; DEL removes the account.
      expect([...sent].filter((name) => ![...PLAIN, 'INFO', 'PING', 'DEL', 'ECHO'].includes(name))).toEqual(
        [],
      )
    }
    if (kind === 'local') test('sends only plain commands with --bare', plainOnly)
  })
}

describe('the demo', () => {
  test('opens an engine by itself and names its kind', async () => {
    const { code, lines } = await ran('--engine embedded --delay 1 --json')
    expect(code).toBe(0)
    expect(JSON.parse(lines[0] as string)).toMatchObject({ engine: 'embedded', runs: 1 })
  })

  test.each(['--bogus', '--strategy nope', '--runs 0', '--tx rent'])(
    'refuses %s with the usage, on stderr, and code 2',
    async (argv) => {
      const { code, out, err } = await ran(argv)
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(err).toMatch(/^error: .*\n\nUsage: npm run demo -- /)
    },
  )

  test('offers every strategy in server/strategies', async () => {
    const { code, out } = await ran('--help')
    expect(code).toBe(0)
    for (const file of readdirSync(new URL('../../../server/strategies', import.meta.url)))
      expect(out).toContain(`"${file.replace(/\.ts$/, '')}"`)
  })

  test('ends with code 1 and an error when no Redis answers', async () => {
    const { code, out, err } = await ran(`--redis redis://127.0.0.1:${await closedPort()}`)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('No Redis answers at')
  })
})
