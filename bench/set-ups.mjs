// Starts servers as `npm start` does, each with its own Redis, on 127.0.0.1 only. No server outlives this process: a
// shell watches each server and ends it when this process is gone.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startChildServer } from '../dist/server/engine/child-server.js'
import { connect } from '../dist/server/redis/connect.js'
import { childrenOf } from './meter.mjs'

const START = fileURLToPath(new URL('../scripts/start-built.mjs', import.meta.url))
const HOST = '127.0.0.1'
const SLOTS = 16384
const READY_WITHIN_MS = 30_000
const GOODBYE_MS = 4000

/** The set-ups by name. `redises`: how many Redis servers; more than one form a cluster, 0 is the embedded engine. */
export const SET_UPS = {
  'one node': { nodes: 1, redises: 1 },
  'three nodes': { nodes: 3, redises: 1 },
  'cluster of three': { nodes: 1, redises: 3 },
  embedded: { nodes: 1, redises: 0 },
}

/** Repeats `ask` until it has an answer. */
async function eventually(what, ask) {
  const until = Date.now() + READY_WITHIN_MS
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > until) throw new Error(`${what} was not ready in time`)
    await pause(20)
  }
}

async function freePort() {
  const server = createServer().listen(0, HOST)
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

/** A redis-server with nothing on disk, and a wire to it. */
async function startRedis(closing, more) {
  const port = await freePort()
  const args = ['--port', port, '--bind', HOST, '--save', '', '--appendonly', 'no', ...more(port)]
  const server = await startChildServer('redis-server', args.map(String))
  closing.push(() => server.stop())
  const wire = await eventually('a redis-server', () =>
    connect('ioredis', `redis://${HOST}:${port}`).catch(() => undefined),
  )
  closing.push(() => wire.close())
  return { pid: server.pid, port, wire }
}

async function startProcesses(count, closing) {
  const folder = mkdtempSync(join(tmpdir(), 'bank-run-scale-'))
  closing.push(() => rmSync(folder, { recursive: true, force: true }))
  const redises = []
  const buses = []
  for (let i = 0; i < count; i++) {
    buses[i] = await freePort()
    const redis = await startRedis(closing, (port) => [
      ...['--dir', folder, '--cluster-enabled', 'yes', '--cluster-config-file', `nodes-${port}.conf`],
      ...['--cluster-port', buses[i]],
    ])
    redises.push(redis)
    const { wire } = redis
    const [from, next] = [i, i + 1].map((n) => Math.round((n * SLOTS) / count))
    await wire.command(['CLUSTER', 'SET-CONFIG-EPOCH', String(i + 1)])
    await wire.command(['CLUSTER', 'ADDSLOTSRANGE', String(from), String(next - 1)])
    if (i > 0) await wire.command(['CLUSTER', 'MEET', HOST, String(redises[0].port), String(buses[0])])
  }
  const whole = async ({ wire }) =>
    /cluster_state:ok/.test(await wire.command(['CLUSTER', 'INFO'])) &&
    (await wire.command(['CLUSTER', 'SLOTS'])).length === count
  for (const redis of redises) await eventually('the cluster', () => whole(redis))
  return redises
}

/** Starts a set-up and waits until it is ready for players. */
export async function startSetUp(name) {
  const { nodes, redises: count } = SET_UPS[name]
  const closing = []
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end()
  }
  try {
    const redises =
      count > 1
        ? await startProcesses(count, closing)
        : await Promise.all(
            Array.from({ length: count }, () => startRedis(closing, () => ['--dir', tmpdir()])),
          )
    const places = redises.map(({ port }) => `${HOST}:${port}`).join(',')
    const engine = { 0: ['--engine', 'embedded'], 1: ['--redis', `redis://${places}`] }[count]
    const args = ['--port', '0', '--host', HOST, '--nodes', String(nodes)]
    const server = await startChildServer(process.execPath, [
      START,
      ...args,
      ...(engine ?? ['--redis-cluster', places]),
    ])
    let goneHow
    void server.exited.then((how) => {
      goneHow = how
    })
    closing.push(async () => {
      if (goneHow === undefined) process.kill(server.pid, 'SIGTERM')
      // The child does not keep this process alive, so the pause has to.
      const late = new AbortController()
      await Promise.race([server.exited, pause(GOODBYE_MS, undefined, late).catch(() => {})])
      late.abort()
      await server.stop()
    })
    await eventually(`the server (${name})`, () => {
      if (goneHow !== undefined) throw new Error(`the server ${goneHow}: ${server.output()}`)
      return server.output().includes('Ctrl-C stops it')
    })
    const found = (what) => what.exec(server.output())?.[1]
    // The embedded engine is not a process, but it has a port.
    const to =
      count > 1 ? endpointOf(redises) : `redis://${HOST}:${redises[0]?.port ?? found(/redis-cli -p (\d+)/)}`
    const wire = await connect('ioredis', to)
    closing.push(() => wire.close())
    const workers = childrenOf(server.pid).filter(({ command }) => command.includes('worker.js'))
    return {
      name,
      engine: found(/engine {2}(.*)/),
      port: Number(found(/http:\/\/localhost:(\d+)/)),
      wire,
      /** A wire to each Redis server. */
      wires: count > 0 ? redises.map((redis) => redis.wire) : [wire],
      nodes: nodes > 1 ? workers.map(({ pid }) => pid) : [server.pid],
      /** The process that only hands out connections. */
      primary: nodes > 1 ? server.pid : undefined,
      redises: redises.map(({ pid }) => pid),
      said: () =>
        server
          .output()
          .split('\n')
          .filter((line) => line.startsWith('{')),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

const endpointOf = (redises) => ({
  kind: 'cluster',
  nodes: redises.map(({ port }) => ({ host: HOST, port })),
  access: {},
})
