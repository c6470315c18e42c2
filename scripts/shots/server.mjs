import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from '../build.mjs'

/** The address for phones as the pictures show it: like one of a classroom's network. */
const SHOWN = 'http://192.168.1.20:3000'

/** A server of its own for the pictures; it keeps no records and takes no settings from the environment. */
export async function startServer() {
  const { PATH, HOME } = process.env
  const child = spawn(
    process.execPath,
    [
      join(ROOT, 'scripts/start-built.mjs'),
      ...['--port', '0', '--host', '127.0.0.1', '--keep', 'none', '--public-url', SHOWN],
    ],
    { env: { PATH, HOME }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = once(child, 'exit')
  process.once('exit', () => child.kill('SIGKILL'))
  for await (const line of createInterface(child.stdout)) {
    const port = /localhost:(\d+)/.exec(line)?.[1]
    if (!port) continue
    child.stdout.resume()
    return {
      base: `http://127.0.0.1:${port}`,
      async stop() {
        child.kill('SIGTERM')
        await ended
      },
    }
  }
  throw new Error('The server ended before it was ready.')
}
