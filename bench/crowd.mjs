// Scripted players on real WebSockets, for the benchmarks.
import { nanoid } from 'nanoid'
import { WebSocket } from 'ws'

/** The first bytes of a frame. Most messages are frames and only the last one matters, so frames are not parsed. */
const FRAME = Buffer.from('{"type":"frame"')
/** Minimal milliseconds between two messages of one connection: a server allows 40 a second. */
const GAP_MS = 26

/** A client that keeps its measurements and the last account it was told. */
export class Client {
  bytes = 0
  frames = 0
  #waiting = new Map()
  #newest
  #account
  #protocol
  #code
  #firedAt = 0

  constructor(port) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/ws`)
    this.socket.on('message', (data) => this.#received(data))
    this.socket.on('error', (error) => this.#fail(error))
    this.socket.on('close', (code) => this.#fail(new Error(`the connection was closed: ${code}`)))
  }

  /** Opens a client and waits for `greeted`. */
  static async open(port) {
    const client = new Client(port)
    client.#protocol = (await client.next('greeted')).protocol
    return client
  }

  /** The last account that the server told. */
  get account() {
    if (this.#newest) this.#account = JSON.parse(this.#newest).account
    this.#newest = undefined
    return this.#account
  }

  get code() {
    return this.#code
  }

  /** The next message of a type, or with a transaction's id. */
  next(what) {
    return new Promise((resolve, reject) => this.#waiting.set(what, { resolve, reject }))
  }

  ask(message, answer) {
    const answered = this.next(answer)
    this.socket.send(JSON.stringify(message))
    return answered
  }

  enter(code, seat, hostToken) {
    this.#code = code
    const message = { type: 'enter', protocol: this.#protocol, code, seat, ...(hostToken && { hostToken }) }
    return this.ask(message, 'snapshot')
  }

  /** Fires, not faster than allowed, and waits for the outcome. Returns milliseconds and whether it was applied. */
  async fire() {
    const wait = this.#firedAt + GAP_MS - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    const tx = nanoid()
    const amount = Math.random() < 0.5 ? 50 : -150
    const firedAt = performance.now()
    this.#firedAt = firedAt
    const answer = await this.ask({ type: 'fire', tx, amount, epoch: 1 }, tx)
    return { ms: performance.now() - firedAt, applied: answer.receipt?.outcome === 'applied' }
  }

  close() {
    this.socket.removeAllListeners('close')
    this.socket.terminate()
  }

  #received(data) {
    this.bytes += data.length
    if (data.subarray(0, FRAME.length).equals(FRAME)) {
      this.frames += 1
      this.#newest = data
      return this.#answer('frame', data)
    }
    const message = JSON.parse(data)
    if (message.type === 'snapshot') this.#newest = data
    if (message.type === 'error' && !message.tx) this.#fail(new Error(message.message))
    // After `checking` the outcome is still to come.
    else if (message.type !== 'checking') this.#answer(message.tx ?? message.type, message)
  }

  #answer(what, message) {
    this.#waiting.get(what)?.resolve(message)
    this.#waiting.delete(what)
  }

  #fail(error) {
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

/** Opens a room with these settings and this many players; the host only watches. */
export async function openRoom(port, players, settings) {
  const host = await Client.open(port)
  const { code, hostToken } = await host.ask({ type: 'create' }, 'created')
  await host.enter(code, { kind: 'screen' }, hostToken)
  await host.ask({ type: 'configure', jitterMs: 0, ...settings }, 'frame')
  const clients = await Promise.all(
    Array.from({ length: players }, async (_, i) => {
      const client = await Client.open(port)
      await client.enter(code, { kind: 'new', nickname: `player ${i + 1}` })
      return client
    }),
  )
  return { code, host, clients }
}

/** Fires `rate` times a second without waiting for outcomes; `onSettled` gets each outcome. */
export async function fireSteadily(client, rate, goesOn, onSettled) {
  const waits = []
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, ((0.5 + Math.random()) * 1000) / rate))
    if (!goesOn()) return Promise.all(waits)
    waits.push(client.fire().then(onSettled))
  }
}

/** Fires again as soon as the last transaction is settled. */
export async function fireAgain(client, goesOn, onSettled) {
  while (goesOn()) onSettled(await client.fire())
}

/** The value below which `share` (0 to 1) of the numbers are. */
export const quantile = (numbers, share) =>
  numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))]

export const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0)
