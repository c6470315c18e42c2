import { BankError } from '../../shared/errors.ts'
import type { Receipt, Transaction } from '../../shared/journal.ts'
import { LIMITS } from '../../shared/limits.ts'
import type { ClientKind, Settings } from '../../shared/protocol.ts'
import { MAX_ATTEMPTS } from '../account/account.ts'
import { accountKeys, roomKeys } from '../account/keys.ts'
import { createLocals, type Locals } from '../account/locals.ts'
import type { Replica } from './replica.ts'
import { LOCK_WAIT_MS } from './seam.ts'
import type { RoomServices } from './services.ts'
import { decide, known, type Order, run } from './teller.ts'

export interface Request {
  tx: Transaction
  /** The epoch the player meant. */
  epoch: number
  again: boolean
  settings: Settings
  current: Replica
  onDoubt(): void
}

/** The transactions of one room that are under way on this node. */
export class Runs {
  readonly #code: string
  readonly #services: RoomServices
  /** Per player, the transactions under way. A re-send of one of them joins it. */
  readonly #underWay = new Map<string, Set<string>>()
  readonly #locals = new Map<ClientKind, Locals>()
  #onIdle: (() => void)[] = []

  constructor(code: string, services: RoomServices) {
    this.#code = code
    this.#services = services
  }

  /** The transaction's outcome; `undefined` when it is under way already, whoever started it will tell. */
  async run(request: Request): Promise<Receipt | undefined> {
    const { tx, epoch, again, settings, current } = request
    const wire = this.#services.wires[settings.client]
    const own = this.#underWay.get(tx.player) ?? new Set()
    const id = `${epoch} ${tx.id}`
    if (own.has(id)) return undefined
    // What was sent before may have been booked, so that may not be said of it: its outcome is looked for.
    if (!wire.up && !again) throw new BankError('bank-closed')
    if (own.size >= LIMITS.inFlight) throw new BankError('too-many-in-flight')
    const entry = this.#services.catalogue.get(settings.strategy)
    if (!entry) throw new BankError('unknown-strategy')
    if (epoch > current.epoch) throw new BankError('bad-message', 'That epoch has not begun.')
    own.add(id)
    this.#underWay.set(tx.player, own)
    const { room, channel } = roomKeys(this.#code)
    const order: Order = {
      tx,
      wire,
      room,
      channel,
      epoch,
      strategy: entry.strategy,
      keys: accountKeys(this.#code, epoch),
      node: this.#services.node,
      now: () => this.#services.clock.now(),
      position: () => (epoch === current.epoch ? current.version : 0),
      think: settings,
      floor: settings.overdraft === 'refused' ? 0 : -LIMITS.balance,
      maxAttempts: MAX_ATTEMPTS,
      lostReplies: settings.lostReplies,
      locals: this.#localsOf(settings.client),
      stop: this.#services.stop,
      onDoubt: request.onDoubt,
      onMistake: (error) => this.#services.log(error, `strategy ${settings.strategy} failed`),
    }
    try {
      if (again) {
        const receipt = await known(order)
        if (receipt) return receipt
      }
      if (epoch < current.epoch) {
        return await decide(order, { outcome: 'failed', why: 'account-reset', attempts: 0, at: order.now() })
      }
      return await run(order)
    } finally {
      own.delete(id)
      if (own.size === 0) this.#underWay.delete(tx.player)
      if (this.#underWay.size === 0) for (const idle of this.#onIdle.splice(0)) idle()
    }
  }

  /** Gives back what the transactions shared, once none is under way. */
  async close(): Promise<void> {
    await this.settled()
    await Promise.all([...this.#locals.values()].map((locals) => locals.close()))
    this.#locals.clear()
  }

  #localsOf(client: ClientKind): Locals {
    const known = this.#locals.get(client) ?? createLocals(this.#services.wires[client], LOCK_WAIT_MS)
    this.#locals.set(client, known)
    return known
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    if (this.#underWay.size > 0) await new Promise<void>((resolve) => this.#onIdle.push(resolve))
  }
}
