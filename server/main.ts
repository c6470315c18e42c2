import { pino } from 'pino'
import { hostLinkHash } from '../shared/host-link.ts'
import { formatRoomCode } from '../shared/room-code.ts'
import { EngineError } from './engine/engine.ts'
import { redisOptions } from './engine/redis-flags.ts'
import { LESSONS } from './lessons/all-lessons.ts'
import type { Need } from './lessons/lesson.ts'
import { unmetOf } from './lessons/unmet.ts'
import { openRoomOfLesson, startNode } from './node.ts'
import { startProcesses } from './processes/primary.ts'
import { type BannerRow, banner, newAddresses } from './start/banner.ts'
import { type Asked, readSettings, SettingsError } from './start/flags.ts'
import { isPortShadowed, isPortUnavailable, portProblem } from './start/ports.ts'
import type { RunningServer } from './start/running-server.ts'
import { DEFAULT_PORT } from './start/settings.ts'
import { stopSignals } from './terminal/stop-signals.ts'

/** How many ports after the default one are tried when it is taken. */
const NEXT_PORTS = 20
/** Milliseconds after which a stop that hangs is cut short. */
const STOP_WITHIN_MS = 4000

/** Uses the port that was asked for, or throws. Instead of the default port it may take the next free one. */
async function start({
  port,
  nodes,
  allowChaos,
  logLevel,
  ...rest
}: Asked['settings']): Promise<RunningServer> {
  const onNotice = (sentence: string): void => console.log(`  ${sentence}`)
  const first = port ?? DEFAULT_PORT
  for (let tried = first; ; tried++) {
    try {
      if (await isPortShadowed(tried, rest.host))
        throw Object.assign(new Error('another program listens on localhost'), { code: 'EADDRINUSE' })
      const options = { ...rest, ...redisOptions(rest), port: tried, onNotice }
      const server =
        nodes > 1
          ? await startProcesses({ ...options, workers: nodes, chaos: allowChaos === true, logLevel })
          : await startNode({
              ...options,
              log: pino({ level: logLevel }, pino.destination({ dest: 2, sync: true })),
            })
      if (tried !== first) console.log(`  Port ${first} is taken, so the server uses ${server.port}.`)
      return server
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (isPortUnavailable(code) && port === undefined && tried < first + NEXT_PORTS) continue
      const problem = portProblem(code, tried)
      if (problem !== undefined) throw new EngineError(problem)
      throw error
    }
  }
}

/** Opens the room of `--lesson`, and says how its host gets into it; nothing without that flag. */
async function lessonRows(
  server: RunningServer,
  { lesson: number, nodes, strategies }: Asked['settings'],
): Promise<BannerRow[]> {
  const lesson = number === undefined ? undefined : LESSONS[number - 1]
  if (!lesson) return []
  const { title } = lesson.texts.en
  // Whether there is a replica, the room finds out.
  const met = new Set<Need>(['replica', ...(nodes > 1 ? ['two-nodes' as const] : [])])
  if (strategies !== undefined) met.add('own-strategies')
  const unmet = unmetOf(lesson.needs, met, 'en')
  if (unmet) return [['lesson', `${number}, ${title}: not opened. ${unmet}`]]
  const room = await openRoomOfLesson(server.engine, lesson)
  return [
    ['lesson', `${number}, ${title}: room ${formatRoomCode(room.code)}`],
    [
      'host',
      `${server.addresses.now.here.replace(/\/+$/, '')}/r/${room.code}/screen${hostLinkHash(room.link)}   (once; it makes you the host)`,
    ],
  ]
}

function fail(error: unknown): never {
  const known = error instanceof EngineError || error instanceof SettingsError
  console.error(known ? `\n  ${error.message}\n` : error)
  process.exit(error instanceof SettingsError ? 2 : 1)
}

/** Parses, starts, stops. */
export async function main(argv: readonly string[]): Promise<void> {
  const asked = await readSettings(argv, process.env).catch(fail)
  if ('help' in asked) {
    process.stdout.write(asked.help)
    return
  }
  for (const notice of asked.notices) console.log(`  ${notice}`)
  let server: RunningServer | undefined
  let stopping = false
  async function stop(exitCode: number): Promise<void> {
    if (stopping) process.exit(exitCode)
    stopping = true
    setTimeout(() => process.exit(exitCode), STOP_WITHIN_MS).unref()
    await server?.close()
    process.exit(exitCode)
  }
  for (const signal of stopSignals()) process.on(signal, () => void stop(0))
  server = await start(asked.settings).catch(fail)
  if (stopping) {
    await server.close()
    process.exit(0)
  }
  void server.engine.died.then((sentence) => {
    if (stopping) return
    console.error(`\n  ${sentence} Bank Run stops.\n`)
    void stop(1)
  })
  const opened = await lessonRows(server, asked.settings)
  console.log(banner(server, process.platform, asked.settings.keep, opened))
  server.addresses.onChange((now) => console.log(newAddresses(now)))
}
