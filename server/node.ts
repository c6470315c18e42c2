import { join } from 'node:path'
import type { Logger } from 'pino'
import { createCloseStack } from './async/close-stack.ts'
import { openBots } from './bots/bots.ts'
import type { Engine, EngineKind } from './engine/engine.ts'
import { openEngine } from './engine/ladder.ts'
import type { RedisOptions } from './engine/redis-options.ts'
import { createExaminer } from './explorer/examiner.ts'
import { createLazyWire } from './explorer/lazy-wire.ts'
import { createApi } from './gateway/api.ts'
import { connectionRoute } from './gateway/connection-route.ts'
import { explorerRoutes } from './gateway/explorer-routes.ts'
import { type GatewayOptions, openGateway } from './gateway/gateway.ts'
import { healthOf } from './gateway/health.ts'
import { MessageHandlers } from './gateway/message-handlers.ts'
import { pageProblemRoute } from './gateway/page-problem-route.ts'
import { reportRoute } from './gateway/report-route.ts'
import { roomHistoryRoute } from './gateway/room-history-route.ts'
import type { Lesson } from './lessons/lesson.ts'
import type { Register } from './nodes/register.ts'
import { openOwnStrategies } from './own-strategies/own-strategies.ts'
import { connect, probe } from './redis/connect.ts'
import { createKeptRecords, type KeptRecords } from './report/kept-records.ts'
import { hostLanguage, keptReport } from './report/kept-report.ts'
import { type LessonRoom, openLessonRoom } from './room/lesson-room.ts'
import { openRooms } from './room/open-rooms.ts'
import { type AddressBook, defaultRoutes, openAddressBook, type Surroundings } from './start/address-book.ts'
import { createDescriptorWatch } from './start/descriptor-watch.ts'
import type { KeepFolder } from './start/keep-folder.ts'
import { ROOT } from './start/root.ts'
import type { RunningServer } from './start/running-server.ts'

/** What is the same for all nodes of one server. */
export interface ServerOptions {
  /** 0: any free one. */
  port: number
  /** The address to listen on; all of them when absent. */
  host?: string | undefined
  /** The address of the page for players, when a proxy is in front of the server. */
  publicUrl?: string | undefined
  /** The path that it lives below: `/bank`; '' or absent for the root. */
  basePath?: string | undefined
  /** The proxies whose `X-Forwarded-For` is believed. */
  trustProxy?: readonly string[] | undefined
  /** The folder with the strategies of a workshop's participants. */
  strategies?: string | undefined
  /** The folder for the records and reports of rounds; none are kept when it is absent or null. */
  keep?: KeepFolder | undefined
}

/** Which Redis the ladder is to take. */
export interface EngineChoice extends RedisOptions {
  engine?: EngineKind | undefined
  /** Gets a sentence for the person who started the server. */
  onNotice?: ((sentence: string) => void) | undefined
}

export interface NodeOptions extends ServerOptions, EngineChoice {
  /** An engine that is open already; the caller closes it. */
  account?: Engine | undefined
  /** Hands over connections that another process has accepted on `port`. */
  incoming?: GatewayOptions['incoming']
  /** The addresses that another process has found out; this one finds them out itself when it listens itself. */
  addresses?: AddressBook | undefined
  /** The network around this machine, as a test makes it up. */
  surroundings?: Surroundings | undefined
  /** Called with the number of connected players and screens when it has changed. */
  onConnections?: GatewayOptions['onConnections']
  /** The lessons that a host can choose; ours when absent. */
  lessons?: readonly Lesson[] | undefined
  /** Ends this process at once, without a goodbye. A node that has it may be killed by a host. */
  die?: (() => void) | undefined
  log: Logger
}

/** One server process, running. */
export interface RunningNode extends RunningServer {
  readonly nodes: Pick<Register, 'id' | 'name' | 'onChange'>
  /** Call it when the node with that id has crashed: the node is no longer up, and its players are disconnected. */
  gone(id: string): Promise<void>
}

/** Opens the Redis that the ladder chooses. Throws `EngineError`. */
export const openAccountEngine = (choice: EngineChoice): Promise<Engine> => openEngine({ ...choice, probe })

/** Opens a room with the lesson in the Redis of a running server. */
export async function openRoomOfLesson(
  { endpoint }: Pick<Engine, 'endpoint'>,
  lesson: Lesson,
): Promise<LessonRoom> {
  const wire = await connect('ioredis', endpoint)
  try {
    return await openLessonRoom(wire, lesson)
  } finally {
    await wire.close()
  }
}

/** The composition root: `openRooms` constructs the rooms and what they share, this the rest. Throws `EngineError`, or the error of `listen`. */
export async function startNode(options: NodeOptions): Promise<RunningNode> {
  const { log } = options
  const opened = createCloseStack((error) => log.error(error, 'could not be closed'))
  try {
    const engine = options.account ?? (await openAccountEngine(options))
    if (!options.account) opened.add(() => engine.close())
    let kept: KeptRecords | undefined
    const open = await openRooms({
      redis: engine.endpoint,
      die: options.die,
      lessons: options.lessons,
      ownStrategies: options.strategies !== undefined,
      onRecord: (code, record) => kept?.keep(code, record),
      onLearnt: (code) => kept?.keep(code),
      log: (error, what) => log.error(error, what),
    })
    opened.add(() => open.close())
    const { rooms, services, catalogue } = open
    const { nodes, wires } = services
    const { ioredis, redis } = wires
    if (options.keep) {
      kept = createKeptRecords({
        folder: options.keep,
        language: hostLanguage(),
        report: (code, record) => keptReport(ioredis, code, services.lessons, record),
        log: services.log,
      })
      opened.add(() => kept?.settled())
    }
    const proving = createLazyWire(() => connect('ioredis', engine.endpoint))
    opened.add(() => proving.close())
    const examiner = createExaminer(proving.wire)
    if (options.strategies) {
      const ownStrategies = await openOwnStrategies({
        folder: options.strategies,
        catalogue,
        examine: examiner,
        onOutput: (file, line) => log.info({ file }, line),
        onProblem: (file, problem) => log.warn({ file }, problem),
      })
      opened.add(() => ownStrategies.close())
    }
    // Before the strategies of its own that a room may be using.
    opened.add(() => rooms.closeAll())
    const bots = openBots(services, rooms)
    services.seatBots = (code, count, perSecond) => bots.set(code, count, perSecond, 'lesson')
    opened.add(() => bots.close())
    const { publicUrl, basePath, surroundings } = options
    const routed = options.addresses ? [] : await defaultRoutes(surroundings)
    const ownAddresses = (at: { port: number; address: string }): AddressBook => {
      const book = openAddressBook({
        ...{ port: at.port, listening: at.address, publicUrl, basePath },
        ...{ routed, surroundings },
      })
      opened.add(() => book.close())
      return book
    }
    let addresses: AddressBook | undefined
    const gateway = await openGateway(
      {
        ...options,
        pages: join(ROOT, 'dist', 'client'),
        onClient: (what, client) => log.info({ client }, what),
        descriptors: createDescriptorWatch((sentence) => log.error(sentence)),
        api: createApi(
          [
            roomHistoryRoute(services),
            reportRoute(services),
            ...explorerRoutes({ catalogue, examiner, wire: proving.wire }),
            connectionRoute((request) => gateway.refusalOf(request)),
            pageProblemRoute((report) => log.error(report, 'a page has failed')),
          ],
          services.log,
        ),
        health: () => healthOf({ engine, nodes, wires: { ioredis, redis } }, gateway.connections),
      },
      (at) => {
        addresses = options.addresses ?? ownAddresses(at)
        return new MessageHandlers(services, rooms, bots, {
          engine: { kind: engine.kind, name: engine.name },
          addresses,
          ...(options.die && { chaos: true }),
        })
      },
    )
    opened.add(() => gateway.close())
    opened.add((addresses as AddressBook).onChange(() => gateway.tellAddresses()))
    const unfollow = catalogue.onChange(() => gateway.tellStrategies())
    opened.add(unfollow)
    opened.add(() => open.settle())
    // They fire no more while the rooms settle.
    opened.add(() => bots.close())
    return {
      port: gateway.port,
      engine,
      addresses: addresses as AddressBook,
      names: [nodes.name],
      nodes,
      gone: async (id) => {
        // In this order a room can tell how many players were on the node.
        await nodes.gone(id)
        await rooms.gone(id)
      },
      close: () => opened.closeAll(),
    }
  } catch (error) {
    await opened.closeAll()
    throw error
  }
}
