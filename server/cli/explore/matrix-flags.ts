import { Command, Option } from 'commander'
import { ClientKind } from '../../../shared/protocol.ts'
import type { EngineKind } from '../../engine/engine.ts'
import { addRedisFlags, type RedisFlags } from '../../engine/redis-flags.ts'
import { shellCommand } from '../../start/started-as.ts'
import { parseArgv } from '../../terminal/parse-argv.ts'

export interface MatrixFlags {
  /** The matrix runs once for each pair of client and engine; every claim must hold in all runs. */
  clients: ClientKind[]
  /** `undefined`: the engine that the ladder finds. */
  engines: (EngineKind | undefined)[]
  /** Which Redis to use, unless it is a private one. */
  redis: RedisFlags
  strategies?: string
  write: boolean
  json: boolean
}

interface Given extends RedisFlags {
  all?: true
  client: ClientKind
  engine?: EngineKind
  strategies?: string
  write?: true
  json?: true
}

const defined = (): Command =>
  new Command(shellCommand('matrix'))
    .description(
      'Runs every interleaving of every strategy, and shows which anomalies each strategy has. Exits with 1 when a claim does not hold.',
    )
    .addOption(
      new Option('--client <library>', 'the Redis library').choices(ClientKind.options).default('ioredis'),
    )
    .option('--all', 'run with both libraries, on a private redis-server and on the one in JavaScript')
    .option('--write', "regenerate the README's table and docs/matrix.md")
    .option('--strategies <dir>', 'your own strategies: a folder of .ts, .js and .mjs files')
    .option(
      '--json',
      `on stdout, one JSON object for each cell and run: ${shellCommand('matrix', { silent: true })} --json`,
    )
    .addOption(
      new Option(
        '--engine <kind>',
        'force one: your Redis, a private redis-server, or the one in JavaScript',
      ).choices(['external', 'local', 'embedded']),
    )

/** Parses the command line; `help` is the text to print instead. Throws `UsageError`. */
export function parseMatrixFlags(argv: readonly string[]): MatrixFlags | { help: string } {
  const parsed = parseArgv<Given>(addRedisFlags(defined()), argv)
  if ('help' in parsed) return parsed
  const { all, client, engine, strategies, write, json, ...redis } = parsed.given
  return {
    clients: all ? ClientKind.options : [client],
    engines: all ? ['local', 'embedded'] : [engine],
    redis,
    ...(strategies !== undefined && { strategies }),
    write: write ?? false,
    json: json ?? false,
  }
}
