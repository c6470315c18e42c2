import { setMaxListeners } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { loadCatalogue } from '../../catalogue/catalogue.ts'
import { progressBar } from '../../terminal/progress-bar.ts'
import { STOPPED, type Surroundings } from '../../terminal/run-command.ts'
import { reportFailure } from '../on-engine.ts'
import { checkHistory } from './check-history.ts'
import { parseFlags, type SwarmFlags } from './flags.ts'
import { play } from './load.ts'
import { createReader } from './read-message.ts'
import { headingLines, progressText, summaryLines } from './report.ts'
import { downloadHistory } from './room-history.ts'
import { Sightings } from './sightings.ts'
import { type SwarmContext, SwarmPlayer, SwarmRefused } from './swarm-player.ts'
import { openSwarmRoom } from './swarm-room.ts'
import type { SwarmSummary } from './swarm-summary.ts'
import { Tally } from './tally.ts'

/** Players that enter at once. */
const AT_ONCE = 10
/** Milliseconds that transactions get to end after the play, and that the last frames get to arrive. */
const SETTLE_MS = 30_000
const QUIET_MS = 5000
const LOOK_MS = 100

/** Runs the whole command and closes everything. Exit code 1: not all agrees, or the server cannot be reached. */
export async function swarm(argv: readonly string[], around: Surroundings): Promise<number> {
  try {
    const catalogue = await loadCatalogue()
    const flags = parseFlags(argv, [...catalogue.keys()])
    if ('help' in flags) {
      around.stdout.write(flags.help)
      return 0
    }
    return await run(flags, around)
  } catch (error) {
    return reportFailure(error, around.stderr, [SwarmRefused])
  }
}

async function run(flags: SwarmFlags, around: Surroundings): Promise<number> {
  const { url, mode, rate, seconds, json } = flags
  const code = flags.room ?? (await openSwarmRoom(url.socket, flags))
  const problems: string[] = []
  const context: SwarmContext = {
    ...{ socket: url.socket, code, sightings: new Sightings(), tally: new Tally() },
    ...{ read: createReader(), taken: new Map(), problem: (sentence) => void problems.push(sentence) },
  }
  const players = Array.from({ length: flags.players }, (_, i) => new SwarmPlayer(nameOf(i), context))
  const screen = new SwarmPlayer('', context)
  const said = { url: url.http, room: code, players: flags.players, mode, ...(mode === 'open' && { rate }) }
  try {
    await enterAll([screen, ...players], around.stop)
    if (!json) print(around, headingLines(said, seconds))
    const played = await playAll(players, flags, context, around)
    await ended(players, context)
    for (const epoch of context.sightings.epochs)
      problems.push(...(await problemsOf(epoch, url.http, context)))
    const summary: SwarmSummary = {
      ...said,
      ...resultsOf(context, played),
      problems: [...context.sightings.problems, ...problems],
    }
    if (json) around.stdout.write(`${JSON.stringify(summary)}\n`)
    else print(around, summaryLines(summary))
    if (summary.problems.length > 0) return 1
    return around.stop.aborted ? STOPPED : 0
  } finally {
    for (const player of [screen, ...players]) player.close()
  }
}

/** `swarm-01`, and three random letters, so that a second swarm has other names. */
const tag = Math.random().toString(36).slice(2, 5)
const nameOf = (i: number): string => `swarm-${tag}-${i + 1}`

const print = ({ stdout }: Surroundings, lines: readonly string[]): void => {
  for (const line of lines) stdout.write(`${line}\n`)
}

async function enterAll(players: readonly SwarmPlayer[], stop: AbortSignal): Promise<void> {
  for (let i = 0; i < players.length && !stop.aborted; i += AT_ONCE)
    await Promise.all(players.slice(i, i + AT_ONCE).map((player) => player.enter()))
}

/** Lets all players play; resolves with the seconds that have passed. */
async function playAll(
  players: readonly SwarmPlayer[],
  { mode, rate, seconds }: SwarmFlags,
  { tally }: SwarmContext,
  around: Surroundings,
): Promise<number> {
  const over = new AbortController()
  setMaxListeners(0, over.signal)
  const begun = performance.now()
  const passed = (): number => (performance.now() - begun) / 1000
  const bar = progressBar(around.stderr, seconds)
  const shown = setInterval(
    () => bar.show(Math.min(passed(), seconds), progressText({ tally, seconds: passed() })),
    LOOK_MS,
  )
  const ends = setTimeout(() => over.abort(), seconds * 1000)
  const stopped = (): void => over.abort()
  around.stop.addEventListener('abort', stopped)
  if (around.stop.aborted) over.abort()
  try {
    await Promise.all(players.map((player) => play(player, { mode, rate, stop: over.signal })))
    return passed()
  } finally {
    clearInterval(shown)
    clearTimeout(ends)
    around.stop.removeEventListener('abort', stopped)
    bar.clear()
  }
}

/** Resolves when all transactions have ended and all players know the same version, or after a while. */
async function ended(players: readonly SwarmPlayer[], { sightings }: SwarmContext): Promise<void> {
  const until = async (ms: number, done: () => boolean): Promise<void> => {
    for (const end = performance.now() + ms; performance.now() < end && !done(); ) await pause(LOOK_MS)
  }
  await until(SETTLE_MS, () => players.every(({ running }) => running.length === 0))
  await pause(2 * LOOK_MS)
  // Others in the room may go on; then the versions differ, and each is compared with the journal up to it.
  await until(
    QUIET_MS,
    () => new Set(sightings.accounts.map(({ epoch, account }) => `${epoch} ${account.version}`)).size === 1,
  )
}

async function problemsOf(epoch: number, server: string, context: SwarmContext): Promise<string[]> {
  const { sightings, taken, code } = context
  const accounts = sightings.accounts.filter((one) => one.epoch === epoch)
  const fired = [...taken.values()].filter((one) => one.epoch === epoch)
  const opening = sightings.openingOf(epoch)
  // Others in the room may go on: what is seen from now on may be newer than the download.
  const seen = new Map(sightings.writesOf(epoch))
  const rows = await downloadHistory(server, code, epoch)
  return checkHistory({ epoch, opening, rows, seen, accounts, fired })
}

function resultsOf(
  { tally, sightings }: SwarmContext,
  seconds: number,
): Omit<SwarmSummary, 'url' | 'room' | 'players' | 'mode' | 'rate' | 'problems'> {
  const newest = sightings.accounts.reduce((one, other) =>
    other.epoch > one.epoch || (other.epoch === one.epoch && other.account.version > one.account.version)
      ? other
      : one,
  )
  const { version, actual, expected, lostDeposits, lostWithdrawals } = newest.account
  return {
    ...{ seconds: Math.round(seconds * 1000) / 1000, fired: tally.fired, settled: tally.ended },
    perSecond: Math.round((tally.ended / Math.max(0.001, seconds)) * 10) / 10,
    outcomes: tally.outcomes,
    ...(tally.latencies && { latencies: tally.latencies }),
    errors: tally.errors,
    account: {
      ...{ epoch: newest.epoch, version, actual, expected },
      lost: lostDeposits.count + lostWithdrawals.count,
    },
  }
}
