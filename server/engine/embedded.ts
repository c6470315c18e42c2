import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { parseUrl } from './endpoint.ts'
import { type Engine, EngineError, reasonOf } from './engine.ts'

/**
 * Starts the server written in JavaScript, in a worker thread, so that a slow script does not delay our sockets.
 * @throws EngineError when the worker does not start.
 */
export async function openEmbedded(): Promise<Engine> {
  const worker = new Worker(new URL('./embedded-worker.js', import.meta.url), {
    name: 'embedded-redis',
    execArgv: [],
  })
  const ended = new Promise<string>((resolve) => {
    worker.once('error', (error) => resolve(reasonOf(error)))
    worker.once('exit', (code) => resolve(`it ended with code ${code}`))
  })
  const port = await Promise.race([
    new Promise<number>((resolve) => worker.once('message', resolve)),
    ended.then((how) => {
      throw new EngineError(
        `The embedded engine (js-redis-server) did not start: ${how}. Is "npm ci" complete?`,
      )
    }),
  ])
  // Like the local server's process, it must not keep our process running.
  worker.unref()
  let closed: Promise<void> | undefined
  return {
    kind: 'embedded',
    name: `embedded js-redis-server ${packageVersion()}`,
    endpoint: parseUrl(`redis://127.0.0.1:${port}`),
    url: `redis://127.0.0.1:${port}`,
    cli: `redis-cli -p ${port}`,
    died: new Promise((resolve) => {
      void ended.then((how) => {
        if (!closed) resolve(`The embedded engine (js-redis-server) stopped: ${how}.`)
      })
    }),
    close() {
      closed ??= worker.terminate().then(() => {})
      return closed
    },
  }
}

/** The package does not export its package.json, so this reads the file next to the entry that it exports. */
function packageVersion(): string {
  const entry = createRequire(import.meta.url).resolve('js-redis-server')
  const { version } = JSON.parse(readFileSync(join(dirname(entry), '../package.json'), 'utf8'))
  return String(version)
}
