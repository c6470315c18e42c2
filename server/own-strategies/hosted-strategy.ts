import { Claims } from '../../shared/proof/claims.ts'
import { type Strategy, WroteNothing } from '../account/account.ts'
import { StrategyHost, type StrategyHostOptions } from './strategy-host.ts'
import { StrategyProblem } from './strategy-problem.ts'
import type { ExportedStrategy } from './thread-messages.ts'

/** A participant's strategy, run in threads of its own. */
export interface HostedStrategy extends Strategy {
  claims?: Claims
  fresh(): Strategy
  idle(): Promise<void>
  /** Ends the threads after the running transactions have ended. */
  retire(): void
  /** Ends the threads and their running transactions now. */
  close(): Promise<void>
}

export interface HostedOptions extends Pick<StrategyHostOptions, 'file' | 'code' | 'onOutput'> {
  /** The strategy cannot be used as it is. May be called more than once. */
  onProblem(problem: StrategyProblem): void
  /** A transaction failed with `WroteNothing`. The strategy stays in use: other transactions may succeed. */
  onMistake(problem: StrategyProblem): void
}

const LONGEST_TITLE = 80
/** Memories (module copies) in one thread, which never frees them; the next ones get a new thread. */
const MEMORIES = 500
/** Milliseconds without a transaction after which such a thread ends. */
const EXPLORER_IDLE_MS = 5000

/** Imports the file. Rejects with `StrategyProblem` when that fails or it exports the wrong thing. */
export async function hostStrategy(options: HostedOptions): Promise<HostedStrategy> {
  const { file, onProblem } = options
  const hostOptions: StrategyHostOptions = {
    ...options,
    onEnd: onProblem,
    onMistake: (problem, kept) =>
      kept instanceof WroteNothing ? options.onMistake(problem) : onProblem(problem),
  }
  const host = new StrategyHost({
    ...hostOptions,
    onEnd: (problem) => {
      if (loaded) onProblem(problem)
    },
  })
  let loaded = false
  let retired = false
  let newest: ExplorerThread | undefined
  const explorerThreads = new Set<ExplorerThread>()

  const exported = await host.load()
  let exports: StrategyExports
  try {
    exports = checkedExports(file, exported)
  } catch (error) {
    void host.close()
    throw error
  }
  loaded = true

  /** The thread for the memories of explorations, separate from the thread that players use. */
  function currentExplorerThread(): ExplorerThread {
    if (!newest || newest.closed || newest.memories >= MEMORIES) {
      const opened = openExplorerThread(hostOptions, () => explorerThreads.delete(opened))
      newest = opened
      explorerThreads.add(opened)
    }
    return newest
  }
  function endIfRetired(): void {
    if (retired && host.calls === 0) void host.close()
  }
  return {
    ...exports,
    async update(account, tx, step) {
      try {
        return await host.run(0, account, tx, step)
      } finally {
        endIfRetired()
      }
    },
    idle: () => host.rest(),
    fresh() {
      let thread: ExplorerThread | undefined
      let memory = 0
      return {
        ...exports,
        async update(account, tx, step) {
          if (retired) throw new StrategyProblem(`${file}: it is no longer loaded.`)
          if (!thread || thread.closed) {
            thread = currentExplorerThread()
            memory = ++thread.memories
          }
          return thread.run(memory, account, tx, step)
        },
        idle: async () => thread?.rest(),
      }
    },
    retire() {
      retired = true
      endIfRetired()
    },
    async close() {
      retired = true
      await Promise.all([host.close(), ...[...explorerThreads].map((one) => one.close())])
    },
  }
}

/** A thread for short-lived memories. It ends when unused for `EXPLORER_IDLE_MS`. */
interface ExplorerThread extends Pick<StrategyHost, 'run' | 'rest' | 'close'> {
  memories: number
  readonly closed: boolean
}

function openExplorerThread(options: StrategyHostOptions, onClose: () => void): ExplorerThread {
  const host = new StrategyHost({
    ...options,
    onEnd: (problem) => {
      onClose()
      options.onEnd(problem)
    },
  })
  let timer: NodeJS.Timeout | undefined
  async function close(): Promise<void> {
    clearTimeout(timer)
    onClose()
    await host.close()
  }
  return {
    memories: 0,
    get closed() {
      return host.ended
    },
    async run(memory, account, tx, step) {
      clearTimeout(timer)
      try {
        return await host.run(memory, account, tx, step)
      } finally {
        clearTimeout(timer)
        if (host.calls === 0) timer = setTimeout(close, EXPLORER_IDLE_MS).unref()
      }
    },
    rest: () => host.rest(),
    close,
  }
}

type StrategyExports = Pick<Strategy, 'title' | 'needs' | 'takesBack' | 'file'> & { claims?: Claims }

/** The file's exports other than `update`. Throws `StrategyProblem` when one is not valid. */
function checkedExports(
  file: string,
  { title: full, claims, needs, takesBack = true }: ExportedStrategy,
): StrategyExports {
  const title = full.trim().replaceAll(/\s+/g, ' ')
  const unfit = (why: string) => new StrategyProblem(`${file}: ${why}`)
  if (title.length > LONGEST_TITLE) throw unfit(`its title is longer than ${LONGEST_TITLE} characters.`)
  if (needs !== undefined && needs !== 'set-ifeq')
    throw unfit(`needs is ${JSON.stringify(needs)}: it must be 'set-ifeq', or left out.`)
  if (typeof takesBack !== 'boolean')
    throw unfit(`its takesBack is ${JSON.stringify(takesBack)}: it must be false, or left out.`)
  const parsed = claims === undefined ? undefined : Claims.safeParse(claims)
  if (parsed && !parsed.success) {
    const [issue] = parsed.error.issues
    throw unfit(
      `its claims are not valid: ${issue?.path.join('.')}: ${issue?.message}. They may be left out.`,
    )
  }
  return { title, file, takesBack, ...(needs && { needs }), ...(parsed?.data && { claims: parsed.data }) }
}
