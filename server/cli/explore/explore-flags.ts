import { Command, InvalidArgumentError, Option } from 'commander'
import { DEFAULTS, LIMITS } from '../../../shared/limits.ts'
import { signed } from '../../../shared/money.ts'
import { BOUNDS, MOST_TRANSACTIONS } from '../../../shared/proof/bounds.ts'
import { PLAIN_SCENARIO } from '../../../shared/proof/plain-scenario.ts'
import type { Scenario } from '../../../shared/proof/scenario.ts'
import { ClientKind } from '../../../shared/protocol.ts'
import type { EngineKind } from '../../engine/engine.ts'
import { addRedisFlags, type RedisFlags } from '../../engine/redis-flags.ts'
import { LIMIT, SAMPLES } from '../../explorer/explore.ts'
import { shellCommand } from '../../start/started-as.ts'
import { parseArgv } from '../../terminal/parse-argv.ts'
import { wholeNumber } from '../../terminal/whole-number.ts'

export interface ExploreFlags extends RedisFlags {
  strategy: string
  client: ClientKind
  scenario: Scenario
  limit: number
  samples: number
  seed?: number
  /** Plays this interleaving only. */
  schedule?: string
  json: boolean
  engine?: EngineKind
}

interface Given extends Omit<ExploreFlags, 'scenario' | 'json'> {
  tx?: number[]
  opening: number
  nodes: number
  overdraft: Scenario['overdraft']
  attempts: number
  lostReplies?: number
  lostReply?: number
  lockTtl?: 'short' | 'long'
  lockExpiries?: number
  crashes: number
  json?: boolean
}

/** Parses an amount and appends it to the amounts before. */
function amount(text: string, before: number[] = []): number[] {
  const read = wholeNumber(-LIMITS.amount, LIMITS.amount)(text)
  if (read === 0) throw new InvalidArgumentError('An amount must not be zero.')
  if (before.length === MOST_TRANSACTIONS)
    throw new InvalidArgumentError(`At most ${MOST_TRANSACTIONS} transactions.`)
  return [...before, read]
}

const BILLION = 1_000_000_000
const LESSON = PLAIN_SCENARIO.transactions.map((one) => signed(one, 'ascii')).join(' ')

const defined = (strategies: readonly string[]): Command =>
  new Command(shellCommand('explore'))
    .description(
      "Runs every possible order of the strategy's Redis commands on a real Redis, and shows which orders go wrong. A process may pause between any two commands: that is one of the orders, too.",
    )
    .addOption(
      new Option('--strategy <id>', 'the strategy to explore').choices(strategies).default(DEFAULTS.strategy),
    )
    .option('--strategies <dir>', 'your own strategies: a folder of .ts, .js and .mjs files')
    .option(
      '--tx <amount>',
      `the amount of a transaction; repeat it for each, up to ${MOST_TRANSACTIONS} (default: ${LESSON})`,
      amount,
    )
    .option(
      '--opening <n>',
      'opening balance',
      wholeNumber(-LIMITS.opening, LIMITS.opening),
      PLAIN_SCENARIO.opening,
    )
    .option(
      '--nodes <n>',
      'server processes that share the transactions',
      wholeNumber(...BOUNDS.nodes),
      PLAIN_SCENARIO.nodes,
    )
    .addOption(
      new Option('--overdraft <rule>', 'whether a withdrawal may go below zero')
        .choices(['allowed', 'refused'])
        .default(PLAIN_SCENARIO.overdraft),
    )
    .option(
      '--attempts <n>',
      'how often a transaction may try, or find a lock taken',
      wholeNumber(...BOUNDS.attempts),
      PLAIN_SCENARIO.attempts,
    )
    .option(
      '--lost-replies <n>',
      'how many writes may lose their reply, though Redis runs them (default: 0)',
      wholeNumber(...BOUNDS.lostReplies),
    )
    .addOption(
      new Option('--lost-reply <n>')
        .argParser(wholeNumber(...BOUNDS.lostReplies))
        .hideHelp()
        .conflicts('lostReplies'),
    )
    .addOption(
      new Option(
        '--lock-ttl <length>',
        'short: once, a lock or key with a TTL may expire while it is held',
      ).choices(['short', 'long']),
    )
    .addOption(
      new Option('--lock-expiries <n>', 'how often a lock may expire while it is held (default: 0)')
        .argParser(wholeNumber(...BOUNDS.lockExpiries))
        .conflicts('lockTtl'),
    )
    .option(
      '--crashes <n>',
      'how many node crashes there may be, each between any two commands',
      wholeNumber(...BOUNDS.crashes),
      PLAIN_SCENARIO.crashes,
    )
    .option(
      '--limit <n>',
      'run at most this many interleavings; if there are more, run a sample',
      wholeNumber(1, BILLION),
      LIMIT,
    )
    .option('--samples <n>', 'size of the sample', wholeNumber(1, BILLION), SAMPLES)
    .option(
      '--seed <n>',
      'seed of the sample (default: a random one, which is printed)',
      wholeNumber(1, 2 ** 31 - 1),
    )
    .option('--schedule <acts>', 'play one interleaving step by step, e.g. 1221')
    .addOption(
      new Option('--client <library>', 'the Redis library')
        .choices(ClientKind.options)
        .default(DEFAULTS.client),
    )
    .option('--json', `one JSON object on stdout: ${shellCommand('explore', { silent: true })} --json`)
    .addOption(
      new Option(
        '--engine <kind>',
        'force one: your Redis, a private redis-server, or the one in JavaScript',
      ).choices(['external', 'local', 'embedded']),
    )

/** Parses the command line; `help` is the text to print instead. Throws `UsageError`. */
export function parseExploreFlags(
  argv: readonly string[],
  strategies: readonly string[],
): ExploreFlags | { help: string } {
  const parsed = parseArgv<Given>(addRedisFlags(defined(strategies)), argv)
  if ('help' in parsed) return parsed
  const {
    tx,
    opening,
    nodes,
    overdraft,
    attempts,
    lostReplies,
    lostReply,
    lockTtl,
    lockExpiries,
    crashes,
    json,
    ...rest
  } = parsed.given
  return {
    ...rest,
    json: json ?? false,
    scenario: {
      opening,
      transactions: tx ?? PLAIN_SCENARIO.transactions,
      nodes,
      overdraft,
      attempts,
      lostReplies: lostReplies ?? lostReply ?? 0,
      lockExpiries: lockExpiries ?? (lockTtl === 'short' ? 1 : 0),
      crashes,
    },
  }
}
