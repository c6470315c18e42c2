// Measures how much one node, one Redis and a cluster carry: scripted players on real WebSockets against the built
// server, in several set-ups in turn in one run, on 127.0.0.1 only. Clients, nodes and Redis share the machine, so the
// result is the CPU time per transaction of each process and its ratio between set-ups, not transactions per second.
// node bench/scale.mjs [--set-ups 'one node,three nodes'] [--rounds 3] [--seconds 4] [--players 200] [--rate 200]
//   [--rooms 20] [--think 200] [--connections 1000] [--json]
// --rate: transactions a second in all, in the steady scenarios. Exit code 1 if a client saw another account.
import { availableParallelism, loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { build } from '../scripts/build.mjs'
import { Client, fireAgain, fireSteadily, openRoom, quantile, total } from './crowd.mjs'
import {
  bytesPerEntry,
  cpuOf,
  cpuOfAll,
  memoryOf,
  resetScriptOf,
  residentOf,
  scriptOf,
  threadsOf,
} from './meter.mjs'
import { report } from './scale-report.mjs'

const { values } = parseArgs({
  options: {
    'set-ups': { type: 'string', default: 'one node,three nodes,cluster of three,embedded' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    players: { type: 'string', default: '200' },
    rate: { type: 'string', default: '200' },
    rooms: { type: 'string', default: '20' },
    think: { type: 'string', default: '200' },
    connections: { type: 'string', default: '1000' },
    json: { type: 'boolean', default: false },
  },
})
const [rounds, seconds, players, rate, rooms, think, connections] = [
  ...[values.rounds, values.seconds, values.players, values.rate],
  ...[values.rooms, values.think, values.connections],
].map(Number)

const WARM_MS = 1000
const AGREE_WITHIN_MS = 5000
/** Milliseconds until the empty rooms of the previous scenario are closed and cost nothing. */
const LINGER_MS = 31_000
/** Connections opened before the idle ones are measured, so that memory that grows only once has grown. */
const FIRST_CONNECTIONS = 300
/** The run is stopped after this time. */
const MOST_MS = 1_200_000

const steady = { strategy: 'naive', thinkMs: think }
const saturated = { strategy: 'lua', thinkMs: 0 }
const SCENARIOS = [
  { name: `${players / 10} in a room`, rooms: 1, players: players / 10, settings: steady },
  { name: `${players} in a room`, rooms: 1, players, settings: steady },
  { name: `${rooms} rooms of ${players / 10}`, rooms, players: players / 10, settings: steady },
  { name: `full speed, 1 room`, rooms: 1, players, settings: saturated, again: true },
  { name: `full speed, ${rooms} rooms`, rooms, players: players / rooms, settings: saturated, again: true },
]

/** CPU seconds so far. For the embedded engine, which is a thread of the node, see `spent`. */
const usage = ({ nodes, primary, redises }) => ({
  at: performance.now(),
  nodes: nodes.map(cpuOf),
  threads: redises.length === 0 ? threadsOf(nodes[0]) : undefined,
  redises: redises.map(cpuOf),
  primary: primary === undefined ? 0 : cpuOf(primary),
  load: process.cpuUsage(),
  all: cpuOfAll(),
})

/** CPU seconds per second from one usage to another. */
function spent(before, after, mainThread) {
  const seconds = (after.at - before.at) / 1000
  const per = (kind) => after[kind].map((used, i) => (used - before[kind][i]) / seconds)
  const load = after.load.user + after.load.system - before.load.user - before.load.system
  const more = { seconds, primary: (after.primary - before.primary) / seconds, load: load / 1e6 / seconds }
  const ours = more.primary + more.load + total(per('nodes')) + total(per('redises'))
  more.others = (after.all - before.all) / seconds - ours
  if (!after.threads) return { ...more, nodes: per('nodes'), redises: per('redises') }
  // The engine's thread is the busiest after the main one; all else, garbage collection too, belongs to the node.
  const busiest = Math.max(
    ...[...after.threads].map(([id, used]) =>
      id === String(mainThread) ? 0 : used - (before.threads.get(id) ?? 0),
    ),
  )
  const engine = busiest / seconds
  return { ...more, nodes: per('nodes').map((all) => all - engine), redises: [engine] }
}

/** Whether all clients of a room were told what Redis says; waits up to `AGREE_WITHIN_MS` for the last frame. */
async function agrees({ wire }, { code, host, clients }) {
  const until = Date.now() + AGREE_WITHIN_MS
  const { balance, version, expected } = accountKeys(code, 1)
  for (;;) {
    // A busy server may answer too late; then it is asked again.
    const said = await wire.command(['MGET', balance, version, expected]).catch(() => [])
    const told = ({ account }) =>
      [account.actual, account.version, account.expected].map(String).join() === said.join()
    const views = new Set([host, ...clients].map(({ account }) => JSON.stringify(account)))
    if (views.size === 1 && clients.every(told)) return true
    if (Date.now() > until) return false
    await pause(50)
  }
}

/** Plays one scenario on one set-up. */
async function measure(setUp, { rooms, players, settings, again }) {
  const beforeJoining = usage(setUp)
  const opened = await Promise.all(
    Array.from({ length: rooms }, () => openRoom(setUp.port, players, settings)),
  )
  const joining = spent(beforeJoining, usage(setUp), setUp.nodes[0])
  const clients = opened.flatMap((room) => room.clients)
  const waits = []
  let applied = 0
  let counts = false
  const onSettled = (settled) => {
    if (!counts) return
    waits.push(settled.ms - settings.thinkMs)
    if (settled.applied) applied += 1
  }
  let over = false
  const goesOn = () => !over
  const each = rate / rooms / players
  const playing = Promise.all(
    clients.map((client) =>
      again ? fireAgain(client, goesOn, onSettled) : fireSteadily(client, each, goesOn, onSettled),
    ),
  )
  await Promise.race([playing, pause(WARM_MS)])
  await resetScriptOf(setUp.wires)
  const memory = await memoryOf(setUp.wires)
  for (const client of clients) Object.assign(client, { bytes: 0, frames: 0 })
  const before = usage(setUp)
  counts = true
  await Promise.race([playing, pause(seconds * 1000)])
  counts = false
  const cpu = spent(before, usage(setUp), setUp.nodes[0])
  const sum = (of) => total(clients.map((client) => client[of]))
  const told = { frames: sum('frames') / cpu.seconds, bytes: sum('bytes') / cpu.seconds }
  const script = await scriptOf(setUp.wires)
  const grown = (await memoryOf(setUp.wires)) - memory
  over = true
  await playing
  const same = (await Promise.all(opened.map((room) => agrees(setUp, room)))).every(Boolean)
  for (const { host, clients } of opened) for (const client of [host, ...clients]) client.close()
  const commits = applied / cpu.seconds
  return {
    ...{ transactions: waits.length / cpu.seconds, commits, frames: told.frames, same, cpu },
    ...{ settledMs: quantile(waits, 0.5), settledMs99: quantile(waits, 0.99) },
    ...{ framesEach: told.frames / clients.length, bytesEach: told.bytes / clients.length },
    nodeUs: (1e6 * total(cpu.nodes)) / (waits.length / cpu.seconds),
    redisUs: (1e6 * total(cpu.redises)) / commits,
    ...{ scriptUs: script, redisBytes: grown / applied },
    joinNodeMs: (1000 * total(joining.nodes) * joining.seconds) / clients.length,
    joinRedisMs: (1000 * total(joining.redises) * joining.seconds) / clients.length,
  }
}

/** Bytes that a node has in memory for one connection that does nothing. */
async function idle(setUp) {
  const open = (count) => Promise.all(Array.from({ length: count }, () => Client.open(setUp.port)))
  const resident = () => total(setUp.nodes.map(residentOf))
  const first = await open(FIRST_CONNECTIONS)
  await pause(1500)
  const before = resident()
  const more = await open(connections)
  await pause(2500)
  const each = (resident() - before) / connections
  for (const client of [...first, ...more]) client.close()
  return each
}

build()
const { accountKeys } = await import('../dist/server/redis/keys.js')
const { SET_UPS, startSetUp } = await import('./set-ups.mjs')
const names = values['set-ups'].split(',').map((name) => name.trim())
const unknown = names.filter((name) => !(name in SET_UPS))
if (unknown.length > 0) {
  console.error(`Unknown set-up: ${unknown.join(', ')}. There are: ${Object.keys(SET_UPS).join(', ')}.`)
  process.exit(2)
}
// The started servers are watched, and ended when this process is gone.
for (const name of ['REDIS_URL', 'REDIS_CLUSTER', 'REDIS_SENTINEL', 'PORT', 'NODES', 'HOST'])
  delete process.env[name]
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1))
setTimeout(() => {
  console.error(`Stopped: not finished within ${MOST_MS / 1000} s.`)
  process.exit(1)
}, MOST_MS).unref()

const progress = (text) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`)
const setUps = []
try {
  for (const name of names) setUps.push(await startSetUp(name))
  const found = {
    node: process.version,
    engines: Object.fromEntries(setUps.map(({ name, engine }) => [name, engine])),
    cores: availableParallelism(),
    loadBefore: loadavg()[0],
    bytesPerEntry: await bytesPerEntry(),
    idleBytes: {},
    rows: [],
  }
  const scenarios = SCENARIOS.filter(({ rooms, players }) => rooms > 0 && players >= 1)
  for (const setUp of setUps) {
    progress(`warming up: ${setUp.name}`)
    // Spread over several nodes, the connections are too few to measure above the noise.
    if (setUp.nodes.length === 1) found.idleBytes[setUp.name] = await idle(setUp)
    await measure(setUp, scenarios.at(-1))
    setUp.emptyAt = performance.now()
  }
  for (let round = 1; round <= rounds; round++)
    for (const scenario of scenarios)
      for (const setUp of setUps) {
        await pause(Math.max(0, setUp.emptyAt + LINGER_MS - performance.now()))
        const row = { setUp: setUp.name, scenario: scenario.name, round, ...(await measure(setUp, scenario)) }
        setUp.emptyAt = performance.now()
        found.rows.push(row)
        progress(
          `${round}/${rounds} ${row.scenario}, ${row.setUp}: ${row.transactions.toFixed(0)} transactions/s`,
        )
        if (!row.same) {
          console.error(`NOT EVERY CLIENT SAW WHAT REDIS SAYS: ${scenario.name}, ${setUp.name}`)
          process.exitCode = 1
        }
      }
  for (const { name, said } of setUps) for (const line of said()) console.error(`${name} said: ${line}`)
  console.log(
    values.json
      ? JSON.stringify(found, null, 2)
      : report(found, { names, scenarios, seconds, rounds, think }),
  )
} finally {
  for (const setUp of setUps) await setUp.close()
}
