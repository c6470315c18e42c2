import { once } from 'node:events'
import { pino } from 'pino'
import { startNode } from '../../node.ts'
import type { Surroundings } from '../../terminal/run-command.ts'

/** A view of the room in a browser, served by another node. */
export interface RoomViewer {
  /** Prints `what`. Resolves at the next Enter, at the end of stdin, or when the command is stopped. */
  enter(what: string): Promise<void>
  close(): Promise<void>
}

/** Starts another node on the same Redis; it detects the rollback by itself, too. */
export async function openRoomViewer(
  url: string,
  code: string,
  { stdout, stop }: Surroundings,
): Promise<RoomViewer> {
  const node = await startNode({ port: 0, engine: 'external', redisUrl: url, log: pino({ level: 'silent' }) })
  const { phones, here } = node.addresses.now
  stdout.write(`\n  Watch it: ${phones[0] ?? here}/r/${code}/screen\n`)
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
