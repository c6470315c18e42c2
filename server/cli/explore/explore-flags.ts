import { Command, InvalidArgumentError, Option } from 'commander'
import { DEFAULTS, LIMITS } from '../../../shared/limits.ts'
import { BOUNDS, MOST_TRANSACTIONS } from '../../../shared/proof/bounds.ts'
import { PLAIN } from '../../../shared/proof/plain.ts'
import type { Scenario } from '../../../shared/proof/scenario.ts'
import { ClientKind } from '../../../shared/protocol.ts'
import type { EngineKind } from '../../engine/engine.ts'
import { addRedisFlags, type RedisFlags } from '../../engine/redis-flags.ts'
import { LIMIT, SAMPLES } from '../../explorer/explore.ts'
import { parseArgv } from '../../terminal/parse-argv.ts'
import { whole } from '../../terminal/whole-number.ts'

export interface ExploreFlags extends RedisFlags {
  strategy: string
  client: ClientKind
  scenario: Scenario
  limit: number
  samples: number
  seed?: number
  /** Plays this one and no other. */
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

/** Puts an amount after those that were given before. */
function amount(text: string, before: number[] = []): number[] {
  const read = whole(-LIMITS.amount, LIMITS.amount)(text)
  if (read === 0) throw new InvalidArgumentError('An amount is not zero.')
  if (before.length === MOST_TRANSACTIONS)
    throw new InvalidArgumentError(`${MOST_TRANSACTIONS} transactions at once are the most.`)
  return [...before, read]
}

const BILLION = 1_000_000_000
const LESSON = PLAIN.transactions.map((one) => (one > 0 ? `+${one}` : one)).join(' ')

const defined = (strategies: readonly string[]): Command =>
  new Command('npm run explore --')
    .description(
      "Runs every order in which the strategy's Redis commands can follow one another, on a real Redis, and tells what goes wrong in which. A process that pauses is one whose turn does not come: all orders include that.",
    )
    .addOption(
      new Option('--strategy <id>', 'how they update the account')
        .choices(strategies)
        .default(DEFAULTS.strategy),
    )
    .option('--strategies <dir>', 'your own beside ours: a folder of .ts, .js and .mjs files')
    .option(
      '--tx <amount>',
      `a transaction; give it once for each, up to ${MOST_TRANSACTIONS} (default: ${LESSON})`,
      amount,
    )
    .option('--opening <n>', 'opening balance', whole(-LIMITS.opening, LIMITS.opening), PLAIN.opening)
    .option(
      '--nodes <n>',
      'server processes that share the transactions',
      whole(...BOUNDS.nodes),
      PLAIN.nodes,
    )
    .addOption(
      new Option('--overdraft <rule>', 'whether a withdrawal may go below zero')
        .choices(['allowed', 'refused'])
        .default(PLAIN.overdraft),
    )
    .option(
      '--attempts <n>',
      'tries a transaction has, and how often it may find a lock taken',
      whole(...BOUNDS.attempts),
      PLAIN.attempts,
    )
    .option(
      '--lost-replies <n>',
      'so many writes may be carried out without their reply arriving (default: 0)',
      whole(...BOUNDS.lostReplies),
    )
    .addOption(
      new Option('--lost-reply <n>')
        .argParser(whole(...BOUNDS.lostReplies))
        .hideHelp()
        .conflicts('lostReplies'),
    )
    .addOption(
      new Option(
        '--lock-ttl <length>',
        'short: a lock or key with a TTL may expire once while it is held; one without never does',
      ).choices(['short', 'long']),
    )
    .addOption(
      new Option('--lock-expiries <n>', 'how often a lock may expire while it is held (default: 0)')
        .argParser(whole(...BOUNDS.lockExpiries))
        .conflicts('lockTtl'),
    )
    .option(
      '--crashes <n>',
      'so many nodes may crash between any two commands',
      whole(...BOUNDS.crashes),
      PLAIN.crashes,
    )
    .option('--limit <n>', 'run no more than this; of a larger number, a sample', whole(1, BILLION), LIMIT)
    .option('--samples <n>', 'how large the sample is', whole(1, BILLION), SAMPLES)
    .option('--seed <n>', 'of the sample (default: a new one, printed)', whole(1, 2 ** 31 - 1))
    .option('--schedule <acts>', 'play one interleaving step by step, e.g. 1221')
    .addOption(
      new Option('--client <library>', 'the Redis library')
        .choices(ClientKind.options)
        .default(DEFAULTS.client),
    )
    .option('--json', 'one JSON object on stdout: npm run -s explore -- --json')
    .addOption(
      new Option(
        '--engine <kind>',
        'force one: your Redis, a private redis-server, or the one in JavaScript',
      ).choices(['external', 'local', 'embedded']),
    )

/** What the command line asks for; `help` is the text to print instead. Throws `UsageError`. */
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
      transactions: tx ?? PLAIN.transactions,
      nodes,
      overdraft,
      attempts,
      lostReplies: lostReplies ?? lostReply ?? 0,
      lockExpiries: lockExpiries ?? (lockTtl === 'short' ? 1 : 0),
      crashes,
    },
  }
}
