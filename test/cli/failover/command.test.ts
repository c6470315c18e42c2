import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { priceOf } from '../../../server/cli/failover/durability-price.ts'
import { failover } from '../../../server/cli/failover/failover.ts'
import { type FailoverSummary, outcomeOf } from '../../../server/cli/failover/failover-outcome.ts'
import type { FailoverPlan } from '../../../server/cli/failover/failover-plan.ts'
import { openReplicatedRedis } from '../../../server/cli/failover/replicated-redis.ts'
import { type FailoverStep, runFailover } from '../../../server/cli/failover/run-failover.ts'
import { openFailoverStack, seatPlayers } from '../../../server/cli/failover/scripted-room.ts'
import { redisServerPath } from '../../support/machine.ts'

const never = new AbortController().signal

/** Runs the command in this process; resolves to its exit code and its output. */
async function ran(argv: string) {
  const out: string[] = []
  const err: string[] = []
  const into = (texts: string[]) => ({ isTTY: false, write: (text: string) => texts.push(text) > 0 })
  const code = await failover(argv.split(' '), { stdout: into(out), stderr: into(err), stop: never })
  return { code, out: out.join(''), err: err.join('') }
}
const sum = (all: readonly { amount: number }[]): number => all.reduce((sum, { amount }) => sum + amount, 0)

describe.skipIf(!redisServerPath && !process.env.CI)('npm run failover', () => {
  it('prints JSON that agrees with the journal: every acknowledged write is booked or named as gone', async () => {
    const { code, out, err } = await ran('--json --players 3 --play 200 --hold 200')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const { failovers, ...rest } = JSON.parse(out) as FailoverSummary
    expect(rest).toMatchObject({ strategy: 'incrby', players: 3, playMs: 200, holdMs: 200 })
    const [only] = failovers
    if (!only || failovers.length !== 1) throw new Error('one failover')
    const { acknowledged, inDoubt, gone, after, before, exact, noticedAfterMs } = only
    expect(exact).toBe(true)
    expect(gone.length).toBeGreaterThan(0)
    expect(new Set(gone.map(({ tx }) => tx)).size).toBe(gone.length)
    // Each booking of INCRBY is one version.
    expect(after.version).toBe(acknowledged.played + acknowledged.held + inDoubt.applied - gone.length)
    expect((after.expected ?? 0) - (after.actual ?? 0)).toBe(sum(gone))
    expect(before.version).toBeGreaterThan(after.version)
    expect(noticedAfterMs).toBeGreaterThan(0)
  })

  it('loses no write that the replica has confirmed in a durable room', async () => {
    const plan: FailoverPlan = {
      ...{ strategy: 'lua', players: 3, durable: true, playMs: 200, holdMs: 1250, restMs: 0, stop: never },
      log: (error) => {
        throw error
      },
    }
    const stack = await openFailoverStack(plan)
    const steps: FailoverStep[] = []
    try {
      const price = await priceOf(stack, plan, 60)
      // The machine decides which median is greater.
      for (const { median } of [price.with, price.without]) expect(median).toBeGreaterThan(0)
      await runFailover(stack, await seatPlayers(stack.bank, plan), plan, (step) => void steps.push(step))
    } finally {
      await stack.close()
    }
    const outcome = outcomeOf(true, steps)
    expect(outcome).toMatchObject({ exact: true, goneConfirmed: 0 })
    expect(outcome?.confirmed).toBeGreaterThan(0)
    expect(outcome?.gone.length).toBeGreaterThan(0)
    for (const { replicas } of outcome?.gone ?? []) expect(replicas).toBe(0)
  })

  it('leaves no process behind when it is interrupted', async () => {
    const script = fileURLToPath(new URL('../../../scripts/failover.mjs', import.meta.url))
    const child = spawn(process.execPath, [script, '--players', '1', '--play', '30000'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    const ours = execFileSync('ps', ['-o', 'pid=', '--ppid', String(child.pid)], { encoding: 'utf8' })
    const pids = ours.trim().split(/\s+/).map(Number)
    expect(pids.length).toBeGreaterThanOrEqual(4)
    child.kill('SIGINT')
    expect(await once(child, 'exit')).toEqual([130, null])
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })
})

it('a failover without a Redis on the PATH is an error that says what it needs', async () => {
  await expect(openReplicatedRedis({ PATH: '' })).rejects.toThrow(
    'A failover needs two real servers, and there is no redis-server or valkey-server on the PATH.',
  )
})

it.each(['--hold 1.5', '--players 0', '--strategy no-such', '--json --open', '--play 0 --hold 0', 'x'])(
  'the command refuses %s with code 2',
  async (argv) => {
    const { code, out, err } = await ran(argv)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('error:')
  },
)
