import type { Account, LeasedAccount, OwnKey, Seen, Step, Verbs } from '../account/account.ts'
import type { AccountRequest } from './account-request.ts'

export interface RequestExecutorOptions<R> {
  account: Account<R>
  step: Step
  /** Keeps a mutex's release function until the strategy releases it or its thread ends. Returns its number. */
  hold(release: () => void): number
}

/** The checked options: zod infers `undefined` for absent fields, which this type does not allow. */
type SetOptions = Parameters<OwnKey['set']>[1]

/** A connection that the strategy has borrowed. */
interface BorrowedConnection<R> {
  connection: LeasedAccount<R>
  giveBack(): Promise<void>
}

/**
 * Runs the requests of one transaction's thread on the real account. Connections and receipts stay in the main thread:
 * the strategy's thread gets numbers for them, so it can return a receipt but cannot forge one.
 */
export class RequestExecutor<R> {
  readonly #options: RequestExecutorOptions<R>
  readonly #receipts: R[] = []
  readonly #borrowed = new Map<number, BorrowedConnection<R>>()
  readonly #waiting = new Map<number, () => void>()
  #lastConnection = 0
  #over = false

  constructor(options: RequestExecutorOptions<R>) {
    this.#options = options
  }

  receipt(number: number): R | undefined {
    return this.#receipts[number]
  }

  /** The thread's own promise has settled; the `step` request `ask` was waiting for it. */
  freed(ask: number): void {
    this.#waiting.get(ask)?.()
  }

  /** Returns the connections that the strategy still holds. Resolves when all are back. */
  async close(): Promise<void> {
    this.#over = true
    for (const free of this.#waiting.values()) free()
    await Promise.allSettled([...this.#borrowed.values()].map(({ giveBack }) => giveBack()))
  }

  async execute(ask: number, what: AccountRequest): Promise<unknown> {
    if (this.#over) throw new Error('this transaction is over')
    const { account, step } = this.#options
    switch (what.verb) {
      case 'get':
        return this.#verbs(what.on).get()
      case 'set':
        return this.#answerToThread(await this.#verbs(what.on).set(what.balance, what.seen))
      case 'setIfEq':
        return this.#answerToThread(await this.#verbs(what.on).setIfEq(what.balance, what.seen))
      case 'incrBy':
        return this.#answerToThread(await this.#verbs(what.on).incrBy(what.amount))
      case 'eval':
        return this.#answerToThread(await this.#verbs(what.on).eval(what.script, ...what.args))
      case 'takeBack':
        return this.#answerToThread(await account.takeBack())
      case 'lease':
      case 'shared':
        return this.#borrow(what.verb)
      case 'give back':
        return this.#borrowedAs(what.on).giveBack()
      case 'watch':
        return this.#borrowedAs(what.on).connection.watch()
      case 'exec set':
        return this.#answerToThread(await this.#block(what.on).set(what.balance, what.seen).exec())
      case 'exec incrBy':
        return this.#answerToThread(await this.#block(what.on).incrBy(what.amount).exec())
      case 'mutex.acquire':
        return this.#hold(await account.mutex.acquire())
      case 'lock.set':
        return account.lock.set(what.token, what.ttlMs)
      case 'lock.del':
        return account.lock.del()
      case 'lock.expire':
        return account.lock.expire(what.ttlMs)
      case 'lock.pttl':
        return account.lock.pttl()
      case 'lock.eval':
        return account.lock.eval(what.script, ...what.args)
      case 'key.get':
        return account.key(what.name).get()
      case 'key.set':
        return account.key(what.name).set(what.value, what.options as SetOptions)
      case 'key.del':
        return account.key(what.name).del()
      case 'key.incr':
        return account.key(what.name).incr()
      case 'key.expire':
        return account.key(what.name).expire(what.ttlMs)
      case 'key.hget':
        return account.key(what.name).hget(what.field)
      case 'key.hset':
        return account.key(what.name).hset(what.field, what.value)
      case 'time':
        return account.time()
      case 'step':
        if (what.free) return this.#wait(ask)
        return what.point === 'read' ? step('read', what.seen as Seen) : step(what.point)
      default:
        return what satisfies never
    }
  }

  #hold(release: () => void): number {
    if (!this.#over) return this.#options.hold(release)
    release()
    throw new Error('this transaction is over')
  }

  #verbs(on: 'account' | 'withoutKey' | number): Verbs<R> {
    const { account } = this.#options
    if (on === 'account') return account
    return on === 'withoutKey' ? account.withoutKey : this.#borrowedAs(on).connection
  }

  #block(on: number) {
    return this.#borrowedAs(on).connection.multi()
  }

  #borrowedAs(number: number): BorrowedConnection<R> {
    const borrowed = this.#borrowed.get(number)
    if (!borrowed) throw new TypeError('that connection has been given back')
    return borrowed
  }

  /** Resolves with the connection's number. The account's callback ends when the strategy gives the connection back. */
  #borrow(how: 'lease' | 'shared'): Promise<number> {
    return new Promise((resolve, reject) => {
      const returned: Promise<void> = this.#options.account[how](
        (connection) =>
          new Promise<void>((end) => {
            if (this.#over) return end()
            const number = ++this.#lastConnection
            const giveBack = (): Promise<void> => {
              this.#borrowed.delete(number)
              end()
              return returned
            }
            this.#borrowed.set(number, { connection, giveBack })
            resolve(number)
          }),
      )
      returned.catch(reject)
    })
  }

  async #wait(ask: number): Promise<void> {
    const free = new Promise<void>((resolve) => this.#waiting.set(ask, resolve))
    try {
      await this.#options.step('blocked', free)
    } finally {
      this.#waiting.delete(ask)
    }
  }

  /** A write's answer, as the thread gets it. */
  #answerToThread(answer: R | 'conflict' | 'rejected'): string | { receipt: number } {
    if (answer === 'conflict') return 'conflict'
    if (answer === 'rejected') return 'rejected'
    return { receipt: this.#receipts.push(answer as R) - 1 }
  }
}
