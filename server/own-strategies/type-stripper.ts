import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { StrategyProblem } from './strategy-problem.ts'

/** Turns TypeScript into JavaScript: replaces types by spaces, so that every line and column stays the same. */
export interface TypeStripper {
  /** Throws `StrategyProblem` with the line when the file cannot be read as TypeScript. */
  strip(file: string, source: string): Promise<string>
  close(): Promise<void>
}

type StripperReply = { code: string } | { message: string; line: number }

/** Milliseconds: for the thread to start, for one file, and until an idle thread ends. */
const START_MS = 15_000
const FILE_MS = 2000
const IDLE_MS = 10_000

/**
 * Strips one file at a time, in a thread. A file that is too much for the parser costs only that thread: after very deep
 * nesting the parser never answers again, and some invalid files take it forever.
 */
export function createTypeStripper(): TypeStripper {
  let worker: Worker | undefined
  let queue: Promise<unknown> = Promise.resolve()
  let idle: NodeJS.Timeout | undefined

  async function end(): Promise<void> {
    clearTimeout(idle)
    const ended = worker
    worker = undefined
    await ended?.terminate()
  }
  async function start(): Promise<Worker> {
    const started = new Worker(new URL('./type-stripper-worker.js', import.meta.url), {
      name: 'type-stripper',
      execArgv: [],
      env: {},
    })
    // A caller that waits gets the `exit` event; an idle thread that ends is replaced by the next file.
    started.on('error', () => {})
    started.once('exit', () => {
      if (worker === started) worker = undefined
    })
    await message(started, START_MS)
    return started
  }
  async function strip(file: string, source: string): Promise<string> {
    clearTimeout(idle)
    worker ??= await start()
    worker.ref()
    worker.postMessage({ file, source })
    const reply = (await message(worker, FILE_MS).catch(async () => {
      await end()
      throw new StrategyProblem(`${file}: it cannot be read as TypeScript: is it nested very deeply?`)
    })) as StripperReply
    // An idle thread must not keep the process alive.
    worker?.unref()
    idle = setTimeout(end, IDLE_MS).unref()
    if ('code' in reply) return reply.code
    throw new StrategyProblem(`${file}:${reply.line}: ${reply.message.replace(/\.$/, '')}.`)
  }
  return {
    strip(file, source) {
      const done = queue.then(() => strip(file, source))
      queue = done.catch(() => {})
      return done
    },
    async close() {
      await queue
      await end()
    },
  }
}

/** The thread's next message. Rejects when it ends first, or after `ms` milliseconds. */
async function message(worker: Worker, ms: number): Promise<unknown> {
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(), ms)
  try {
    const ended = once(worker, 'exit', { signal: over.signal }).then(() => {
      throw new Error('the thread has ended')
    })
    const [first] = await Promise.race([once(worker, 'message', { signal: over.signal }), ended])
    return first
  } finally {
    clearTimeout(timer)
    over.abort()
  }
}
