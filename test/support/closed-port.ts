import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below the ports that systems choose for listeners and connections, so that none of these takes it meanwhile. */
const [FROM, TO] = [20_000, 32_000]

/** A free port of 127.0.0.1. Only a process that asks for this very number can take it. */
export async function closedPort(): Promise<number> {
  for (;;) {
    const port = FROM + Math.floor(Math.random() * (TO - FROM))
    const server = createServer().listen(port, '127.0.0.1')
    try {
      await once(server, 'listening')
    } catch {
      // The port is taken.
      continue
    }
    server.close()
    await once(server, 'close')
    return port
  }
}
