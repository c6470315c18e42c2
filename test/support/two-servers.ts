import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { connect } from '../../server/redis/connect.ts'
import type { Wire } from '../../server/redis/wire.ts'
import type { SettingsChange } from '../../shared/protocol.ts'
import { openTestEngine } from './engines.ts'
import { TestClient } from './player.ts'
import { RedisProxy } from './proxy.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from './server.ts'

export const STRATEGIES = ['naive', 'watch', 'lua', 'incrby']
export const CLIENTS = ['ioredis', 'redis'] as const
export const QUICK = { thinkMs: 0, jitterMs: 0 }

/** Two servers on one private Redis, and all that a test opens on them. An unhandled rejection fails the test. */
export class TwoServers {
  /** A direct connection to Redis. */
  direct!: Wire
  /** Between the first server and Redis. */
  proxy!: RedisProxy
  server!: TestServer
  other!: TestServer
  #engine!: Engine
  readonly #opened: { close(): void }[] = []
  readonly #unhandled: unknown[] = []
  readonly #onUnhandled = (error: unknown) => void this.#unhandled.push(error)

  /** Call it inside `describe`: it starts before the tests and closes after them. */
  static forTests(): TwoServers {
    const servers = new TwoServers()
    beforeAll(() => servers.#start())
    beforeEach(() => {
      for (const { logged } of [servers.server, servers.other]) logged.length = 0
    })
    afterEach(async () => {
      servers.proxy.fault = () => undefined
      for (const one of servers.#opened.splice(0)) one.close()
      await servers.proxy.listen()
      expect(servers.#unhandled).toEqual([])
    })
    afterAll(() => servers.#close())
    return servers
  }

  async connect(server = this.server): Promise<TestClient> {
    const client = await TestClient.connect(server.port)
    this.#opened.push(client)
    return client
  }

  async room(settings: SettingsChange = {}): Promise<TestRoom> {
    const room = await openRoom(this.server.port, settings)
    this.#opened.push(room)
    return room
  }

  async join(room: TestRoom, nickname: string, server = this.server) {
    const client = await this.connect(server)
    const { you } = await client.enter(room.code, { kind: 'new', nickname })
    return Object.assign(client, { id: you?.player ?? '', secret: you?.secret ?? '' })
  }

  /** The first server for an even number, the other for an odd one. */
  turn(i: number): TestServer {
    return i % 2 ? this.other : this.server
  }

  async #start(): Promise<void> {
    process.on('unhandledRejection', this.#onUnhandled)
    this.#engine = await openTestEngine('local')
    const { url } = this.#engine
    this.direct = await connect('ioredis', url)
    this.proxy = await RedisProxy.open(Number(new URL(url).port))
    this.server = await startServer('external', this.proxy.url)
    this.other = await startServer('external', url)
  }

  async #close(): Promise<void> {
    process.off('unhandledRejection', this.#onUnhandled)
    await this.server.close()
    await this.other.close()
    await this.direct.close()
    await this.proxy.close()
    await this.#engine.close()
  }
}
