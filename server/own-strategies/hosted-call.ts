import { LockWaitUsedUp } from '../account/account.ts'
import { type Ask, checked } from './ask.ts'
import { Executor, type ExecutorOptions } from './executor.ts'
import type { Answer, ToThread } from './messages.ts'
import { StrategyProblem } from './strategy-problem.ts'

export interface CallOptions<R> extends ExecutorOptions<R> {
  /** For messages: the file's name. */
  file: string
  post(message: ToThread): void
}

type Outcome<R> = R | 'conflict' | 'rejected' | 'gave-up'

/** Commands and steps under way at once, and in all, that one transaction may ask for. */
const ASKS_AT_ONCE = 100
const ASKS = 1000
/** Ticks that a transaction may wait for others of its own strategy: as long as for a lock, 15 s. */
const WAIT_TICKS = 60

/** One transaction of a strategy that runs in a thread, from its start to its one answer. */
export class HostedCall<R> {
  readonly answer: Promise<Outcome<R>>
  readonly #options: CallOptions<R>
  readonly #executor: Executor<R>
  /** Those that the account has thrown: the thread hands on their numbers. */
  readonly #errors: unknown[] = []
  #resolve!: (answer: Outcome<R>) => void
  #reject!: (error: unknown) => void
  #over = false
  #asked = 0
  #underWay = 0
  #quietTicks = 0

  constructor(options: CallOptions<R>) {
    this.#options = options
    this.#executor = new Executor(options)
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  /** Ticks for which it has asked for nothing and nothing has been done for it. */
  get quietTicks(): number {
    return this.#quietTicks
  }

  tick(): void {
    this.#quietTicks = this.#underWay > 0 ? 0 : this.#quietTicks + 1
    if (this.#quietTicks > WAIT_TICKS) this.fail(new LockWaitUsedUp())
  }

  /** The thread asks for a command or a step. Rejects with `StrategyProblem` when there is no end to it. */
  async ask(ask: number, what: unknown): Promise<void> {
    const { file, post } = this.#options
    this.#asked += 1
    this.#quietTicks = 0
    if (this.#asked > ASKS)
      throw new StrategyProblem(`${file}: it hangs: one transaction has asked for ${ASKS} commands.`)
    if (this.#underWay >= ASKS_AT_ONCE)
      throw new StrategyProblem(`${file}: one transaction has ${ASKS_AT_ONCE} commands under way at once.`)
    // Whoever waits for a promise of its own only is waiting for itself.
    const counts = (what as Partial<Extract<Ask, { verb: 'step' }>> | undefined)?.free ? 0 : 1
    this.#underWay += counts
    try {
      post({ kind: 'answer', ask, value: await this.#executor.execute(ask, checked(what)) })
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error))
      post({ kind: 'refusal', ask, error: { key: this.#errors.push(error) - 1, name, message } })
    } finally {
      this.#underWay -= counts
    }
  }

  freed(ask: number): void {
    this.#executor.freed(ask)
  }

  /** Throws `StrategyProblem` when the receipt is none of its own. */
  done(answer: Answer): void {
    const found = typeof answer === 'string' ? answer : this.#executor.receipt(answer.receipt)
    if (found === undefined)
      throw new StrategyProblem(`${this.#options.file}: it answered with a receipt that is not its own.`)
    this.#end(() => this.#resolve(found))
  }

  /** The very error that the account threw, when the strategy has handed it on. */
  kept(key: number | undefined): unknown {
    return key === undefined ? undefined : this.#errors[key]
  }

  fail(error: unknown): void {
    this.#end(() => this.#reject(error))
  }

  /** Once its connections are back, as it is within one process. */
  #end(settle: () => void): void {
    if (this.#over) return
    this.#over = true
    void this.#executor.close().then(settle)
  }
}
