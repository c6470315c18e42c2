import { Command, InvalidArgumentError, Option } from 'commander'
import { LIMITS } from '../../../shared/limits.ts'
import { parseRoomCode } from '../../../shared/room-code.ts'
import { shellCommand } from '../../start/started-as.ts'
import { parseArgv } from '../../terminal/parse-argv.ts'
import { wholeNumber } from '../../terminal/whole-number.ts'
import { type ServerAddress, serverAddress } from './server-address.ts'

export interface SwarmFlags {
  url: ServerAddress
  /** An open room; absent: the swarm opens one. */
  room?: string
  players: number
  /** Transactions a second of each player. */
  rate: number
  seconds: number
  mode: 'open' | 'closed'
  strategy: string
  /** Milliseconds. */
  think: number
  json: boolean
}

const LOCAL = 'http://localhost:3000'
const MOST_SECONDS = 3600
const MOST_RATE = 20

function rate(text: string): number {
  const value = Number(text)
  if (!(value >= 0.05 && value <= MOST_RATE))
    throw new InvalidArgumentError(`It is from 0.05 to ${MOST_RATE}.`)
  return value
}

function room(text: string): string {
  const code = parseRoomCode(text)
  if (!code) throw new InvalidArgumentError('It is no code of a room.')
  return code
}

function url(text: string): ServerAddress {
  const address = serverAddress(text)
  if (!address) throw new InvalidArgumentError('It begins with http:// or https://.')
  return address
}

const defined = (strategies: readonly string[]): Command =>
  new Command(shellCommand('swarm'))
    .description(
      'Plays a room of a running server with many players over real WebSockets, measures how long transactions take, and checks that all players saw the same history and that it, the balances and the journal agree. Exit code 1: they do not.',
    )
    .addOption(
      new Option('--url <url>', 'address of the server').argParser(url).default(serverAddress(LOCAL), LOCAL),
    )
    .option('--room <code>', 'plays in this room, with its settings; without it a new room is opened', room)
    .option('--players <n>', 'number of players', wholeNumber(1, LIMITS.players), 20)
    .option('--rate <n>', 'with --mode open: transactions a second of each player, on average', rate, 1)
    .option('--seconds <n>', 'how long they play', wholeNumber(1, MOST_SECONDS), 10)
    .addOption(
      new Option(
        '--mode <mode>',
        'open: players fire at random times, whatever is still running; closed: each fires when the last one has ended',
      )
        .choices(['open', 'closed'])
        .default('open'),
    )
    .addOption(new Option('--strategy <id>', 'strategy of the new room').choices(strategies).default('naive'))
    .option('--think <ms>', 'think time of the new room', wholeNumber(0, LIMITS.thinkMs), 0)
    .option('--json', `one JSON object on stdout: ${shellCommand('swarm', { silent: true })} --json`)

/** Parses the command line; `help` is the text to print instead. Throws `UsageError`. */
export function parseFlags(
  argv: readonly string[],
  strategies: readonly string[],
): SwarmFlags | { help: string } {
  const command = defined(strategies)
  const parsed = parseArgv<SwarmFlags>(command, argv, ({ room }) => {
    const ofNewRoom = ['strategy', 'think'].filter((name) => command.getOptionValueSource(name) === 'cli')
    if (room !== undefined && ofNewRoom.length > 0)
      command.error(`error: --${ofNewRoom[0]} is for a new room: the host of room ${room} sets it there.`)
  })
  return 'help' in parsed ? parsed : { ...parsed.given, json: parsed.given.json ?? false }
}
