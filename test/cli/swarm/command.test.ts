import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { swarm } from '../../../server/cli/swarm/swarm.ts'
import type { SwarmSummary } from '../../../server/cli/swarm/swarm-summary.ts'
import { connect } from '../../../server/redis/connect.ts'
import { accountKeys } from '../../../server/redis/keys.ts'
import { closedPort } from '../../support/closed-port.ts'
import { redisServerPath } from '../../support/machine.ts'
import { openRoom } from '../../support/server.ts'
import { type ServerProcess, startServerProcess } from '../../support/server-process.ts'

// Processes start here, perhaps while other tests start more.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Runs the command in this process; resolves to its exit code and its output. */
async function ran(argv: string, stop = new AbortController().signal) {
  const out: string[] = []
  const err: string[] = []
  const into = (texts: string[]) => ({ isTTY: false, write: (text: string) => texts.push(text) > 0 })
  const code = await swarm(argv.split(' '), { stdout: into(out), stderr: into(err), stop })
  return { code, out: out.join(''), err: err.join('') }
}

describe.skipIf(!redisServerPath && !process.env.CI)('npm run swarm', () => {
  let running: ServerProcess
  let url: string
  beforeAll(async () => {
    running = await startServerProcess('--nodes', '2')
    url = `http://127.0.0.1:${running.port}`
  })
  afterAll(() => running?.stop())

  const json = async (argv: string) => {
    const { code, out, err } = await ran(`--json --url ${url} ${argv}`)
    expect(err).toBe('')
    return { code, summary: JSON.parse(out) as SwarmSummary }
  }

  it('plays a new room in mode open: all players see what the journal has, updates are lost, and it exits with 0', async () => {
    const { code, summary } = await json('--players 10 --rate 5 --seconds 3 --think 200')
    expect(summary.problems).toEqual([])
    expect(code).toBe(0)
    expect(summary).toMatchObject({ url, players: 10, mode: 'open', rate: 5, errors: {} })
    expect(summary.settled).toBe(summary.fired)
    expect(summary.outcomes.applied).toBe(summary.account.version)
    expect(summary.account.lost).toBeGreaterThan(0)
    const { p50, p90, p99, p999, max } = summary.latencies ?? { p50: 0, p90: 0, p99: 0, p999: 0, max: 0 }
    const inOrder = [p50, p90, p99, p999, max]
    expect(inOrder).toEqual([...inOrder].sort((one, other) => one - other))
    expect(p50).toBeGreaterThan(100)
  })

  it('plays in mode closed with a strategy that loses nothing, and says so in words', async () => {
    const { code, out } = await ran(`--url ${url} --players 5 --seconds 2 --mode closed --strategy lua`)
    expect(code).toBe(0)
    expect(out).toMatch(
      /Room [A-Z0-9]{6} at .*: 5 players, each fires when the last one has ended, for 2 seconds/,
    )
    expect(out).toMatch(/settled +[\d,]+ \([\d,]+\/s\): [\d,]+ applied\n/)
    expect(out).toMatch(/latency +p50 .* p90 .* p99 .* p99\.9 .* max /)
    expect(out).toMatch(/no update is lost/)
    expect(out).toMatch(/5 players saw the same history, and it, the balances and the journal agree/)
  })

  it('plays in a room that is open, beside bots that go on, and counts refusals by their code', async () => {
    const room = await openRoom(running.port, { strategy: 'incrby', thinkMs: 3000, jitterMs: 0 })
    room.host.send({ type: 'set-bots', bots: 20, perSecond: 10 })
    const { code, summary } = await json(`--room ${room.code} --players 2 --rate 20 --seconds 3`)
    room.close()
    expect(summary.account.version).toBeGreaterThan(summary.settled)
    expect(summary).toMatchObject({ room: room.code, problems: [] })
    expect(code).toBe(0)
    expect(summary.errors['too-many-in-flight']).toBeGreaterThan(0)
    expect(summary.settled + Number(summary.errors['too-many-in-flight'])).toBe(summary.fired)
  })

  it('goes on when a node is killed, and every transaction has one outcome', async () => {
    const [victim] = running.workers()
    setTimeout(() => process.kill(victim as number, 'SIGKILL'), 3000)
    const { code, summary } = await json('--players 12 --rate 5 --seconds 8 --think 100')
    expect(summary.problems).toEqual([])
    expect(code).toBe(0)
    expect(Object.keys(summary.errors).join()).toMatch(/connection closed/)
  })

  it('exits with 1 and says what does not agree when the journal was changed', async () => {
    const wire = await connect('ioredis', running.redisUrl)
    const room = await openRoom(running.port, { strategy: 'incrby', thinkMs: 0, jitterMs: 0 })
    const playing = json(`--room ${room.code} --players 3 --rate 5 --seconds 3`)
    const journal = accountKeys(room.code, 1).journal(0)
    await room.host.account(({ version }) => version >= 3)
    const text = (await wire.command(['LINDEX', journal, '0'])) as string
    const entry = JSON.parse(text)
    await wire.command(['LSET', journal, '0', JSON.stringify({ ...entry, amount: entry.amount + 1 })])
    const { code, summary } = await playing
    room.close()
    await wire.close()
    expect(code).toBe(1)
    expect(summary.problems.join('\n')).toMatch(/another write as version 1 of epoch 1 than the journal has/)
  })

  it('says what is wrong with the flags, and when no server answers', async () => {
    const { code, err } = await ran('--room ABC')
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/no code of a room/) })
    expect((await ran('--players 201')).code).toBe(2)
    expect((await ran('--url ftp://x')).err).toMatch(/begins with http/)
    expect((await ran(`--room K7Q4MX --strategy lua`)).err).toMatch(/--strategy is for a new room/)
    const nothing = await ran(`--url http://127.0.0.1:${await closedPort()}`)
    expect(nothing.code).toBe(1)
    expect(nothing.err).toMatch(/Nothing answers at/)
    const unknown = await ran(`--url ${url} --room QQQQQQ`)
    expect(unknown).toMatchObject({ code: 1, err: expect.stringMatching(/no room with that code/) })
  })
})
