import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demo } from '../../../server/cli/demo/demo.ts'
import type { Engine } from '../../../server/engine/engine.ts'
import { openTestEngine } from '../../support/engines.ts'

/** Typical wrong strategies: the body of `update`, by id. */
const FILES: Record<string, string> = {
  blind: `const seen = await account.get()
    await step('read', seen)
    return account.eval("redis.call('SET', KEYS[1], ARGV[1])", seen.balance + amount)`,
  double: `await step('think')
    return account.incrBy(2 * amount)`,
  forgetful: `await step('think')
    return account.eval("local sum = redis.call('GET', KEYS[1]) + ARGV[1]", amount)`,
  refusing: `await step('think')
    return 'rejected'`,
}

describe('a wrong strategy in the demo', () => {
  let engine: Engine
  let folder: string
  beforeAll(async () => {
    engine = await openTestEngine('embedded')
    folder = mkdtempSync(join(tmpdir(), 'bank-run-wrong-'))
    for (const [id, body] of Object.entries(FILES))
      writeFileSync(
        join(folder, `${id}.js`),
        `export default { title: '${id}', async update(account, { amount }, step) { ${body} } }\n`,
      )
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await engine.close()
  })
  async function ran(argv: string) {
    const out: string[] = []
    const args = `--redis ${engine.url} --strategies ${folder} ${argv}`.split(' ')
    const code = await demo(args, {
      stdout: { write: (text: string) => out.push(text) > 0 },
      stderr: { isTTY: false, write: () => true },
      stop: new AbortController().signal,
    })
    return { code, lines: out.join('').trimEnd().split('\n') }
  }

  test('loses updates when it writes blindly, and the demo says which write overwrote which', async () => {
    const { code, lines } = await ran('--strategy blind --delay 300 --jitter 0')
    expect(code).toBe(0)
    const [last] = lines.slice(-1)
    const balance = last === 'lost: withdrawal -150, overwritten by deposit +50' ? 150 : -50
    expect(lines.slice(-2)).toEqual([
      `ending balance of ${balance} (expected 0)`,
      balance === 150 ? last : 'lost: deposit +50, overwritten by withdrawal -150',
    ])
  })

  test('is named and counted when it books twice the amount', async () => {
    const { lines } = await ran('--strategy double --delay 1')
    expect(lines.filter((line) => !/ing\.\.\./.test(line)).sort()).toEqual([
      'deposit booked +100 instead of +50',
      'ending balance of -100 (expected 0)',
      'starting with balance of 100',
      'withdrawal booked -300 instead of -150',
    ])
    const { lines: json } = await ran('--strategy double --delay 1 --runs 3 --json')
    expect(JSON.parse(json[0] as string)).toMatchObject({ lost: 0, wrong: 6, balances: { '-100': 3 } })
  })

  test('fails when its script writes nothing, and its amount is not expected', async () => {
    const { lines } = await ran('--strategy forgetful --delay 1 --tx deposit:50')
    expect(lines.slice(-3)).toEqual([
      'ending balance of 100 (expected 100)',
      'failed: deposit +50 (wrote nothing), so it is not expected',
      'lost: nothing',
    ])
  })

  test.each(['', '--bare '])(
    'leaves an amount that it took back out of the expected balance, with %j',
    async (bare) => {
      const argv = '--strategy compensate --overdraft refused --delay 1 --tx a:-80 --tx b:-80 --runs 5 --json'
      const { balances, expected, ...rest } = JSON.parse((await ran(`${bare}${argv}`)).lines[0] as string)
      const same = typeof expected === 'number' ? { [expected]: 5 } : expected
      expect(balances).toEqual(same)
      expect(rest).toMatchObject({ lost: bare ? null : 0, refusedInBalance: bare ? null : 0 })
      expect(rest.unapplied).toBeGreaterThanOrEqual(5)
    },
  )

  test('is named for false refusals when it refuses everything', async () => {
    const { lines } = await ran('--strategy refusing --delay 1 --overdraft refused --tx rent:-60')
    expect(lines.at(-1)).toBe('refused, though the balance always covered it: rent -60')
    const { lines: json } = await ran('--strategy refusing --delay 1 --json')
    expect(JSON.parse(json[0] as string)).toMatchObject({ expected: 100, unapplied: 2, falselyRefused: 2 })
  })
})
