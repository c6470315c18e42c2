import { pino } from 'pino'
import type { EngineKind } from '../../server/engine/engine.ts'
import { type NodeOptions, type RunningNode, startNode } from '../../server/node.ts'
import type { SettingsChange } from '../../shared/protocol.ts'
import { TestClient } from './player.ts'

/** A whole server on a free port, whose log the test can read. */
export interface TestServer extends RunningNode {
  readonly logged: string[]
}

export async function startServer(
  engine: EngineKind,
  redisUrl?: string,
  more: Partial<NodeOptions> = {},
): Promise<TestServer> {
  const logged: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) })
  const node = await startNode({ port: 0, host: '127.0.0.1', engine, redisUrl, log, ...more })
  return Object.assign(node, { logged })
}

/** A room with its host watching on a screen. */
export interface TestRoom {
  code: string
  hostToken: string
  host: TestClient
  join(nickname: string): Promise<TestClient & { id: string; secret: string }>
  configure(settings: SettingsChange): Promise<void>
  close(): void
}

export async function openRoom(
  port: number,
  settings: SettingsChange = {},
  opening = 100,
): Promise<TestRoom> {
  const host = await TestClient.connect(port)
  host.send({ type: 'create', opening })
  const { code, hostToken } = await host.next('created')
  await host.enter(code, { kind: 'screen' }, hostToken)
  const clients: TestClient[] = [host]
  const room: TestRoom = {
    code,
    hostToken,
    host,
    async join(nickname) {
      const client = await TestClient.connect(port)
      clients.push(client)
      const { you } = await client.enter(code, { kind: 'new', nickname })
      return Object.assign(client, { id: you?.player ?? '', secret: you?.secret ?? '' })
    },
    async configure(change) {
      host.send({ type: 'configure', ...change })
      const wanted = Object.entries(change)
      await host.until(() => {
        const last = host.log.findLast(
          (message) =>
            message.type === 'snapshot' || (message.type === 'frame' && message.settings !== undefined),
        )
        const now = last && 'settings' in last ? last.settings : undefined
        return now && wanted.every(([name, value]) => now[name as keyof typeof now] === value)
      }, 'the settings')
    },
    close() {
      for (const client of clients) client.close()
    },
  }
  if (Object.keys(settings).length > 0) await room.configure(settings)
  return room
}
