import { describe, expect, test } from 'vitest'
import { type DemoFlags, parseFlags } from '../../../server/cli/demo/flags.ts'
import { UsageError } from '../../../server/terminal/parse-argv.ts'

const STRATEGIES = ['lua', 'naive']
const parse = (...argv: string[]) => parseFlags(argv, STRATEGIES)
const flags = (...argv: string[]) => parse(...argv) as DemoFlags

describe('the flags of the demo', () => {
  test('are those of the lesson by default', () => {
    expect(flags()).toEqual({
      strategy: 'naive',
      client: 'ioredis',
      delay: 1000,
      jitter: 50,
      opening: 100,
      overdraft: 'allowed',
      lostReplies: 0,
      tx: [
        { name: 'deposit', amount: 50 },
        { name: 'withdrawal', amount: -150 },
      ],
      runs: 1,
      json: false,
      bare: false,
    })
  })

  test('set every option', () => {
    const argv =
      '--strategy lua --client redis --delay 5 --jitter 7 --opening 20 --runs 200 --json --bare --redis redis://h --engine local'
    expect(flags(...argv.split(' '))).toMatchObject({
      strategy: 'lua',
      client: 'redis',
      delay: 5,
      jitter: 7,
      opening: 20,
      runs: 200,
      json: true,
      bare: true,
      redis: 'redis://h',
      engine: 'local',
    })
  })

  test('accept an opening balance below zero, in both notations', () => {
    expect(flags('--opening', '-20').opening).toBe(-20)
    expect(flags('--opening=-20').opening).toBe(-20)
    expect(Object.is(flags('--opening', '-0').opening, 0)).toBe(true)
  })

  test('limit the jitter to the delay by default', () => {
    expect(flags('--delay', '5').jitter).toBe(5)
    expect(flags('--delay', '0').jitter).toBe(0)
    expect(flags('--delay', '5', '--jitter', '9').jitter).toBe(9)
  })

  test('replace the two transactions of the lesson, in the given order', () => {
    expect(flags('--tx', 'rent:-800', '--tx=pay day:+1000', '--tx', 'a:b:1').tx).toEqual([
      { name: 'rent', amount: -800 },
      { name: 'pay day', amount: 1000 },
      { name: 'a:b', amount: 1 },
    ])
  })

  test('are explained by --help', () => {
    const { help } = parse('--help') as { help: string }
    expect(help).toMatch(/^Usage: npm run demo -- /)
    for (const id of STRATEGIES) expect(help).toContain(`"${id}"`)
  })

  test.each([
    [['--bogus'], 'unknown option'],
    [['surplus'], 'too many arguments'],
    [['--strategy', 'nope'], 'Allowed choices are lua, naive'],
    [['--client', 'jedis'], 'Allowed choices are ioredis, redis'],
    [['--engine', 'steam'], 'Allowed choices are external, local, embedded'],
    [['--opening'], 'argument missing'],
    [['--opening', '1.5'], 'whole number'],
    [['--opening', '1e3'], 'whole number'],
    [['--opening', '1000001'], 'from -1000000 to 1000000'],
    [['--delay', '-1'], 'from 0 to 10000'],
    [['--delay', '--jitter'], 'whole number'],
    [['--jitter', '10001'], 'from 0 to 10000'],
    [['--runs', '0'], 'from 1 to 100000'],
    [['--runs', '100001'], 'from 1 to 100000'],
    [['--tx', 'rent'], 'NAME:AMOUNT'],
    [['--tx', ':5'], 'NAME:AMOUNT'],
    [['--tx', `${'x'.repeat(21)}:5`], 'NAME:AMOUNT'],
    [['--tx', 'two\nlines\u0007:5'], 'NAME:AMOUNT'],
    [['--tx', 'rent:'], 'whole number'],
    [['--tx', 'rent:0'], 'not be zero'],
    [['--tx', 'rent:-10001'], 'from -10000 to 10000'],
    [['--tx', 'rent:1', '--tx', 'Rent:2'], 'already a transaction called Rent'],
    [Array.from({ length: 21 }, (_, i) => `--tx=t${i}:1`), '20 transactions'],
  ])('%j are refused, with the reason and the usage', (argv, reason) => {
    expect(() => parse(...argv)).toThrow(UsageError)
    expect(() => parse(...argv)).toThrow(reason)
    expect(() => parse(...argv)).toThrow('Usage: npm run demo -- ')
  })
})
