// What a full room costs: scripted players on real WebSockets against a server of its own, on 127.0.0.1 only.
// node bench/room.mjs [--engine local|embedded] [--strategy naive] [--players 200] [--rate 3] [--seconds 6] [--think 50]
// Prints how long a settled transaction took beyond the think time, what a client received, and whether all saw the same.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { nanoid } from 'nanoid'
import { WebSocket } from 'ws'

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

/** A client that keeps what it measures and the last account it was told. */
class Client {
  bytes = 0
  frames = 0
  account
  settled = new Map()
  #waiting = new Map()
  constructor(port) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/ws`)
    this.socket.on('message', (data) => {
      this.bytes += data.length
      const message = JSON.parse(data)
      if (message.account) this.account = message.account
      if (message.type === 'frame') this.frames += 1
      if (message.tx) this.settled.set(message.tx, Date.now())
      this.#waiting.get(message.tx ?? message.type)?.(message)
      this.#waiting.delete(message.tx ?? message.type)
    })
  }
  /** The next message of a type, or about a transaction. */
  next(what) {
    return new Promise((resolve) => this.#waiting.set(what, resolve))
  }
  ask(message, answer) {
    const answered = this.next(answer)
    this.socket.send(JSON.stringify(message))
    return answered
  }
}

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
async function open() {
  const client = new Client(port)
  await client.next('greeted')
  return client
}
const enter = (client, code, seat, hostToken) =>
  client.ask({ type: 'enter', protocol: 2, code, seat, ...(hostToken && { hostToken }) }, 'snapshot')

const host = await open()
const { code, hostToken } = await host.ask({ type: 'create' }, 'created')
await enter(host, code, { kind: 'screen' }, hostToken)
await host.ask({ type: 'configure', strategy: values.strategy, thinkMs: think, jitterMs: 0 }, 'frame')
const joining = Date.now()
const clients = await Promise.all(
  Array.from({ length: players }, async (_, i) => {
    const client = await open()
    await enter(client, code, { kind: 'new', nickname: `player ${i + 1}` })
    return client
  }),
)
console.log(`${players} players joined in ${Date.now() - joining} ms; ${values.strategy} on ${values.engine}`)
for (const client of clients) Object.assign(client, { bytes: 0, frames: 0 })

const waits = []
const end = Date.now() + seconds * 1000
async function play(client) {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, ((0.5 + Math.random()) * 1000) / rate))
    if (Date.now() > end) return
    const tx = nanoid()
    const sent = Date.now()
    const amount = Math.random() < 0.5 ? 50 : -150
    waits.push(client.ask({ type: 'fire', tx, amount, epoch: 1 }, tx).then(() => Date.now() - sent - think))
  }
}
await Promise.all(clients.map(play))
const late = (await Promise.all(waits)).sort((a, b) => a - b)
const { kbps, fps } = { kbps: clients[0].bytes / 1024 / seconds, fps: clients[0].frames / seconds }
const newest = Math.max(...clients.map(({ account }) => account.version))
while (clients.some(({ account }) => account.version < newest))
  await host.ask({ type: 'ping', sent: 0 }, 'pong')
const views = new Set(clients.map(({ account }) => JSON.stringify(account)))
const at = (share) => late[Math.floor(late.length * share)]
console.log(
  `${(late.length / seconds).toFixed(0)} transactions/s; settled after think time + ${at(0.5)} ms (median), ${at(0.99)} ms (99 %)`,
)
console.log(
  `a client received ${fps.toFixed(1)} frames/s, ${kbps.toFixed(0)} KiB/s; ${views.size === 1 ? 'all saw the same account' : `${views.size} DIFFERENT VIEWS`}`,
)
for (const client of [host, ...clients]) client.socket.terminate()
server.kill('SIGTERM')
