import { Command, InvalidArgumentError, Option } from 'commander'
import { pino } from 'pino'
import { banner } from './banner.ts'
import { EngineError, type EngineKind } from './engine/engine.ts'
import { type BankNode, startNode } from './node.ts'
import { VERSION } from './root.ts'

interface Flags {
  port?: number
  host?: string
  engine?: EngineKind
  redis?: string
  publicUrl?: string
  logLevel: string
}

const DEFAULT_PORT = 3000
/** How many ports after the default one are tried when it is taken. */
const NEXT_PORTS = 20
/** Milliseconds after which a stop that hangs is cut short. */
const STOP_WITHIN_MS = 4000

function portNumber(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  return port
}

function flags(argv: readonly string[]): Flags {
  return new Command('npm start --')
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
        '--redis <url>',
        'your Redis or Valkey, 7 or newer: redis://[user:password@]host[:port][/db]',
      ).env('REDIS_URL'),
    )
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
      new Option('--log-level <level>', 'how much to log to stderr, as JSON lines')
        .env('LOG_LEVEL')
        .choices(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
        .default('warn'),
    )
    .exitOverride((exit) => process.exit(exit.exitCode === 0 ? 0 : 2))
    .parse(argv, { from: 'user' })
    .opts<Flags>()
}

/** A port that was asked for is the one or none; the default one may give way to the next free one. */
async function start({ port, redis, logLevel, ...rest }: Flags): Promise<BankNode> {
  const log = pino({ level: logLevel }, pino.destination({ dest: 2, sync: true }))
  const onNotice = (sentence: string): void => console.log(`  ${sentence}`)
  const first = port ?? DEFAULT_PORT
  for (let tried = first; ; tried++) {
    try {
      const node = await startNode({ ...rest, port: tried, redisUrl: redis, log, onNotice })
      if (tried !== first) console.log(`  Port ${first} is taken, so it is ${node.port} this time.`)
      return node
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code === 'EADDRINUSE' && port === undefined && tried < first + NEXT_PORTS) continue
      if (code === 'EADDRINUSE') {
        throw new EngineError(
          `Port ${tried} is taken. Choose another: npm start -- --port 0 finds a free one.`,
        )
      }
      if (code === 'EACCES') {
        throw new EngineError(
          `Port ${tried} needs more rights. Choose one from 1024 up: npm start -- --port 3000.`,
        )
      }
      throw error
    }
  }
}

function fail(error: unknown): never {
  const known = error instanceof EngineError
  console.error(known ? `\n  ${error.message}\n` : error)
  process.exit(1)
}

/** Parses, starts, stops. */
export async function main(argv: readonly string[]): Promise<void> {
  const options = flags(argv)
  let node: BankNode | undefined
  let stopping = false
  async function stop(exitCode: number): Promise<void> {
    if (stopping) process.exit(exitCode)
    stopping = true
    setTimeout(() => process.exit(exitCode), STOP_WITHIN_MS).unref()
    await node?.close()
    process.exit(exitCode)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
  node = await start(options).catch(fail)
  if (stopping) {
    await node.close()
    process.exit(0)
  }
  void node.engine.died.then((sentence) => {
    if (stopping) return
    console.error(`\n  ${sentence} Bank Run stops.\n`)
    void stop(1)
  })
  console.log(banner(node))
}
