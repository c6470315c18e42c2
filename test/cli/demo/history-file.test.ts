import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { demo } from '../../../server/cli/demo/demo.ts'
import { createHistoryFiles } from '../../../server/cli/demo/history-file.ts'
import type { Engine } from '../../../server/engine/engine.ts'
import { connect } from '../../../server/redis/connect.ts'
import type { Wire } from '../../../server/redis/wire.ts'
import { operationsOf } from '../../../shared/history/operation.ts'
import { entry } from '../../shared/operations.ts'
import { judgeRwRegister } from '../../support/elle.ts'
import { openTestEngine } from '../../support/engines.ts'

describe('the history of a demo', () => {
  let engine: Engine
  let wire: Wire
  let folder: string
  beforeAll(async () => {
    engine = await openTestEngine('embedded')
    wire = await connect('ioredis', engine.url)
  })
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bank-run-history-'))
    return () => rmSync(folder, { recursive: true })
  })
  afterAll(async () => {
    await wire.close()
    await engine.close()
  })

  /** Runs the demo; `FILE` in `argv` stands for a file in the test's folder. */
  async function ran(argv: string) {
    const [out, err]: [string[], string[]] = [[], []]
    const into = (texts: string[]) => ({ isTTY: false, write: (text: string) => texts.push(text) > 0 })
    const args = `--redis ${engine.url} --delay 20 --jitter 0 ${argv}`.split(' ')
    const code = await demo(
      args.map((arg) => arg.replace('FILE', join(folder, 'run.txt'))),
      { stdout: into(out), stderr: into(err), stop: new AbortController().signal },
    )
    return { code, out: out.join(''), err: err.join('').replaceAll(folder, ''), files: readdirSync(folder) }
  }
  const read = (file = 'run.txt') => readFileSync(join(folder, file), 'utf8').trimEnd().split('\n')

  test.each([
    ['naive', ['cycle']],
    ['watch', []],
  ])('with %s gets the same judgement from a checker as from the demo', async (strategy, problems) => {
    const { code, out, err, files } = await ran(`--strategy ${strategy} --history FILE --format elle`)
    expect({ code, err, files }).toEqual({ code: 0, err: 'history for Elle: /run.txt\n', files: ['run.txt'] })
    expect(out.includes('lost: nothing')).toBe(problems.length === 0)
    expect(judgeRwRegister(read())).toEqual(problems)
    expect(
      read().filter((line) => line.includes(':type :ok') && /"(deposit|withdrawal) /.test(line)),
    ).toHaveLength(2)
  })

  test('is JSON by default, and includes transactions that were not applied', async () => {
    await ran('--strategy lua --overdraft refused --tx a:-60 --tx b:-60 --history FILE')
    const [applied, rejected] = read().map((line) => JSON.parse(line))
    expect(applied).toMatchObject({ amount: -60, outcome: 'applied', seen: 100, wrote: 40, wroteVersion: 1 })
    expect(rejected).toMatchObject({ amount: -60, outcome: 'rejected', why: 'overdraft' })
    expect([applied.player, rejected.player].sort()).toEqual(['a', 'b'])
    expect(await wire.command(['KEYS', '*'])).toEqual([])
  })

  test('is a file for each run, and the demo says what the format cannot tell', async () => {
    const { out, err, files } = await ran('--runs 10 --json --history FILE --format cas-register')
    expect(JSON.parse(out)).toMatchObject({ runs: 10 })
    expect(files).toEqual(Array.from({ length: 10 }, (_, i) => `run-${String(i + 1).padStart(2, '0')}.txt`))
    expect(read('run-07.txt')[0]).toContain(':f :write, :value 100')
    expect(err).toContain('history for Knossos: /run-01.txt to /run-10.txt\nBalances without versions')
  })

  test.each([
    ['--history FILE --bare', "cannot be used with option '--bare'"],
    ['--history FILE --format xml', 'Allowed choices are jsonl, csv, elle, cas-register, porcupine'],
    ['--format elle', "needs '--history <file>'"],
    ['--history FILE --runs 1001', 'at most 1000 runs'],
  ])('is refused with the usage for %s', async (argv, reason) => {
    const { code, out, err, files } = await ran(argv)
    expect({ code, out, files }).toEqual({ code: 2, out: '', files: [] })
    expect(err).toContain(reason)
    expect(err).toContain('Usage: npm run demo -- ')
  })

  test('ends the demo with code 1 when it cannot be written, and leaves no keys behind', async () => {
    const { code, err } = await ran('--history FILE/none/run.txt')
    expect(code).toBe(1)
    expect(err).toContain('The history could not be written to /run.txt/none/run.txt: ENOENT')
    expect(err).not.toContain('    at ')
    expect(await wire.command(['KEYS', '*'])).toEqual([])
  })

  test.each([
    [
      'elle',
      [
        'Elle and Knossos are told no amounts: a write that did something else than its amount is valid for them.',
      ],
    ],
    ['jsonl', []],
  ] as const)('as %s comes with a warning only for a wrong amount that it hides', async (format, told) => {
    const file = join(folder, 'run.txt')
    for (const wrote of [150, 200]) {
      const files = createHistoryFiles({ file, format }, 1)
      await files.add({ opening: 100, operations: operationsOf([entry(1, 0, 50, 100, { wrote })]) })
      expect(files.lines().slice(1)).toEqual(wrote === 200 ? told : [])
    }
  })
})
