import { describe, expect, test } from 'vitest'
import { commandLine } from '../../../server/cli/explore/command-line.ts'
import { type ExploreFlags, parseExploreFlags } from '../../../server/cli/explore/explore-flags.ts'
import { UsageError } from '../../../server/terminal/parse-argv.ts'
import { PLAIN_SCENARIO } from '../../../shared/proof/plain-scenario.ts'
import type { Scenario } from '../../../shared/proof/scenario.ts'

const STRATEGIES = ['lock', 'naive']
const parse = (...argv: string[]) => parseExploreFlags(argv, STRATEGIES)
const flags = (line: string) => parse(...line.split(' ').filter(Boolean)) as ExploreFlags

describe('the flags of the explorer', () => {
  test('default to the lesson on one node in every interleaving', () => {
    expect(flags('')).toEqual({
      strategy: 'naive',
      client: 'ioredis',
      scenario: PLAIN_SCENARIO,
      limit: 100_000,
      samples: 10_000,
      json: false,
    })
  })

  test('set the scenario, the engine, the client and the search', () => {
    const all =
      '--strategy lock --tx +50 --tx -150 --tx +10 --nodes 2 --overdraft refused --lock-ttl short --attempts 3 --opening -7 --lost-replies 2 --client redis --json --limit 9 --samples 8 --seed 7 --crashes 1 --schedule 12!x --engine embedded --redis redis://h'
    expect(flags(all)).toEqual({
      ...{ strategy: 'lock', client: 'redis', json: true, limit: 9, samples: 8, seed: 7 },
      ...{ schedule: '12!x', engine: 'embedded', redis: 'redis://h' },
      scenario: {
        ...{ opening: -7, transactions: [50, -150, 10], nodes: 2, overdraft: 'refused' },
        ...{ attempts: 3, lostReplies: 2, lockExpiries: 1, crashes: 1 },
      },
    })
    expect(flags('--lock-ttl long').scenario.lockExpiries).toBe(0)
    expect(flags('--lock-expiries 3').scenario.lockExpiries).toBe(3)
  })

  test.each([
    ['--strategy nothing', 'Allowed choices are lock, naive'],
    ['--tx 0', 'An amount must not be zero.'],
    ['--tx 1.5', 'It must be a whole number from -10000 to 10000.'],
    ['--tx 1 --tx 1 --tx 1 --tx 1 --tx 1 --tx 1 --tx 1', 'At most 6 transactions.'],
    ['--nodes 7', 'It must be a whole number from 1 to 6.'],
    ['--attempts 13', 'It must be a whole number from 1 to 12.'],
    ['--crashes 3', 'It must be a whole number from 0 to 2.'],
    ['--overdraft maybe', 'Allowed choices are allowed, refused.'],
    ['--lock-ttl short --lock-expiries 2', 'cannot be used with option'],
    ['--faster', "unknown option '--faster'"],
  ])('%s is refused with the reason and the usage', (line, why) => {
    expect(() => flags(line)).toThrow(UsageError)
    expect(() => flags(line)).toThrow(why)
    expect(() => flags(line)).toThrow('Usage: npm run explore --')
  })

  test('are listed by --help, which also says how a process pauses', () => {
    const { help } = parse('--help') as { help: string }
    for (const flag of ['--strategy', '--tx', '--lost-replies', '--crashes', '--schedule', '--seed'])
      expect(help).toContain(flag)
    expect(help.replace(/\s+/g, ' ')).toContain('A process may pause between any two commands')
  })
})

test('the command line made for a scenario is parsed into that scenario', () => {
  const scenarios: Scenario[] = [
    PLAIN_SCENARIO,
    { ...PLAIN_SCENARIO, transactions: [1, -2, 3], nodes: 3, overdraft: 'refused', opening: 7 },
    { ...PLAIN_SCENARIO, attempts: 1, lostReplies: 2, lockExpiries: 1 },
    { ...PLAIN_SCENARIO, lockExpiries: 3 },
    { ...PLAIN_SCENARIO, nodes: 2, crashes: 2 },
  ]
  for (const scenario of scenarios) {
    const line = commandLine('lock', scenario, { schedule: '1221' })
    const read = flags(line.replace('npm run explore -- ', ''))
    expect(read).toMatchObject({ strategy: 'lock', scenario, schedule: '1221' })
  }
  expect(commandLine('naive', PLAIN_SCENARIO, { schedule: '1!2' })).toBe(
    "npm run explore -- --strategy naive --tx +50 --tx -150 --schedule '1!2'",
  )
  expect(commandLine('mine', PLAIN_SCENARIO, { folder: "Ana's own" })).toBe(
    "npm run explore -- --strategy mine --tx +50 --tx -150 --strategies 'Ana'\\''s own'",
  )
})
