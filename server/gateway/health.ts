import type { ServerResponse } from 'node:http'
import type { Engine } from '../engine/engine.ts'
import type { Register } from '../nodes/register.ts'
import type { Wire } from '../redis/wire.ts'
import { VERSION } from '../start/root.ts'

type WireState = Pick<Wire, 'up' | 'whole' | 'canListen'>

export interface HealthSources {
  engine: Pick<Engine, 'kind' | 'name'>
  nodes: Pick<Register, 'name' | 'names'>
  wires: { ioredis: WireState; redis: WireState }
}

/** The answer of `/healthz` for `connections` WebSockets. */
export function healthOf({ engine, nodes, wires: { ioredis, redis } }: HealthSources, connections: number) {
  const up = ioredis.up && redis.up
  return {
    ok: up,
    version: VERSION,
    node: nodes.name,
    nodes: nodes.names,
    engine: { kind: engine.kind, name: engine.name },
    // Some servers of a cluster may be away; the rooms on them are closed.
    redis: !up ? 'down' : ioredis.whole && redis.whole ? 'up' : 'partly up',
    // Without it, rooms see changes only when they look for them, twice a second.
    doorbell: ioredis.canListen ? 'on' : 'off',
    connections,
  }
}
export type Health = { ok: boolean } & Record<string, unknown>

/** Answers `/healthz`: 200 while Redis answers, else 503. */
export function answerHealth(response: ServerResponse, health: Health): void {
  response.writeHead(health.ok ? 200 : 503, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
  })
  response.end(`${JSON.stringify(health)}\n`)
}
