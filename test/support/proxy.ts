import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/**
 * What happens to a request. `mute`: it is forwarded and the connection never answers again. `cut-after`: the
 * connection is cut when the answer comes. `cut-before`: it is cut and nothing is forwarded. `halve`: half of it is
 * forwarded, then the connection is cut. `late`: the connection is cut, and the request arrives 900 ms later.
 */
export type Fault = 'mute' | 'cut-after' | 'cut-before' | 'halve' | 'late'
export const FAULTS: Fault[] = ['mute', 'cut-after', 'cut-before', 'halve', 'late']

const LATE_MS = 900

interface Pair {
  near: Socket
  far: Socket
  /** Nothing passes in either direction, and nothing closes. */
  silent: boolean
  mute: boolean
  cutOnAnswer: boolean
}

/** A TCP proxy before a Redis, which can fail as a network fails. */
export class RedisProxy {
  /** Called for every chunk that clients send: answers the fault that hits it. */
  fault: (request: string) => Fault | undefined = () => undefined
  readonly #target: number
  readonly #pairs = new Set<Pair>()
  #server: Server | undefined
  #port = 0

  static async open(target: number): Promise<RedisProxy> {
    const proxy = new RedisProxy(target)
    await proxy.listen()
    return proxy
  }

  private constructor(target: number) {
    this.#target = target
  }

  get url(): string {
    return `redis://127.0.0.1:${this.#port}`
  }

  get port(): number {
    return this.#port
  }

  /** Takes connections; after `away`, takes them again on the same port. */
  async listen(): Promise<void> {
    if (this.#server) return
    this.#server = createServer((near) => this.#accept(near)).listen(this.#port, '127.0.0.1')
    await once(this.#server, 'listening')
    this.#port = (this.#server.address() as AddressInfo).port
  }

  /** As if Redis was stopped: all connections end, and no new one is taken. */
  async away(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    for (const pair of [...this.#pairs]) this.#cut(pair)
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()))
  }

  /** Present connections stay open but are never answered again; new ones work. */
  blackHole(): void {
    for (const pair of this.#pairs) pair.silent = true
  }

  close(): Promise<void> {
    return this.away()
  }

  #accept(near: Socket): void {
    const far = connect(this.#target, '127.0.0.1')
    const pair: Pair = { near, far, silent: false, mute: false, cutOnAnswer: false }
    this.#pairs.add(pair)
    for (const socket of [near, far]) {
      socket.setNoDelay(true)
      socket.on('error', () => {})
    }
    near.on('close', () => far.end())
    far.on('close', () => near.destroy())
    near.on('close', () => this.#pairs.delete(pair))
    near.on('data', (chunk) => this.#asked(pair, chunk))
    far.on('data', (chunk) => {
      if (pair.cutOnAnswer) this.#cut(pair)
      else if (!pair.silent && !pair.mute) near.write(chunk)
    })
  }

  #asked(pair: Pair, chunk: Buffer): void {
    if (pair.silent) return
    const fault = this.fault(chunk.toString('latin1'))
    switch (fault) {
      case undefined:
        pair.far.write(chunk)
        return
      case 'mute':
        pair.mute = true
        pair.far.write(chunk)
        return
      case 'cut-after':
        pair.cutOnAnswer = true
        pair.far.write(chunk)
        return
      case 'cut-before':
        this.#cut(pair)
        return
      case 'halve':
        pair.far.write(chunk.subarray(0, chunk.length >> 1), () => this.#cut(pair))
        return
      case 'late':
        pair.near.removeAllListeners('close')
        this.#pairs.delete(pair)
        pair.near.destroy()
        setTimeout(() => pair.far.end(chunk), LATE_MS)
        return
      default:
        fault satisfies never
    }
  }

  #cut(pair: Pair): void {
    this.#pairs.delete(pair)
    pair.near.destroy()
    pair.far.destroy()
  }
}
