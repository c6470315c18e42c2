// Scripted players on real WebSockets, for what is measured here.
import { nanoid } from 'nanoid'
import { WebSocket } from 'ws'

/** How a frame begins. Frames are most of what arrives, and only the last one matters: so they are not parsed. */
const FRAME = Buffer.from('{"type":"frame"')
/** Milliseconds between two messages of one connection at least: a server allows 40 a second. */
const GAP_MS = 26

/** A client that keeps what it measures and the last account it was told. */
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

  /** One that was greeted. */
  static async open(port) {
    const client = new Client(port)
    client.#protocol = (await client.next('greeted')).protocol
    return client
  }

  /** The account as it was last told. */
  get account() {
    if (this.#newest) this.#account = JSON.parse(this.#newest).account
    this.#newest = undefined
    return this.#account
  }

  get code() {
    return this.#code
  }

  /** The next message of a type, or about a transaction. */
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

  /** Fires, not faster than is allowed, and waits for the outcome: how long it took, and whether it was applied. */
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
    // Its outcome is still to come.
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

/** A room with those settings and as many players; its host watches. */
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

/** A client fires `rate` times a second, whether or not it hears; `onSettled` is told of each outcome. */
export async function fireSteadily(client, rate, goesOn, onSettled) {
  const waits = []
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, ((0.5 + Math.random()) * 1000) / rate))
    if (!goesOn()) return Promise.all(waits)
    waits.push(client.fire().then(onSettled))
  }
}

/** A client fires again as soon as it hears. */
export async function fireAgain(client, goesOn, onSettled) {
  while (goesOn()) onSettled(await client.fire())
}

/** The value below which that share of them is. */
export const quantile = (numbers, share) =>
  numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))]

export const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0)
