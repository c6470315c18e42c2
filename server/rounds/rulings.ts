import { BankError } from '../../shared/errors.ts'
import { pause } from '../async/pause.ts'
import { roomKeys } from '../redis/keys.ts'
import { NoAnswer, RefusedByRedis } from '../redis/wire.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import type { ClassState } from './class-state.ts'
import { checkAmount, countFire, isStored, rulingOn, type Sent, wasRound } from './fire-rules.ts'
import type { Person } from './person.ts'

/** What becomes of a transaction. */
export interface Ruling {
  /** Its round is over: it gets the outcome that is stored, and does not run. */
  over: boolean
  /** Why it is over. */
  why: 'round-over' | 'account-reset'
  /** Called when nothing else refuses the transaction. `over`: its round has ended meanwhile. Throws `BankError`. */
  admit?: () => Promise<'run' | 'over'>
}

export interface RulingsOptions {
  code: string
  services: RoomServices
  people(): readonly Person[]
  /** The room's current epoch, as this node knows it. */
  epoch(): number
  /** The class, as this node has read it last. */
  state(): ClassState
  /** Reads the class. Rejects without Redis. */
  load(): Promise<void>
}

/** Milliseconds between two looks of a re-send that waits. */
const LOOK_MS = 100
/** Milliseconds before the deadline of settling at which a re-send waits no more: its outcome belongs to the record. */
const MARGIN_MS = 1000

/** What becomes of the transactions of one room on this node. */
export class Rulings {
  readonly #options: RulingsOptions
  /** The room is left: what still waits is not answered. */
  #closed = false
  /** The newest epoch of which the room knew when the class was read. */
  #readIn = 0

  constructor(options: RulingsOptions) {
    this.#options = options
  }

  /** Throws `BankError` when the transaction is refused. */
  async on(sent: Sent): Promise<Ruling> {
    const { code, services, people, epoch, state, load } = this.#options
    const wire = services.wires.ioredis
    const why = (): Ruling['why'] => (sent.epoch === state().epoch ? 'round-over' : 'account-reset')
    if (!wire.reaches(roomKeys(code).room)) {
      if (!sent.again) throw new BankError('bank-closed')
      // It may have been booked: its outcome is settled when Redis is back.
      return { over: rulingOn(state(), sent) === 'over', why: why() }
    }
    if (sent.epoch < epoch()) return { over: await wasRound(wire, code, sent.epoch), why: 'round-over' }
    // This node may not have heard yet that the round has begun, or goes on.
    if (rulingOn(state(), sent) !== 'run') await load()
    else if (this.#readIn < sent.epoch) await this.#readOnce()
    const ruling = rulingOn(state(), sent)
    if (sent.again && (await isStored(wire, code, sent))) return { over: ruling !== 'run', why: why() }
    if (ruling === 'no-round' && !(sent.again && isOf(state(), sent))) throw new BankError('no-round')
    if (ruling === 'over' && !(sent.again && isSettling(state(), sent))) return { over: true, why: why() }
    if (state().phase === 'running') checkAmount(state(), sent, people())
    return { over: false, why: why(), admit: () => this.#admit(sent) }
  }

  close(): void {
    this.#closed = true
  }

  /** The class was read. `epoch`: the room's epoch, as it was known before. */
  classRead(epoch: number): void {
    this.#readIn = Math.max(this.#readIn, epoch)
  }

  /**
   * Reads the class for the first transaction of an epoch. Without an answer the transaction runs all the same, by what
   * is known: its commit asks the account itself.
   */
  async #readOnce(): Promise<void> {
    try {
      await this.#options.load()
    } catch (error) {
      if (!(error instanceof NoAnswer) && !(error instanceof RefusedByRedis)) throw error
    }
  }

  /**
   * A transaction that was sent before waits while the round is paused. While it settles, it waits for the node that may
   * still run it.
   */
  async #admit(sent: Sent): Promise<'run' | 'over'> {
    const { code, services, state } = this.#options
    const wire = services.wires.ioredis
    for (;;) {
      const now = state()
      const ruling = rulingOn(now, sent)
      if (ruling === 'run') {
        if (now.phase === 'running') await countFire(wire, code, now, sent)
        return 'run'
      }
      const ends = (now.deadline ?? 0) - MARGIN_MS
      const waits = ruling === 'no-round' || (isSettling(now, sent) && services.clock.now() < ends)
      if (this.#closed) throw new BankError('in-doubt')
      if (!waits || (await isStored(wire, code, sent))) return 'over'
      await pause(LOOK_MS, services.stop).catch(() => {
        throw new BankError('in-doubt')
      })
    }
  }
}

const isOf = ({ phase, epoch }: ClassState, sent: Sent): boolean =>
  phase === 'running' && epoch === sent.epoch
const isSettling = ({ phase, epoch }: ClassState, sent: Sent): boolean =>
  phase === 'settling' && epoch === sent.epoch
