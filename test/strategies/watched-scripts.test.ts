import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WroteNothing } from '../../server/account/account.ts'
import type { Engine } from '../../server/engine/engine.ts'
import type { Entry } from '../../shared/journal.ts'
import { openBank, recorded } from '../support/bank.ts'
import { distinctEngines, openTestEngine } from '../support/engines.ts'
import { newerServers, openNewer } from '../support/newer-servers.ts'

/** A script for a deposit of 50, and what it must be found to build on. ARGV: the balance read, the newest balance. */
interface Case {
  does: string
  script: string
  built: Partial<Pick<Entry, 'basis' | 'parent' | 'seen' | 'wrote'>>
  needsIfEq?: true
}

// The balance is 100 when it is read, and 120 in version 1 when the script runs.
const ON_THE_READ = { basis: 'read', parent: 0, seen: 100 } as const
const ON_THE_NEWEST = { basis: 'met', parent: 1, seen: 120 } as const
const CASES: Case[] = [
  {
    does: 'SET of a sum from the read',
    script: `redis.call('SET', KEYS[1], ARGV[1] + 50)`,
    built: { ...ON_THE_READ, wrote: 150 },
  },
  {
    does: 'INCRBY',
    script: `redis.call('INCRBY', KEYS[1], 50)`,
    built: { ...ON_THE_NEWEST, wrote: 170 },
  },
  {
    does: 'SET … GET',
    script: `redis.call('SET', KEYS[1], ARGV[2] + 50, 'GET')`,
    built: { ...ON_THE_NEWEST, wrote: 170 },
  },
  {
    does: 'APPEND',
    script: `redis.call('APPEND', KEYS[1], '0')`,
    built: { ...ON_THE_NEWEST, wrote: 1200 },
  },
  {
    does: 'GET, then SET of a sum from the read',
    script: `redis.call('GET', KEYS[1]) redis.call('SET', KEYS[1], ARGV[1] + 50)`,
    built: { ...ON_THE_READ, wrote: 150 },
  },
  {
    does: 'SET … IFEQ with the newest balance',
    script: `redis.call('SET', KEYS[1], ARGV[2] + 50, 'IFEQ', ARGV[2])`,
    built: { ...ON_THE_NEWEST, wrote: 170 },
    needsIfEq: true,
  },
  {
    does: 'SET … ifeq, by pcall and in small letters',
    script: `redis.pcall('set', KEYS[1], ARGV[2] + 50, 'ifeq', ARGV[2])`,
    built: { ...ON_THE_NEWEST, wrote: 170 },
    needsIfEq: true,
  },
  {
    does: 'SET … IFEQ with the newest balance, of a sum from the read',
    script: `redis.call('SET', KEYS[1], ARGV[1] + 50, 'IFEQ', ARGV[2])`,
    built: { ...ON_THE_READ, wrote: 150 },
    needsIfEq: true,
  },
]

const servers = [
  ...distinctEngines.map((kind) => ({
    name: `the ${kind} engine`,
    open: () => openTestEngine(kind),
    cases: CASES.filter(({ needsIfEq }) => !needsIfEq),
  })),
  ...newerServers.map((server) => ({
    name: server.name,
    open: () => openNewer(server),
    cases: CASES.filter(({ needsIfEq }) => !needsIfEq || server.hasIfEq),
  })),
]

/** Reads, lets another transaction add 20, and runs the script. */
async function played(engine: Engine, script: string): Promise<Entry[]> {
  const bank = await openBank('ioredis', engine.endpoint)
  try {
    const ana = recorded(bank, bank.tx('ana', 50))
    const { balance } = await ana.get()
    await recorded(bank, bank.tx('bob', 20)).incrBy(20)
    await ana.eval(script, balance, 120)
    return (await bank.ledger()).lineage.nodes().map(({ entry }) => entry)
  } finally {
    await bank.close()
  }
}

describe.each(servers)('on $name the journal has the true source of a script with', ({ open, cases }) => {
  let engine: Engine
  beforeAll(async () => {
    engine = await open()
  })
  afterAll(() => engine?.close())

  it.each(cases)('$does', async ({ script, built }) => {
    expect((await played(engine, script))[1]).toMatchObject(built)
  })
})

describe.each(newerServers.filter(({ hasIfEq }) => hasIfEq))('on $name', (newer) => {
  it('a script that does not report its failed SET … IFEQ throws WroteNothing', async () => {
    const engine = await openNewer(newer)
    const stale = `redis.call('SET', KEYS[1], ARGV[1] + 50, 'IFEQ', ARGV[1])`
    await expect(played(engine, stale)).rejects.toBeInstanceOf(WroteNothing)
    await engine.close()
  })
})
