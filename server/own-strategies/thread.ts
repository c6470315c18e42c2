import { Worker } from 'node:worker_threads'
import type { FromThread, ToThread } from './messages.ts'
import { StrategyProblem, type Thrown, thrownBy } from './strategy-problem.ts'

export interface ThreadOptions {
  /** The file's name. */
  file: string
  /** JavaScript. */
  code: string
  onMessage(message: Exclude<FromThread, { kind: 'pong' }>): void
  /** Four times a second while something is under way. Throws `StrategyProblem` when it goes on too long. */
  onTick(): void
  /** It has come to an end that nobody asked for. */
  onEnd(problem: StrategyProblem): void
  /** What it prints. */
  onOutput(text: string): void
}

/** One file of somebody else's code, in a thread of its own that may use up nothing but that thread. */
export interface Thread {
  post(message: ToThread): void
  /** Whether something is under way: it keeps the process up then, and is looked at more often. */
  busy: boolean
  /** Ends it with that problem. */
  end(problem: StrategyProblem): void
  /** Ends it without a word. */
  close(): Promise<void>
}

const TICK_MS = 250
const IDLE_TICK_MS = 2000
/** Ticks without an answer after which the thread is taken for hanging: two seconds. Counted, so that a machine that slept hangs nobody. */
const HUNG_TICKS = 8
/** Megabytes, of heap and beside it. */
const MEMORY_MB = 64
/** What the process may grow by while the thread is too busy to say how much it holds. */
const GROWTH_MB = 256
/** What it may print between two ticks. */
const PRINTED_MB = 32
const MB = 1024 * 1024

export function openThread(options: ThreadOptions): Thread {
  const { file } = options
  const worker = new Worker(new URL('./strategy-worker.js', import.meta.url), {
    name: file,
    workerData: { file, code: options.code },
    execArgv: [],
    // The server's own has the password of its Redis in it.
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
  /** Whatever goes wrong here is the thread's doing: it said what it should not have. */
  function attempt(work: () => void): void {
    try {
      work()
    } catch (error) {
      end(error instanceof StrategyProblem ? error : thrownBy(file, error as Thrown))
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
      throw new StrategyProblem(`${file}: it is busy without a pause, and memory runs out meanwhile.`)
    if (unanswered >= HUNG_TICKS)
      throw new StrategyProblem(
        `${file}: it hangs: its code has run for 2 s without a pause. Is there an endless loop?`,
      )
    if (printed > PRINTED_MB * MB) throw new StrategyProblem(`${file}: it prints without end.`)
    printed = 0
    // Where this process itself comes late, the thread need not hang.
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
    end(new StrategyProblem(`${file}: it ended its own thread, with code ${code}.`)),
  )
  for (const stream of [worker.stdout, worker.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      printed += text.length
      options.onOutput(text)
    })
  }
  // It tells when it has started, and is looked at from then on.
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
  if (error instanceof Error) return thrownBy(file, error)
  return thrownBy(file, { name: 'Error', message: `it threw ${String(error)}, which is no error.` })
}
