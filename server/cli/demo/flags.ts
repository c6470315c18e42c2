import { Command, Option } from 'commander'
import { FORMAT_NAMES, type HistoryFormatName } from '../../../shared/history/history-formats.ts'
import { DEFAULTS, LIMITS } from '../../../shared/limits.ts'
import { ClientKind } from '../../../shared/protocol.ts'
import type { EngineKind } from '../../engine/engine.ts'
import { addRedisFlags, type RedisFlags } from '../../engine/redis-flags.ts'
import { shellCommand } from '../../start/started-as.ts'
import { parseArgv } from '../../terminal/parse-argv.ts'
import { wholeNumber } from '../../terminal/whole-number.ts'
import type { HistoryFile } from './history-file.ts'
import { MOST_TRANSACTIONS, parseTransaction } from './parse-transaction.ts'
import type { PlannedTransaction } from './run-result.ts'

export interface DemoFlags extends RedisFlags {
  strategy: string
  strategies?: string
  client: ClientKind
  /** Milliseconds, both. */
  delay: number
  jitter: number
  opening: number
  overdraft: 'allowed' | 'refused'
  /** Percent. */
  lostReplies: number
  tx: PlannedTransaction[]
  runs: number
  json: boolean
  bare: boolean
  history?: HistoryFile
  engine?: EngineKind
}

/** Flags that may be absent. Their defaults are not printed by commander. */
type OptionalFlag = 'jitter' | 'tx' | 'json' | 'bare'
type Given = Omit<DemoFlags, OptionalFlag | 'history'> &
  Pick<Partial<DemoFlags>, OptionalFlag> & { history?: string; format?: HistoryFormatName }

const DELAY_MS = 1000
const JITTER_MS = 50
const MOST_RUNS = 100_000
/** Each run's history is a file. */
const MOST_HISTORIES = 1000
const LESSON: PlannedTransaction[] = [
  { name: 'deposit', amount: DEFAULTS.deposit },
  { name: 'withdrawal', amount: DEFAULTS.withdrawal },
]

const defined = (strategies: readonly string[]): Command =>
  new Command(shellCommand('demo'))
    .description(
      "The lesson's program: an account, and transactions that update it at the same time, each over its own connection.",
    )
    .addOption(
      new Option('--strategy <id>', 'how the transactions update the account')
        .choices(strategies)
        .default(DEFAULTS.strategy),
    )
    .option('--strategies <dir>', 'your own strategies: a folder of .ts, .js and .mjs files')
    .addOption(
      new Option('--client <library>', 'the Redis library')
        .choices(ClientKind.options)
        .default(DEFAULTS.client),
    )
    .option('--delay <ms>', 'think time between read and write', wholeNumber(0, LIMITS.thinkMs), DELAY_MS)
    .option(
      '--jitter <ms>',
      `how much the think time varies either way, which varies the order (default: ${JITTER_MS}, or the delay if less)`,
      wholeNumber(0, LIMITS.jitterMs),
    )
    .option(
      '--opening <n>',
      'opening balance',
      wholeNumber(-LIMITS.opening, LIMITS.opening),
      DEFAULTS.opening,
    )
    .addOption(
      new Option('--overdraft <rule>', 'whether a withdrawal may go below zero')
        .choices(['allowed', 'refused'])
        .default(DEFAULTS.overdraft),
    )
    .option(
      '--lost-replies <percent>',
      'how many of the writes lose their reply, though Redis runs them',
      wholeNumber(0, LIMITS.lostReplies),
      DEFAULTS.lostReplies,
    )
    .option(
      '--tx <name:amount>',
      `a transaction; repeat it for each, up to ${MOST_TRANSACTIONS} (default: ${LESSON.map(({ name, amount }) => `${name}:${amount}`).join(' ')})`,
      parseTransaction,
    )
    .option(
      '--runs <n>',
      'how often to run it; with more than one run, count the final balances',
      wholeNumber(1, MOST_RUNS),
      1,
    )
    .option('--json', `one JSON object on stdout: ${shellCommand('demo', { silent: true })} --json`)
    .option('--bare', 'send only the plain commands of the strategy, without the recorder')
    .addOption(
      new Option(
        '--history <file>',
        'write the history of the account for other checkers; with several runs, one file for each',
      ).conflicts('bare'),
    )
    .addOption(
      new Option('--format <name>', 'format of the history (default: "jsonl")').choices(FORMAT_NAMES),
    )
    .addOption(
      new Option(
        '--engine <kind>',
        'force one: your Redis, a private redis-server, or the one in JavaScript',
      ).choices(['external', 'local', 'embedded']),
    )

/** Parses the command line; `help` is the text to print instead. Throws `UsageError`. */
export function parseFlags(
  argv: readonly string[],
  strategies: readonly string[],
): DemoFlags | { help: string } {
  const command = addRedisFlags(defined(strategies))
  const parsed = parseArgv<Given>(command, argv, ({ history, format, runs }) => {
    if (format && !history) command.error("error: option '--format <name>' needs '--history <file>'")
    if (history && runs > MOST_HISTORIES)
      command.error(
        `error: option '--history <file>' writes a file for each run: at most ${MOST_HISTORIES} runs`,
      )
  })
  if ('help' in parsed) return parsed
  const { history: file, format, ...given } = parsed.given
  return {
    ...given,
    ...(file && { history: { file, format: format ?? 'jsonl' } }),
    jitter: given.jitter ?? Math.min(JITTER_MS, given.delay),
    tx: given.tx ?? LESSON,
    json: given.json ?? false,
    bare: given.bare ?? false,
  }
}
