import { Worker } from 'node:worker_threads'
import { problemOfThrown, StrategyProblem, type ThrownError } from './strategy-problem.ts'
import type { FromThread, ToThread } from './thread-messages.ts'

export interface StrategyThreadOptions {
  /** The file's name. */
  file: string
  /** JavaScript. */
  code: string
  onMessage(message: Exclude<FromThread, { kind: 'pong' }>): void
  /** Called four times a second while a transaction runs. Throws `StrategyProblem` when it takes too long. */
  onTick(): void
  /** The thread has ended because of that problem. */
  onEnd(problem: StrategyProblem): void
  /** Text that the strategy prints. */
  onOutput(text: string): void
}

/** A participant's file in a thread of its own, with limits on time, memory and output. */
export interface StrategyThread {
  post(message: ToThread): void
  /** Whether work is running. A busy thread keeps the process alive and is checked more often. */
  busy: boolean
  /** Ends the thread and reports that problem. */
  end(problem: StrategyProblem): void
  /** Ends the thread without a report. */
  close(): Promise<void>
}

const TICK_MS = 250
const IDLE_TICK_MS = 2000
/** Ticks without an answer after which the thread counts as hanging: two seconds. Ticks do not count a machine's sleep. */
const HUNG_TICKS = 8
/** Megabytes: the limit of the heap, and of the memory outside it. */
const MEMORY_MB = 64
/** Megabytes that the process may grow by while the thread is too busy to report its memory. */
const GROWTH_MB = 256
/** Megabytes that the strategy may print between two ticks. */
const PRINTED_MB = 32
const MB = 1024 * 1024

export function openStrategyThread(options: StrategyThreadOptions): StrategyThread {
  const { file } = options
  const worker = new Worker(new URL('./strategy-worker.js', import.meta.url), {
    name: file,
    workerData: { file, code: options.code },
    execArgv: [],
    // The server's own environment holds the password of its Redis.
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 16, stackSizeMb: 2 },
  })
  worker.unref()
  let started = false
  let busy = false
  let over = false
  let printed = 0
  let unanswered = 0
  let rss = 0
  let due = 0
  let timer: NodeJS.Timeout | undefined

  function end(problem: StrategyProblem): void {
    if (over) return
    void close()
    options.onEnd(problem)
  }
  async function close(): Promise<void> {
    over = true
    clearTimeout(timer)
    await worker.terminate()
  }
  /** Ends the thread on any error here: its messages caused it. */
  function attempt(work: () => void): void {
    try {
      work()
    } catch (error) {
      end(error instanceof StrategyProblem ? error : problemOfThrown(file, error as ThrownError))
    }
  }
  function received(message: FromThread): void {
    if (over) return
    if (message.kind === 'pong') {
      unanswered = 0
      if (message.held > MEMORY_MB * MB) throw tooMuch()
    } else options.onMessage(message)
  }
  const tooMuch = () => new StrategyProblem(`${file}: it uses more than ${MEMORY_MB} MB of memory.`)
  function tick(): void {
    if (unanswered === 0) rss = process.memoryUsage.rss()
    else if (process.memoryUsage.rss() - rss > GROWTH_MB * MB)
      throw new StrategyProblem(`${file}: it runs without a pause and uses up the memory.`)
    if (unanswered >= HUNG_TICKS)
      throw new StrategyProblem(
        `${file}: it hangs: its code has run for 2 s without a pause. Is there an endless loop?`,
      )
    if (printed > PRINTED_MB * MB) throw new StrategyProblem(`${file}: it prints without end.`)
    printed = 0
    // If this process itself is late, a silent thread need not hang.
    const late = performance.now() - due > TICK_MS
    if (!late) {
      options.onTick()
      unanswered += 1
    }
    post({ kind: 'ping' })
    next()
  }
  function next(): void {
    clearTimeout(timer)
    if (over || !started) return
    const ms = busy || unanswered > 1 ? TICK_MS : IDLE_TICK_MS
    due = performance.now() + ms
    timer = setTimeout(() => attempt(tick), ms)
    timer.unref()
  }
  const post = (message: ToThread): void => worker.postMessage(message)

  worker.on('message', (message: FromThread) => attempt(() => received(message)))
  worker.on('error', (error: unknown) => end(fatal(file, error)))
  worker.on('exit', (code) =>
    end(new StrategyProblem(`${file}: it ended its own thread, with exit code ${code}.`)),
  )
  for (const stream of [worker.stdout, worker.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      printed += text.length
      options.onOutput(text)
    })
  }
  // The first message says that the thread has started; checks begin then.
  worker.once('message', () => {
    started = true
    next()
  })
  return {
    post,
    get busy() {
      return busy
    },
    set busy(is) {
      if (busy === is || over) return
      busy = is
      if (is) worker.ref()
      else worker.unref()
      next()
    },
    end,
    close,
  }
}

function fatal(file: string, error: unknown): StrategyProblem {
  if ((error as NodeJS.ErrnoException)?.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new StrategyProblem(`${file}: it uses more than ${MEMORY_MB} MB of memory.`)
  if (error instanceof Error) return problemOfThrown(file, error)
  return problemOfThrown(file, {
    name: 'Error',
    message: `it threw ${String(error)}, which is not an Error.`,
  })
}
