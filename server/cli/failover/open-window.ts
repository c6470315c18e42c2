import { once } from 'node:events'
import { pino } from 'pino'
import { startNode } from '../../node.ts'
import type { Surroundings } from '../../terminal/run-command.ts'

/** Another server process's view of the room, to be watched in a browser. */
export interface Window {
  /** Says `what` and resolves with the next Enter, when there is nobody to press it, or when it is stopped. */
  enter(what: string): Promise<void>
  close(): Promise<void>
}

/** A node of its own in front of the same Redis: it finds out for itself, too. */
export async function openWindow(url: string, code: string, { stdout, stop }: Surroundings): Promise<Window> {
  const node = await startNode({ port: 0, engine: 'external', redisUrl: url, log: pino({ level: 'silent' }) })
  const [address = `http://localhost:${node.port}`] = node.addresses
  stdout.write(`\n  Watch it: ${address}/r/${code}/screen\n`)
  return {
    async enter(what) {
      stdout.write(`  ${what}\n`)
      const { stdin } = process
      if (stdin.readableEnded) return
      stdin.resume()
      await Promise.race([once(stdin, 'data', { signal: stop }), once(stdin, 'end', { signal: stop })]).catch(
        () => {},
      )
      stdin.pause()
    },
    async close() {
      await node.close()
    },
  }
}
