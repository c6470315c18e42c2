import { Claims } from '../../shared/proof/claims.ts'
import type { Strategy } from '../account/account.ts'
import { isNeed, NEEDS_KNOWN } from '../account/needs.ts'
import { Host, type HostOptions } from './host.ts'
import { StrategyProblem } from './strategy-problem.ts'

/** A participant's strategy, run in threads of its own. */
export interface HostedStrategy extends Strategy {
  fresh(): Strategy
  idle(): Promise<void>
  /** Lets the transactions under way come to their end, and then the threads. */
  retire(): void
  /** Ends the threads now, and with them whatever is under way. */
  close(): Promise<void>
}

export interface HostedOptions extends Pick<HostOptions, 'file' | 'code' | 'onOutput'> {
  /** What went wrong since it was loaded, more than once perhaps. */
  onProblem(problem: StrategyProblem): void
}

const LONGEST_TITLE = 80
/** Memories in one thread, none of which it can forget: then the next ones get a new thread. */
const MEMORIES = 500
/** Milliseconds without a transaction after which a thread for such memories is let go. */
const LAB_IDLE_MS = 5000

/** Imports the file. Rejects with `StrategyProblem` when that fails or it exports the wrong thing. */
export async function hostStrategy(options: HostedOptions): Promise<HostedStrategy> {
  const { file, onProblem } = options
  const hostOptions: HostOptions = { ...options, onEnd: onProblem, onMistake: onProblem }
  const house = new Host({
    ...hostOptions,
    onEnd: (problem) => {
      if (loaded) onProblem(problem)
    },
  })
  let loaded = false
  let retired = false
  let lab: Lab | undefined
  const labs = new Set<Lab>()

  const { title: full, claims: told, needs } = await house.load()
  const title = full.trim().replaceAll(/\s+/g, ' ')
  const claims = told === undefined ? undefined : claimsIn(file, told)
  const unknown = needs !== undefined && !isNeed(needs)
  if (claims instanceof StrategyProblem || title.length > LONGEST_TITLE || unknown) {
    void house.close()
    if (claims instanceof StrategyProblem) throw claims
    if (unknown) throw new StrategyProblem(`${file}: it may need ${NEEDS_KNOWN}, and it says "${needs}".`)
    throw new StrategyProblem(`${file}: its title is longer than ${LONGEST_TITLE} characters.`)
  }
  loaded = true
  const about = { title, ...(claims && { claims }), ...(isNeed(needs) && { needs }) }

  /** Memories of single explorations live in other threads than the one that players use. */
  function currentLab(): Lab {
    if (!lab || lab.closed || lab.memories >= MEMORIES) {
      const opened = openLab(hostOptions, () => labs.delete(opened))
      lab = opened
      labs.add(opened)
    }
    return lab
  }
  function endIfRetired(): void {
    if (retired && house.calls === 0) void house.close()
  }
  return {
    ...about,
    async update(account, tx, step) {
      try {
        return await house.run(0, account, tx, step)
      } finally {
        endIfRetired()
      }
    },
    idle: () => house.rest(),
    fresh() {
      let home: Lab | undefined
      let memory = 0
      return {
        ...about,
        async update(account, tx, step) {
          if (retired) throw new StrategyProblem(`${file}: it was taken away.`)
          if (!home || home.closed) {
            home = currentLab()
            memory = ++home.memories
          }
          return home.run(memory, account, tx, step)
        },
        idle: async () => home?.rest(),
      }
    },
    retire() {
      retired = true
      endIfRetired()
    },
    async close() {
      retired = true
      await Promise.all([house.close(), ...[...labs].map((one) => one.close())])
    },
  }
}

/** A thread for memories that are used for a moment. It ends when nobody has used it for a while. */
interface Lab extends Pick<Host, 'run' | 'rest' | 'close'> {
  memories: number
  readonly closed: boolean
}

function openLab(options: HostOptions, onClose: () => void): Lab {
  const host = new Host({
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
        if (host.calls === 0) timer = setTimeout(close, LAB_IDLE_MS).unref()
      }
    },
    rest: () => host.rest(),
    close,
  }
}

function claimsIn(file: string, told: unknown): Claims | StrategyProblem {
  const { success, data, error } = Claims.safeParse(told)
  if (success) return data
  const [issue] = error.issues
  return new StrategyProblem(
    `${file}: its claims do not fit: ${issue?.path.join('.')}: ${issue?.message}. They may be left out.`,
  )
}
