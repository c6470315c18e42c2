// Measures a full room: scripted players on real WebSockets against its own server, on 127.0.0.1 only.
// node bench/room.mjs [--engine local|embedded] [--strategy naive] [--players 200] [--rate 3] [--seconds 6] [--think 50]
// Prints the time to settle beyond the think time, what a client received, and whether all saw the same account.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { fireSteadily, openRoom, quantile } from './crowd.mjs'

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'local' },
    strategy: { type: 'string', default: 'naive' },
    players: { type: 'string', default: '200' },
    rate: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
    think: { type: 'string', default: '50' },
  },
})
const [players, rate, seconds, think] = [values.players, values.rate, values.seconds, values.think].map(
  Number,
)

const main = fileURLToPath(new URL('../scripts/start.mjs', import.meta.url))
const server = spawn(
  process.execPath,
  [main, '--port', '0', '--host', '127.0.0.1', '--engine', values.engine],
  {
    stdio: ['ignore', 'pipe', 'inherit'],
  },
)
let port
for await (const line of createInterface(server.stdout)) {
  port = /localhost:(\d+)/.exec(line)?.[1]
  if (port) break
}
const joining = Date.now()
const { host, clients } = await openRoom(port, players, { strategy: values.strategy, thinkMs: think })
console.log(`${players} players joined in ${Date.now() - joining} ms; ${values.strategy} on ${values.engine}`)
for (const client of clients) Object.assign(client, { bytes: 0, frames: 0 })

const late = []
const end = performance.now() + seconds * 1000
const goesOn = () => performance.now() < end
await Promise.all(
  clients.map((client) => fireSteadily(client, rate, goesOn, ({ ms }) => late.push(ms - think))),
)
const { kbps, fps } = { kbps: clients[0].bytes / 1024 / seconds, fps: clients[0].frames / seconds }
const newest = Math.max(...clients.map(({ account }) => account.version))
while (clients.some(({ account }) => account.version < newest))
  await host.ask({ type: 'ping', sent: 0 }, 'pong')
const views = new Set(clients.map(({ account }) => JSON.stringify(account)))
const at = (share) => quantile(late, share).toFixed(1)
console.log(
  `${(late.length / seconds).toFixed(0)} transactions/s; settled after think time + ${at(0.5)} ms (median), ${at(0.99)} ms (99 %)`,
)
console.log(
  `a client received ${fps.toFixed(1)} frames/s, ${kbps.toFixed(0)} KiB/s; ${views.size === 1 ? 'all saw the same account' : `${views.size} DIFFERENT VIEWS`}`,
)
for (const client of [host, ...clients]) client.close()
server.kill('SIGTERM')
