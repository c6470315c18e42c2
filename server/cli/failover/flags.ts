import { Command, Option } from 'commander'
import { shellCommand } from '../../start/started-as.ts'
import { parseArgv, UsageError } from '../../terminal/parse-argv.ts'
import { wholeNumber } from '../../terminal/whole-number.ts'
import { MOST_PLAYERS } from './scripted-room.ts'

export interface FailoverFlags {
  strategy: string
  players: number
  /** Milliseconds. */
  play: number
  hold: number
  durable: boolean
  json: boolean
  open: boolean
}
type Given = Pick<FailoverFlags, 'strategy' | 'players'> & Partial<FailoverFlags>

const PLAYERS = 8
const PLAY_MS = 1000
const HOLD_MS = 500
/** More than twice the wait of a durable room: players get unconfirmed acknowledgements, which can be lost. */
const DURABLE_HOLD_MS = 1300
/** Slower, so that people can watch. */
const OPEN_PLAY_MS = 4000
const OPEN_HOLD_MS = 6000
const MOST_MS = 60_000

const defined = (strategies: readonly string[]): Command =>
  new Command(shellCommand('failover'))
    .description(
      'Runs a room on a primary with a replica, then kills the primary. Shows which acknowledged transactions are gone, and how the room finds out. Needs redis-server or valkey-server.',
    )
    .addOption(
      new Option('--strategy <id>', 'how the transactions update the account')
        .choices(strategies)
        .default('incrby'),
    )
    .option('--players <n>', 'number of players', wholeNumber(1, MOST_PLAYERS), PLAYERS)
    .option(
      '--play <ms>',
      `how long they play before replication is held (default: ${PLAY_MS}, with --open ${OPEN_PLAY_MS})`,
      wholeNumber(0, MOST_MS),
    )
    .option(
      '--hold <ms>',
      `how long they play while it is held, before the primary is killed (default: ${HOLD_MS}, with --durable ${DURABLE_HOLD_MS}, with --open ${OPEN_HOLD_MS})`,
      wholeNumber(0, MOST_MS),
    )
    .option(
      '--durable',
      'run it again with a room that waits for the replica, and show what that costs and gains',
    )
    .option('--json', `one JSON object on stdout: ${shellCommand('failover', { silent: true })} --json`)
    .addOption(new Option('--open', 'print a link to watch the room, and wait for Enter').conflicts('json'))

/** Parses the command line; `help` is the text to print instead. Throws `UsageError`. */
export function parseFlags(
  argv: readonly string[],
  strategies: readonly string[],
): FailoverFlags | { help: string } {
  const parsed = parseArgv<Given>(defined(strategies), argv)
  if ('help' in parsed) return parsed
  const { durable = false, json = false, open = false, ...given } = parsed.given
  const usual = durable ? DURABLE_HOLD_MS : HOLD_MS
  const { play = open ? OPEN_PLAY_MS : PLAY_MS, hold = open ? OPEN_HOLD_MS : usual } = given
  if (play + hold === 0) throw new UsageError('error: --play and --hold are both 0.')
  return { ...given, play, hold, durable, json, open }
}
