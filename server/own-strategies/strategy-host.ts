import type { Transaction } from '../../shared/journal.ts'
import { type Account, type Step, StrategyMistake } from '../account/account.ts'
import { RefusedByRedis } from '../redis/wire.ts'
import { HostedCall } from './hosted-call.ts'
import { placeIn, problemOfThrown, StrategyProblem } from './strategy-problem.ts'
import { openStrategyThread, type StrategyThread } from './strategy-thread.ts'
import type { ExportedStrategy, FromThread } from './thread-messages.ts'

export interface StrategyHostOptions {
  file: string
  /** JavaScript. */
  code: string
  /** The thread has ended; the strategy cannot run any more. */
  onEnd(problem: StrategyProblem): void
  /** The strategy made a transaction fail; others go on. `kept`: the error that the account threw, if it did. */
  onMistake(problem: StrategyProblem, kept: unknown): void
  onOutput(text: string): void
}

interface Loading {
  ticks: number
  resolve(exported: ExportedStrategy): void
  reject(error: unknown): void
}

/** Ticks in which all transactions of one memory wait for each other and none makes progress: two seconds. */
const STUCK_TICKS = 8
const LOAD_TICKS = 8

/** Runs a strategy's file in a thread of its own and tracks its running transactions. */
export class StrategyHost {
  readonly #options: StrategyHostOptions
  readonly #thread: StrategyThread
  readonly #calls = new Map<number, { instance: number; call: HostedCall<unknown> }>()
  readonly #holds = new Map<number, () => void>()
  readonly #rests = new Map<number, () => void>()
  #ended: StrategyProblem | undefined
  #loading: Loading | undefined
  #last = 0
  /** Messages sent either way, except `load`, pings and the messages about rest. */
  #messageCount = 0

  constructor(options: StrategyHostOptions) {
    this.#options = options
    this.#thread = openStrategyThread({
      ...options,
      onMessage: (message) => this.#receive(message),
      onTick: () => this.#tick(),
      onEnd: (problem) => {
        this.#end(problem)
        options.onEnd(problem)
      },
    })
  }

  /** Transactions that are running. */
  get calls(): number {
    return this.#calls.size
  }
  get ended(): boolean {
    return this.#ended !== undefined
  }

  /** Imports the file and resolves with its exports. Rejects with a `StrategyProblem`. */
  load(): Promise<ExportedStrategy> {
    return new Promise((resolve, reject) => {
      this.#loading = { ticks: 0, resolve, reject }
      this.#thread.busy = true
      this.#thread.post({ kind: 'load' })
    })
  }

  /** Runs a transaction with the strategy's `update` in the module copy (the memory) of that instance. */
  async run<R>(instance: number, account: Account<R>, tx: Transaction, step: Step) {
    if (this.#ended) throw this.#ended
    const number = ++this.#last
    const call = new HostedCall<R>({
      file: this.#options.file,
      account,
      step,
      post: (message) => this.#post(message),
      hold: (release) => {
        const hold = ++this.#last
        this.#holds.set(hold, release)
        return hold
      },
    })
    this.#calls.set(number, { instance, call: call as HostedCall<unknown> })
    this.#thread.busy = true
    const { id, player, amount } = tx
    const { floor, maxAttempts } = account
    this.#post({ kind: 'call', call: number, instance, tx: { id, player, amount }, floor, maxAttempts })
    try {
      return await call.answer
    } finally {
      this.#calls.delete(number)
      this.#thread.busy = this.#calls.size > 0
    }
  }

  /** Resolves when the thread has nothing to do until the next answer. */
  async rest(): Promise<void> {
    for (let said = -1; said !== this.#messageCount && !this.#ended; ) {
      said = this.#messageCount
      await new Promise<void>((resolve) => {
        const rest = ++this.#last
        this.#rests.set(rest, resolve)
        this.#thread.post({ kind: 'rest', rest })
      })
      // Messages from the thread may have started work in this thread, too.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  async close(): Promise<void> {
    this.#end(new StrategyProblem(`${this.#options.file}: it is no longer loaded.`))
    await this.#thread.close()
  }

  #post(message: Parameters<StrategyThread['post']>[0]): void {
    this.#messageCount += 1
    this.#thread.post(message)
  }

  #receive(message: Exclude<FromThread, { kind: 'pong' }>): void {
    const { file, onMistake } = this.#options
    if (message.kind !== 'rested') this.#messageCount += 1
    switch (message.kind) {
      case 'ready':
        break
      case 'loaded':
        this.#loaded(({ resolve }) => resolve(message))
        break
      case 'unloadable':
        this.#thread.end(problemOfThrown(file, message.error))
        break
      case 'ask': {
        const { call } = this.#calls.get(message.call) ?? {}
        const refusal = { key: -1, name: 'Error', message: 'this transaction is over' }
        if (!call) this.#post({ kind: 'refusal', ask: message.ask, error: refusal })
        else call.request(message.ask, message.what).catch((error) => this.#thread.end(error))
        break
      }
      case 'freed':
        this.#calls.get(message.call)?.call.freed(message.ask)
        break
      case 'release':
        this.#holds.get(message.hold)?.()
        this.#holds.delete(message.hold)
        break
      case 'done':
        this.#calls.get(message.call)?.call.done(message.answer)
        break
      case 'threw': {
        const { call } = this.#calls.get(message.call) ?? {}
        const kept = call?.kept(message.error.key)
        const problem = problemOfThrown(file, message.error)
        if (kept instanceof StrategyMistake) kept.locate(placeIn(file, message.error.stack))
        if (kept === undefined || isMistake(kept)) onMistake(problem, kept)
        // For any other mistake, only the problem names the line.
        const isPlaced = kept instanceof StrategyMistake || !isMistake(kept)
        call?.fail(kept === undefined || !isPlaced ? problem : kept)
        break
      }
      case 'rested':
        this.#rests.get(message.rest)?.()
        this.#rests.delete(message.rest)
        break
      default:
        message satisfies never
    }
  }

  #tick(): void {
    const { file } = this.#options
    if (this.#loading && ++this.#loading.ticks > LOAD_TICKS)
      throw new StrategyProblem(`${file}: it hangs while loading: a top-level await never finishes.`)
    /** Per memory, the ticks since any of its transactions last made progress. */
    const quiet = new Map<number, number>()
    for (const { instance, call } of this.#calls.values()) {
      call.tick()
      quiet.set(instance, Math.min(quiet.get(instance) ?? Number.POSITIVE_INFINITY, call.quietTicks))
    }
    if (Math.max(0, ...quiet.values()) > STUCK_TICKS)
      throw new StrategyProblem(
        `${file}: it hangs: for 2 s it has waited for something other than the account or a step.`,
      )
  }

  #loaded(settle: (loading: Loading) => void): void {
    if (!this.#loading) return
    settle(this.#loading)
    this.#loading = undefined
    this.#thread.busy = this.#calls.size > 0
  }

  #end(problem: StrategyProblem): void {
    if (this.#ended) return
    this.#ended = problem
    this.#loaded(({ reject }) => reject(problem))
    for (const { call } of this.#calls.values()) call.fail(problem)
    for (const release of this.#holds.values()) release()
    this.#holds.clear()
    for (const resolve of this.#rests.values()) resolve()
    this.#rests.clear()
  }
}

/** An error of the account is the strategy's mistake only if the strategy asked for something impossible. */
const isMistake = (error: unknown): boolean =>
  error instanceof TypeError ||
  error instanceof StrategyMistake ||
  (error instanceof RefusedByRedis && !error.passing)
