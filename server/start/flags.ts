import { Command, InvalidArgumentError, Option } from 'commander'
import type { EngineKind } from '../engine/engine.ts'
import { addRedisFlags, type RedisFlags } from '../engine/redis-flags.ts'
import { keptByNpm } from '../terminal/npm-flags.ts'
import { VERSION } from './root.ts'
import { shellCommand } from './started-as.ts'

/** The flags of `npm start`; an absent one comes from the environment. */
export interface ServerFlags extends RedisFlags {
  port?: number
  host?: string
  engine?: EngineKind
  publicUrl?: string
  strategies?: string
  nodes: number
  allowChaos?: boolean
  logLevel: string
}

export const DEFAULT_PORT = 3000
/** More processes are of no use on one machine. */
const MOST_NODES = 8

function portNumber(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  return port
}

function nodeCount(text: string): number {
  const nodes = Number(text)
  if (!/^\d+$/.test(text) || nodes < 1 || nodes > MOST_NODES)
    throw new InvalidArgumentError(`It is a number from 1 to ${MOST_NODES}.`)
  return nodes
}

/** Ends the process with 0 after help or the version, and with 2 when a flag cannot be used. */
export function serverFlags(argv: readonly string[]): ServerFlags {
  const command = new Command(shellCommand('start'))
    .description('Bank Run: one account in Redis, a room full of people, and writes that get lost.')
    .version(VERSION)
    .addOption(
      new Option(
        '--port <n>',
        `port of the page and the WebSocket; 0: any free one (default: ${DEFAULT_PORT})`,
      )
        .env('PORT')
        .argParser(portNumber),
    )
    .addOption(new Option('--host <address>', 'address to listen on (default: all)').env('HOST'))
    .addOption(
      new Option(
        '--engine <kind>',
        'force one: your Redis, a private redis-server, or the one in JavaScript',
      ).choices(['external', 'local', 'embedded']),
    )
    .addOption(
      new Option('--public-url <url>', 'how players reach it, when a proxy is in front').env('PUBLIC_URL'),
    )
    .addOption(
      new Option(
        '--strategies <dir>',
        'your own strategies: a folder of .ts, .js and .mjs files, reloaded when saved',
      ).env('STRATEGIES'),
    )
    .addOption(
      new Option('--nodes <n>', `server processes behind the one port, 1 to ${MOST_NODES}`)
        .env('NODES')
        .argParser(nodeCount)
        .default(1),
    )
    .addOption(new Option('--allow-chaos', 'let hosts kill a node from their page; with --nodes 2 or more'))
    .addOption(
      new Option('--log-level <level>', 'how much to log to stderr, as JSON lines')
        .env('LOG_LEVEL')
        .choices(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
        .default('warn'),
    )
    .exitOverride((exit) => process.exit(exit.exitCode === 0 ? 0 : 2))
  const kept = keptByNpm(addRedisFlags(command))
  if (kept) command.error(`error: ${kept}`)
  const given = command.parse(argv, { from: 'user' }).opts<ServerFlags>()
  if (given.allowChaos && given.nodes === 1)
    command.error('error: --allow-chaos needs --nodes 2 or more: a single node has none to replace it.')
  return given
}
