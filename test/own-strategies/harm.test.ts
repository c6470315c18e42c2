import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { execute } from '../../server/transaction/execute.ts'
import { type Bank, openBank } from '../support/bank.ts'
import { openTestEngine } from '../support/engines.ts'
import { fileOf, NAIVE, openTestOwnStrategies, type TestOwnStrategies } from '../support/own-strategies.ts'

interface Harm {
  what: string
  body: string
  /** Matches the problem on its card. */
  problem: RegExp
  /** The code before the strategy in its file. */
  before?: string
}
const WIRE = `const { parentPort } = await import('node:worker_threads')\n`
const FOREVER = 'await new Promise(() => {})'

/** The card names these at once. The body begins at line 5. */
const MISTAKES: Harm[] = [
  { what: 'throws', body: 'tx.amounts.map(String)', problem: /^f\.ts:5: TypeError: Cannot read properties/ },
  { what: 'throws after a command', body: 'await account.get()\ntx.a.b()', problem: /^f\.ts:6: TypeError/ },
  {
    what: 'throws a value that is not an Error',
    body: `throw 'tea'`,
    problem: /^f\.ts: it threw tea, which is not an Error/,
  },
  {
    what: 'throws from a timer',
    body: `setTimeout(() => {\n  throw new Error('late')\n})\n${FOREVER}`,
    problem: /^f\.ts:6: late$/,
  },
  {
    what: 'has an unhandled rejection',
    body: `Promise.reject(new Error('unseen'))\n${FOREVER}`,
    problem: /^f\.ts:5: unseen$/,
  },
  {
    what: 'ends the process',
    body: 'process.exit(0)',
    problem: /^f\.ts:5: a strategy must not call process\.exit\(\)/,
  },
  {
    what: 'waits for another process',
    before: `import { execSync } from 'node:child_process'`,
    body: `execSync('sleep 1000')`,
    problem: /^f\.ts:5: a strategy must not call execSync\(\)/,
  },
  {
    what: 'ends its thread',
    body: 'process.reallyExit(7)',
    problem: /^f\.ts: it ended its own thread, with exit code 7/,
  },
  { what: 'overflows the stack', body: 'const f = () => f()\nf()', problem: /^f\.ts:5: RangeError/ },
  { what: 'returns nothing', body: 'await account.get()', problem: /^f\.ts: update returned nothing/ },
  {
    what: 'returns an invented answer',
    body: `return { outcome: 'applied' }`,
    problem: /^f\.ts: update returned an object of its own/,
  },
  {
    what: 'returns an invented receipt',
    body: `${WIRE}parentPort.postMessage({ kind: 'done', call: 1, answer: { receipt: 0 } })\n${FOREVER}`,
    problem: /^f\.ts: update returned a receipt of another transaction/,
  },
  {
    what: 'sends an invalid message',
    body: `${WIRE}parentPort.postMessage(null)\n${FOREVER}`,
    problem: /^f\.ts: TypeError/,
  },
  {
    what: 'writes a balance that is not a number',
    body: 'return account.set(NaN, await account.get())',
    problem: /^f\.ts:5: TypeError: set: balance: /,
  },
  {
    what: 'writes without its read',
    body: 'return account.set(5)',
    problem: /^f\.ts:5: TypeError: set: seen: /,
  },
  {
    what: 'has a script that does not compile',
    body: `return account.eval('retrun 1')`,
    problem: /^f\.ts:5: ERR /,
  },
  {
    what: 'calls step with an unknown point',
    body: `await step('wait')`,
    problem: /^f\.ts:5: TypeError: step: point: /,
  },
  {
    what: 'uses a connection after its return',
    body: `let kept\nawait account.lease(async (c) => {\n  kept = c\n})\nawait kept.watch()`,
    problem: /^f\.ts:9: TypeError: that connection has been given back/,
  },
  {
    what: 'sends too many commands at once',
    body: 'for (;;) account.get()',
    problem: /^f\.ts: one transaction has more than 100 commands running/,
  },
  {
    what: 'sends commands without end',
    body: 'for (;;) await account.get()',
    problem: /^f\.ts: it hangs: one transaction has sent 1000/,
  },
]

/** Each runs for two seconds before it counts as hung. */
const HANGS: Harm[] = [
  { what: 'runs for ever', body: 'for (;;);', problem: /code has run for 2 s without a pause/ },
  {
    what: 'runs for ever in small steps',
    body: 'for (;;) await null',
    problem: /code has run for 2 s without a pause/,
  },
  { what: 'prints for ever', body: `for (;;) console.log('x'.repeat(50))`, problem: /hangs|64 MB|memory/ },
  {
    what: 'waits for ever',
    body: FOREVER,
    problem: /for 2 s it has waited for something other than the account or a step/,
  },
  {
    what: 'waits in step for ever',
    body: `await step('blocked', new Promise(() => {}))`,
    problem: /for 2 s it has waited/,
  },
  {
    what: 'keeps a connection for ever',
    body: `await account.lease(() => new Promise(() => {}))`,
    problem: /for 2 s it has waited/,
  },
  {
    what: 'keeps the mutex for ever',
    body: `await account.mutex.acquire()\n${FOREVER}`,
    problem: /for 2 s it has waited/,
  },
]

const MEMORY: Harm[] = [
  {
    what: 'fills its heap',
    body: 'const a = []\nfor (;;) a.push(new Array(1e5).fill(0))',
    problem: /uses more than 64 MB/,
  },
  {
    what: 'fills memory outside its heap',
    body: 'const a = []\nfor (;;) a.push(Buffer.alloc(1e7, 1))',
    // A slow machine fills too little within two seconds; then the strategy counts as hung.
    problem: /uses up the memory|it hangs/,
  },
  {
    what: 'keeps more each time',
    before: 'const all = []',
    body: `all.push(Buffer.alloc(8e7, 1))\nawait new Promise((go) => setTimeout(go, 1500))`,
    problem: /uses more than 64 MB/,
  },
]

describe('a strategy that', () => {
  let engine: Engine
  let bank: Bank
  let ownStrategies: TestOwnStrategies
  const all = [...MISTAKES, ...HANGS, ...MEMORY]
  const nameOf = (what: string): string => what.replaceAll(/[^a-z]+/g, '-')
  let going = true
  let healthy: Promise<number>

  /** Runs another participant's strategy all the time, one transaction after the other. */
  async function goOn(): Promise<number> {
    for (let applied = 0; ; applied++) {
      if (!going) return applied
      const { strategy } = await ownStrategies.until('healthy')
      const receipt = await execute(bank.execution(bank.tx('ana', 1), strategy))
      expect(receipt.outcome).toBe('applied')
    }
  }
  beforeAll(async () => {
    engine = await openTestEngine('local')
    bank = await openBank('ioredis', engine.url)
    const files = all.map(({ what, body, before }) => [`${nameOf(what)}.ts`, fileOf(body, before)])
    ownStrategies = await openTestOwnStrategies({ 'healthy.ts': NAIVE, ...Object.fromEntries(files) })
    expect(ownStrategies.problems).toEqual([])
    healthy = goOn()
  })
  afterAll(async () => {
    going = false
    expect(await healthy).toBeGreaterThan(100)
    await ownStrategies.close()
    await bank.close()
    await engine.close()
  })

  async function fires({ what, problem }: Harm): Promise<void> {
    const id = nameOf(what)
    const { strategy } = await ownStrategies.until(id)
    const tx = bank.tx('eve', 1)
    const receipt = await execute(bank.execution(tx, strategy, { onMistake: () => {} }))
    expect(receipt).toMatchObject({ outcome: 'failed', why: 'strategy-error' })
    const told = (await ownStrategies.problem(id)).replace(id, 'f')
    expect(told).toMatch(problem)
    expect(told).toMatch(/^f\.ts(:\d+)?: /)
    // It may have written and not said so; then the receipt says that it was booked.
    expect(await execute(bank.execution(tx, strategy, { onMistake: () => {} }))).toEqual(receipt)
  }
  it.each(MISTAKES)('$what: its card names the error, and other strategies keep working', fires)
  describe.concurrent('hangs:', () => {
    it.each(HANGS)('$what: its card names the error, and other strategies keep working', fires)
  })
  it.each(MEMORY)('$what: its card names the error, and other strategies keep working', fires)
})
