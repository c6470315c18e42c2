import { LockWaitUsedUp } from '../account/account.ts'
import { type AccountRequest, parseAccountRequest } from './account-request.ts'
import { RequestExecutor, type RequestExecutorOptions } from './request-executor.ts'
import { StrategyProblem } from './strategy-problem.ts'
import type { CallAnswer, ToThread } from './thread-messages.ts'

export interface CallOptions<R> extends RequestExecutorOptions<R> {
  /** For messages: the file's name. */
  file: string
  post(message: ToThread): void
}

type CallOutcome<R> = R | 'conflict' | 'rejected' | 'gave-up'

/** Commands and steps that one transaction may request: at once, and in total. */
const REQUESTS_AT_ONCE = 100
const REQUESTS = 1000
/** Ticks that a transaction may wait for others of its strategy: 15 s, as for a lock. */
const WAIT_TICKS = 60

/** One transaction of a strategy in a thread, from its start to its one answer. */
export class HostedCall<R> {
  readonly answer: Promise<CallOutcome<R>>
  readonly #options: CallOptions<R>
  readonly #executor: RequestExecutor<R>
  /** Errors that the account threw; the thread refers to them by index. */
  readonly #errors: unknown[] = []
  #resolve!: (answer: CallOutcome<R>) => void
  #reject!: (error: unknown) => void
  #over = false
  #requestCount = 0
  #running = 0
  #quietTicks = 0

  constructor(options: CallOptions<R>) {
    this.#options = options
    this.#executor = new RequestExecutor(options)
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  /** Ticks without a request from the thread and without a request in progress. */
  get quietTicks(): number {
    return this.#quietTicks
  }

  tick(): void {
    this.#quietTicks = this.#running > 0 ? 0 : this.#quietTicks + 1
    if (this.#quietTicks > WAIT_TICKS) this.fail(new LockWaitUsedUp())
  }

  /** The thread requests a command or a step. Rejects with `StrategyProblem` past the limits. */
  async request(ask: number, what: unknown): Promise<void> {
    const { file, post } = this.#options
    this.#requestCount += 1
    this.#quietTicks = 0
    if (this.#requestCount > REQUESTS)
      throw new StrategyProblem(`${file}: it hangs: one transaction has sent ${REQUESTS} commands.`)
    if (this.#running >= REQUESTS_AT_ONCE)
      throw new StrategyProblem(
        `${file}: one transaction has more than ${REQUESTS_AT_ONCE} commands running at once.`,
      )
    // A step that waits for the thread's own promise is no work in progress here.
    const counts = (what as Partial<Extract<AccountRequest, { verb: 'step' }>> | undefined)?.free ? 0 : 1
    this.#running += counts
    try {
      post({ kind: 'answer', ask, value: await this.#executor.execute(ask, parseAccountRequest(what)) })
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error))
      post({ kind: 'refusal', ask, error: { key: this.#errors.push(error) - 1, name, message } })
    } finally {
      this.#running -= counts
    }
  }

  freed(ask: number): void {
    this.#executor.freed(ask)
  }

  /** Ends with the strategy's answer. Throws `StrategyProblem` when the receipt is from another transaction. */
  done(answer: CallAnswer): void {
    const found = typeof answer === 'string' ? answer : this.#executor.receipt(answer.receipt)
    if (found === undefined)
      throw new StrategyProblem(`${this.#options.file}: update returned a receipt of another transaction.`)
    this.#end(() => this.#resolve(found))
  }

  /** The account's original error, when the strategy rethrew it. */
  kept(key: number | undefined): unknown {
    return key === undefined ? undefined : this.#errors[key]
  }

  fail(error: unknown): void {
    this.#end(() => this.#reject(error))
  }

  /** Settles after all connections are back, as a strategy without a thread does. */
  #end(settle: () => void): void {
    if (this.#over) return
    this.#over = true
    void this.#executor.close().then(settle)
  }
}
