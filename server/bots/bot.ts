import { BankError } from '../../shared/errors.ts'
import type { Transaction } from '../../shared/journal.ts'
import { botTransactionId } from './bot-identity.ts'
import type { Progress } from './bot-runs.ts'

/** What a bot needs of its room. */
export interface BotRoom {
  readonly code: string
  /** The current epoch, as this node knows it. */
  readonly epoch: number
  /** Whether a bot of this node may fire now. */
  isOpen(): boolean
  /** Takes a place among the transactions that this node runs at once; `false`: there is none. */
  begin(): boolean
  end(): void
  /** The amount of a bot's n-th transaction; `undefined`: it may fire none. */
  amount(epoch: number, bot: string, n: number): number | undefined
  fire(tx: Transaction, epoch: number, again: boolean): Promise<void>
  /** Gets an error that is not a refusal. */
  failed(error: unknown): void
}

/** A pause is at most this many times the mean, so that a slow bot is not silent for minutes. */
const LONGEST = 4

/** Milliseconds until the next transaction of a process with this rate (Poisson): bots are never in lockstep. */
export const nextPauseMs = (perSecond: number, random = Math.random()): number =>
  Math.min(LONGEST, -Math.log(1 - random)) * (1000 / perSecond)

/** One bot that this node runs: it fires at random times, at its rate on average. */
export class Bot {
  readonly #id: string
  readonly #room: BotRoom
  #perSecond: number
  #epoch: number
  /** Transactions that it has begun in the epoch. */
  #n: number
  /** Those up to this number may have been booked by the node that ran the bot before. */
  #again: number
  #timer: NodeJS.Timeout | undefined

  constructor(id: string, room: BotRoom, { epoch, n }: Progress, perSecond: number) {
    this.#id = id
    this.#room = room
    this.#epoch = epoch
    this.#n = n
    this.#again = mayBeBooked(n, perSecond)
    this.#perSecond = perSecond
    this.#wait()
  }

  get progress(): Progress {
    return { epoch: this.#epoch, n: this.#n }
  }

  /** Redis has confirmed that this node runs the bot, and knows of this progress. */
  confirmed({ epoch, n }: Progress, perSecond: number): void {
    if (epoch > this.#epoch || (epoch === this.#epoch && n > this.#n)) {
      this.#epoch = epoch
      this.#n = n
      this.#again = mayBeBooked(n, perSecond)
    }
    if (perSecond === this.#perSecond) return
    this.#perSecond = perSecond
    this.#wait()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #wait(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#wait()
      void this.#fire()
    }, nextPauseMs(this.#perSecond))
  }

  async #fire(): Promise<void> {
    const { code, epoch } = this.#room
    if (!this.#room.isOpen() || epoch < this.#epoch) return
    if (epoch > this.#epoch) {
      this.#epoch = epoch
      this.#n = 0
      this.#again = 0
    }
    const n = this.#n + 1
    const amount = this.#room.amount(epoch, this.#id, n)
    if (amount === undefined || !this.#room.begin()) return
    this.#n = n
    const id = botTransactionId({ code, epoch, bot: this.#id, n })
    try {
      await this.#room.fire({ id, player: this.#id, amount }, epoch, n <= this.#again)
    } catch (error) {
      // It was refused before it began.
      if (!(error instanceof BankError)) this.#room.failed(error)
      else if (this.#n === n && this.#epoch === epoch) this.#n -= 1
    } finally {
      this.#room.end()
    }
  }
}

/** Redis learns of a bot's progress every second, so its last node may have begun some more. */
const mayBeBooked = (n: number, perSecond: number): number => n + Math.ceil(5 * perSecond) + 5
