import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Fanout } from '../../server/fanout/fanout.ts'
import type { Session } from '../../server/fanout/session.ts'
import { Connection } from '../../server/gateway/connection.ts'
import { openGateway } from '../../server/gateway/gateway.ts'
import type { MessageHandlers } from '../../server/gateway/message-handlers.ts'
import { LIMITS } from '../../shared/limits.ts'
import type { Frame, Snapshot } from '../../shared/protocol.ts'
import { TestClient } from '../support/player.ts'

describe('the gateway on its own', () => {
  const handlers = {
    greeting: () => ({ type: 'greeted' }),
    pulse: () => ({ now: 0 }),
    services: { wires: { ioredis: { up: true } } },
  }

  it('closes a connection beyond its limit, and serves the others while that one still sends', async () => {
    const options = {
      port: 0,
      host: '127.0.0.1',
      pages: 'dist/client',
      health: () => ({ ok: true }),
      mostConnections: 2,
    }
    const gateway = await openGateway(options, () => handlers as unknown as MessageHandlers)
    const kept = [await TestClient.connect(gateway.port), await TestClient.connect(gateway.port)]
    const third = new TestClient(gateway.port)
    await once(third.socket, 'open')
    third.socket.send('x'.repeat(LIMITS.frameBytes * 2))
    await third.until(() => third.closed, 'the end').catch(() => {})
    expect([1013, 1006]).toContain(third.closed?.code)
    for (const client of kept) {
      client.send({ type: 'ping', sent: 1 })
      await client.next('pong')
      client.close()
    }
    await gateway.close()
  })

  it('ends a connection that sends but never reads', async () => {
    let ended = false
    const socket = {
      ...{ readyState: 1, OPEN: 1, bufferedAmount: 0 },
      send(text: string) {
        this.bufferedAmount += text.length
      },
      close() {},
      terminate() {
        ended = true
      },
    }
    const connection = new Connection(socket, handlers as unknown as MessageHandlers)
    connection.sendEncoded('x'.repeat(3_000_000))
    await connection.received(Buffer.from('{"type":"ping","sent":1}'), false)
    expect(ended).toBe(false)
    connection.sendEncoded('x'.repeat(3_000_000))
    expect(ended).toBe(true)
  })

  it('sends a snapshot after a reset to a connection that was behind, once it has caught up', async () => {
    const sent: string[] = []
    const session = {
      player: undefined,
      host: undefined,
      buffered: 0,
      send() {},
      sendEncoded: (text: string) => void sent.push(text),
      hostsChanged() {},
      end() {},
    }
    const slow: Session = session
    const fanout = new Fanout({
      frame: () => ({ type: 'frame' }) as Frame,
      snapshot: () => ({ type: 'snapshot' }) as Snapshot,
      nextChangeIn: () => undefined,
    })
    fanout.add(slow)
    session.buffered = 10_000_000
    fanout.restart()
    expect(sent).toEqual([])
    session.buffered = 0
    while (sent.length === 0) await pause(10)
    expect(sent).toEqual(['{"type":"snapshot"}'])
    fanout.stop()
  })
})
