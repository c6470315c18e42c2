import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ChildServer, startChildServer } from '../../server/engine/child-server.ts'
import { redisServerPath } from './machine.ts'

/** Server processes of one test, and a folder for their files. `close` ends and removes them. */
export class Processes {
  readonly folder = mkdtempSync(join(tmpdir(), 'bank-run-test-'))
  readonly #servers: ChildServer[] = []

  /** Starts a Redis with these arguments, or with a configuration file as the only one, which it may rewrite. */
  async redis(...args: string[]): Promise<ChildServer> {
    const server = await startChildServer(redisServerPath ?? 'redis-server', args)
    this.#servers.push(server)
    return server
  }

  readonly file = (name: string, text: string): string => {
    const path = join(this.folder, name)
    writeFileSync(path, text)
    return path
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.stop()))
    rmSync(this.folder, { recursive: true, force: true })
  }
}
