import { Command, Option } from 'commander'
import { ClientKind } from '../../../shared/protocol.ts'
import type { EngineKind } from '../../engine/engine.ts'
import { addRedisFlags, type RedisFlags } from '../../engine/redis-flags.ts'
import { parseArgv } from '../../terminal/parse-argv.ts'

export interface MatrixFlags {
  /** One run for each pair: every claim has to hold in all of them. */
  clients: ClientKind[]
  /** `undefined`: the one the ladder takes. */
  engines: (EngineKind | undefined)[]
  /** Which Redis, where it is not a private one. */
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
  new Command('npm run matrix --')
    .description(
      'Runs every interleaving of every strategy, and says what can go wrong with which. Ends with 1 when a claim does not hold.',
    )
    .addOption(
      new Option('--client <library>', 'the Redis library').choices(ClientKind.options).default('ioredis'),
    )
    .option('--all', 'with both libraries, on a private redis-server and on the one in JavaScript')
    .option('--write', "renew the README's table and docs/matrix.md")
    .option('--strategies <dir>', "a folder with strategies of a workshop's participants")
    .option('--json', 'one JSON object a cell and run on stdout: npm run -s matrix -- --json')
    .addOption(
      new Option(
        '--engine <kind>',
        'force one: your Redis, a private redis-server, or the one in JavaScript',
      ).choices(['external', 'local', 'embedded']),
    )

/** What the command line asks for; `help` is the text to print instead. Throws `UsageError`. */
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
