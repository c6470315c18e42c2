import { setMaxListeners } from 'node:events'
import { join } from 'node:path'
import { nanoid } from 'nanoid'
import type { Logger } from 'pino'
import { connect, probe } from './account/connect.ts'
import { loadCatalogue } from './catalogue.ts'
import { type Engine, EngineError, type EngineKind } from './engine/engine.ts'
import { openEngine } from './engine/ladder.ts'
import { type About, Desk } from './gateway/desk.ts'
import { openGateway } from './gateway/gateway.ts'
import { origins } from './origins.ts'
import { createClock } from './room/clock.ts'
import { Rooms } from './room/rooms.ts'
import type { RoomServices } from './room/services.ts'
import { ROOT, VERSION } from './root.ts'

export interface NodeOptions {
  /** 0: any free one. */
  port: number
  /** The address to listen on; all of them when absent. */
  host?: string | undefined
  engine?: EngineKind | undefined
  redisUrl?: string | undefined
  /** Where the page is reached from outside, when a proxy stands before it. */
  publicUrl?: string | undefined
  log: Logger
  /** A sentence for whoever started the server. */
  onNotice?: ((sentence: string) => void) | undefined
}

/** One server process, running. */
export interface BankNode {
  readonly port: number
  readonly engine: Engine
  /** Other devices reach it at these, best guess first; `http://localhost:…` last. */
  readonly origins: readonly string[]
  /** Tells every room, settles what is under way, and stops all it started. May be called twice. */
  close(): Promise<void>
}

/** The composition root: the only place that constructs services. Throws `EngineError`, or the error of `listen`. */
export async function startNode(options: NodeOptions): Promise<BankNode> {
  const { log } = options
  const opened: (() => Promise<void>)[] = []
  const closeAll = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) {
      await close().catch((error: unknown) => log.error(error, 'could not be closed'))
    }
  }
  try {
    const engine = await openEngine({ ...options, probe })
    opened.push(() => engine.close())
    if (engine.cluster) {
      throw new EngineError(
        'That server is a node of a Redis Cluster, which Bank Run cannot use yet. Give it a single Redis.',
      )
    }
    const [ioredis, redis, catalogue] = await Promise.all([
      connect('ioredis', engine.url),
      connect('redis', engine.url),
      loadCatalogue(),
    ])
    opened.push(async () => {
      await Promise.all([ioredis.close(), redis.close()])
    })
    const clock = await createClock(ioredis)
    opened.push(async () => clock.stop())
    const stop = new AbortController()
    setMaxListeners(0, stop.signal)
    const services: RoomServices = {
      node: nanoid(6),
      wires: { ioredis, redis },
      clock,
      catalogue,
      stop: stop.signal,
      log: (error, what) => log.error(error, what),
    }
    const rooms = new Rooms(services)
    opened.push(() => rooms.closeAll())
    let reached: string[] = []
    const gateway = await openGateway(
      {
        ...options,
        pages: join(ROOT, 'dist', 'client'),
        health: () => ({
          ok: ioredis.up && redis.up,
          version: VERSION,
          node: services.node,
          engine: { kind: engine.kind, name: engine.name },
          redis: ioredis.up && redis.up ? 'up' : 'down',
          connections: gateway.connections,
        }),
      },
      (port) => {
        reached = origins(port, options.publicUrl)
        const about: About = { engine: { kind: engine.kind, name: engine.name }, origins: reached }
        return new Desk(services, rooms, about)
      },
    )
    opened.push(() => gateway.close())
    opened.push(async () => {
      stop.abort()
      await rooms.settled()
    })
    return { port: gateway.port, engine, origins: reached, close: closeAll }
  } catch (error) {
    await closeAll()
    throw error
  }
}
