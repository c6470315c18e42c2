import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below those that systems give to who asks for any port, and to connections: none of them takes it meanwhile. */
const [FROM, TO] = [20_000, 32_000]

/** A port of 127.0.0.1 on which nobody listens, nor will before somebody asks for just this one. */
export async function closedPort(): Promise<number> {
  for (;;) {
    const port = FROM + Math.floor(Math.random() * (TO - FROM))
    const server = createServer().listen(port, '127.0.0.1')
    try {
      await once(server, 'listening')
    } catch {
      // Somebody listens there.
      continue
    }
    server.close()
    await once(server, 'close')
    return port
  }
}
