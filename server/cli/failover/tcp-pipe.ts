import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A loopback port that forwards to another one. */
export interface TcpPipe {
  readonly port: number
  /** Forwards new connections to that port, and ends all current ones. */
  lead(port: number): void
  /**
   * Acts like a cut cable: no more data passes in either direction, and neither end gets an error. Connections stay
   * open; new ones are accepted and never answered.
   */
  hold(): void
  close(): Promise<void>
}

interface Pair {
  near: Socket
  far: Socket
}

export async function openTcpPipe(target: number): Promise<TcpPipe> {
  const pairs = new Set<Pair>()
  let to = target
  let held = false

  function end(pair: Pair): void {
    pairs.delete(pair)
    pair.near.destroy()
    pair.far.destroy()
  }
  const server = createServer((near) => {
    const pair = { near, far: connect(to, '127.0.0.1') }
    pairs.add(pair)
    for (const [from, into] of [
      [pair.near, pair.far],
      [pair.far, pair.near],
    ] as const) {
      from.setNoDelay(true)
      from.on('error', () => {})
      from.on('close', () => {
        if (!held) end(pair)
      })
      from.on('data', (chunk) => {
        if (!held) into.write(chunk)
      })
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    lead(port) {
      to = port
      for (const pair of [...pairs]) end(pair)
    },
    hold() {
      held = true
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const pair of [...pairs]) end(pair)
      await closed
    },
  }
}
