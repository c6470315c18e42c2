import { setMaxListeners } from 'node:events'
import { BankError } from '../../shared/errors.ts'
import type { Receipt, Transaction } from '../../shared/journal.ts'
import { LIMITS } from '../../shared/limits.ts'
import { PACE } from '../../shared/pace.ts'
import type { ClientKind, Settings } from '../../shared/protocol.ts'
import type { Strategy } from '../account/account.ts'
import type { AccountContext, Execution } from '../account/execution.ts'
import { createSharedResources, type SharedResources } from '../account/shared-resources.ts'
import type { RoomCopy } from '../journal/room-copy.ts'
import { accountKeys, roomKeys } from '../redis/keys.ts'
import { replicasWith } from '../redis/replicas-with.ts'
import { execute } from './execute.ts'
import type { RoomServices } from './room-services.ts'
import type { RunPolicy } from './run-policy.ts'
import { type Applied, decide, known } from './stored-outcome.ts'

/** A transaction as a player has sent it. */
export interface Fired {
  tx: Transaction
  /** The epoch that the player sent it for. */
  epoch: number
  /** It was sent before. */
  again: boolean
  /** Its round is over: it gets the outcome that is stored, and does not run. */
  over?: boolean
  /** Why it is over: the reason that is stored if it has no outcome. */
  why?: 'round-over' | 'account-reset'
  /** Called before it runs, when nothing else refuses it; it may wait. Throws `BankError` to refuse it. */
  admit?: () => Promise<'run' | 'over'>
}

/** The state of the room when the transaction arrives. */
export interface RoomState {
  settings: Settings
  current: RoomCopy
}

/** The outcome of a transaction, and how many replicas have confirmed it, if the room asks for that. */
export interface Outcome {
  receipt: Receipt
  replicas?: number
}

async function receiptOf(
  execution: Execution<RunPolicy>,
  { again, epoch, over, why = 'round-over' }: Fired,
  current: RoomCopy,
): Promise<Receipt> {
  const before = again || over ? await known(execution) : undefined
  if (before) return before
  if (epoch >= current.epoch && !over) return execute(execution)
  const at = execution.context.now()
  const reason = over ? why : 'account-reset'
  return decide(execution, { outcome: 'failed', why: reason, attempts: 0, at })
}

/** Waits for a replica before the player is told. */
async function confirmed(execution: Execution<RunPolicy>, receipt: Applied): Promise<Outcome> {
  const { tx, context } = execution
  const replicas = await replicasWith(context.wire, context.keys.receipt(tx.player, tx.id))
  if (replicas !== undefined) return { receipt, replicas }
  // The Redis that applied it may be gone: the answer of the present Redis decides.
  const { attempts } = receipt.entry
  const at = context.now()
  const inForce = await decide(execution, { outcome: 'failed', why: 'no-answer', attempts, at })
  return inForce.outcome === 'applied' ? { receipt: inForce, replicas: 0 } : { receipt: inForce }
}

/** Names a transaction among those of its player, who may send it again in a later epoch. */
const keyIn = (epoch: number, tx: string): string => `${epoch} ${tx}`

/** The transactions of one room that are running on this node. */
export class InFlight {
  readonly #code: string
  readonly #services: RoomServices
  /** Running transactions by player. A re-send of one of them does not start another run. */
  readonly #underWay = new Map<string, Set<string>>()
  readonly #resources = new Map<ClientKind, SharedResources>()
  /** Those that wait to be admitted, by player and key. */
  readonly #waiting = new Set<string>()
  /** Ends the pauses of an epoch's transactions. */
  readonly #ends = new Map<number, { controller: AbortController; signal: AbortSignal }>()
  #onIdle: (() => void)[] = []

  constructor(code: string, services: RoomServices) {
    this.#code = code
    this.#services = services
  }

  /** Whether a transaction is running here. */
  has(player: string, tx: string, epoch: number): boolean {
    return this.#underWay.get(player)?.has(keyIn(epoch, tx)) === true
  }

  /** Whether any transaction of that epoch is running here. */
  isBusy(epoch: number): boolean {
    const prefix = keyIn(epoch, '')
    return [...this.#underWay].some(([player, own]) =>
      [...own].some((id) => id.startsWith(prefix) && !this.#waiting.has(`${player} ${id}`)),
    )
  }

  /** The epoch is over: ends every pause in its transactions, so that each is settled at once. */
  endEpoch(epoch: number): void {
    this.#endOf(epoch).controller.abort()
  }

  /**
   * Runs a transaction to its outcome; `undefined` when it is running already: the first call tells the player.
   * `onDoubt` is called when Redis did not answer and the outcome is being settled.
   */
  async run(
    fired: Fired,
    { settings, current }: RoomState,
    onDoubt: () => void,
  ): Promise<Outcome | undefined> {
    const { tx, epoch } = fired
    const again = fired.again || fired.over === true
    const wire = this.#services.wires[settings.client]
    const own = this.#underWay.get(tx.player) ?? new Set()
    const id = keyIn(epoch, tx.id)
    if (own.has(id)) return undefined
    // A transaction that was sent before may have been booked, so it is not refused: its outcome is looked up.
    if (!wire.reaches(roomKeys(this.#code).room) && !again) throw new BankError('bank-closed')
    if (own.size >= LIMITS.inFlight) throw new BankError('too-many-in-flight')
    const entry = this.#services.catalogue.get(settings.strategy)
    if (!entry) throw new BankError('unknown-strategy')
    if (entry.card.problem && !again) throw new BankError('strategy-broken', entry.card.problem)
    if (entry.card.needs && !again) throw new BankError('redis-lacks-command', entry.card.needs)
    if (epoch > current.epoch) throw new BankError('bad-message', 'That epoch has not begun.')
    own.add(id)
    this.#underWay.set(tx.player, own)
    const execution: Execution<RunPolicy> = {
      tx,
      context: this.#contextOf(epoch, settings.client, current),
      policy: this.#policyOf(settings, entry.strategy, epoch, onDoubt),
    }
    try {
      const over = fired.over === true || (await this.#admitted(fired)) === 'over'
      const receipt = await receiptOf(execution, { ...fired, over }, current)
      if (!settings.durable || receipt.outcome !== 'applied') return { receipt }
      return await confirmed(execution, receipt)
    } finally {
      own.delete(id)
      if (own.size === 0) this.#underWay.delete(tx.player)
      if (this.#underWay.size === 0) for (const idle of this.#onIdle.splice(0)) idle()
    }
  }

  async #admitted({ tx, epoch, admit }: Fired): Promise<'run' | 'over'> {
    if (!admit) return 'run'
    const waiting = `${tx.player} ${keyIn(epoch, tx.id)}`
    this.#waiting.add(waiting)
    try {
      return await admit()
    } finally {
      this.#waiting.delete(waiting)
    }
  }

  /** Releases the shared resources once no transaction is running. */
  async close(): Promise<void> {
    await this.settled()
    await Promise.all([...this.#resources.values()].map((resources) => resources.close()))
    this.#resources.clear()
  }

  #contextOf(epoch: number, client: ClientKind, current: RoomCopy): AccountContext {
    const { room, channel } = roomKeys(this.#code)
    const { nodes, clock, wires } = this.#services
    return {
      wire: wires[client],
      keys: accountKeys(this.#code, epoch),
      room,
      channel,
      epoch,
      // Read at the time of the write, because the node's name may change.
      get node() {
        return nodes.name
      },
      now: () => clock.now(),
      position: () => (epoch === current.epoch ? current.version : 0),
      resources: this.#resourcesOf(client),
    }
  }

  #policyOf(settings: Settings, strategy: Strategy, epoch: number, onDoubt: () => void): RunPolicy {
    return {
      strategy,
      noOverdraft: settings.overdraft === 'refused',
      maxAttempts: PACE.attempts,
      think: settings,
      lostReplies: settings.lostReplies,
      stop: this.#services.stop,
      over: this.#endOf(epoch).signal,
      onDoubt,
      onMistake: (error) => this.#services.log(error, `strategy ${settings.strategy} failed`),
    }
  }

  #endOf(epoch: number): { controller: AbortController; signal: AbortSignal } {
    let end = this.#ends.get(epoch)
    if (!end) {
      const controller = new AbortController()
      const signal = AbortSignal.any([controller.signal, this.#services.stop])
      setMaxListeners(0, signal)
      end = { controller, signal }
      this.#ends.set(epoch, end)
    }
    return end
  }

  #resourcesOf(client: ClientKind): SharedResources {
    const known =
      this.#resources.get(client) ??
      createSharedResources(this.#services.wires[client], roomKeys(this.#code).room, PACE.lockWaitMs)
    this.#resources.set(client, known)
    return known
  }

  /** Resolves when no transaction is running. */
  async settled(): Promise<void> {
    if (this.#underWay.size > 0) await new Promise<void>((resolve) => this.#onIdle.push(resolve))
  }
}
