import { setTimeout as pause } from 'node:timers/promises'
import { nanoid } from 'nanoid'
import type { AccountView } from '../../../shared/account-view.ts'
import { BankError } from '../../../shared/errors.ts'
import type { ServerMessage } from '../../../shared/protocol.ts'
import type { Rewound } from '../../../shared/rewound.ts'
import type { Session } from '../../fanout/session.ts'
import type { Room } from '../../room/room.ts'

type SettledMessage = Extract<ServerMessage, { type: 'settled' }>

/** A transaction as its player knows it. Times are of `performance.now()`. */
export interface Fired {
  tx: string
  player: string
  nickname: string
  amount: number
  firedAt: number
  settledAt: number
  /** The answer did not come at first: the transaction was in doubt. */
  wasInDoubt: boolean
  outcome: SettledMessage['receipt']['outcome']
  /** How many replicas had confirmed it; absent when that was not asked. */
  replicas?: number
}

/** Milliseconds before a player retries while the bank is closed. */
const CLOSED_MS = 20

/** A player that fires one transaction after the other and records every outcome. */
export class ScriptedPlayer implements Session {
  readonly player: string
  readonly nickname: string
  readonly host = undefined
  readonly buffered = 0
  /** The settled transactions, in the order of their outcomes. */
  readonly settled: Fired[] = []
  /** The account in the last snapshot or frame. */
  account: AccountView | undefined
  /** The account before the last snapshot, which the room sends after a rollback. */
  before: AccountView | undefined
  /** The room's report of a rollback, and when it came. */
  rewound: { report: Rewound; at: number } | undefined
  readonly #waiting = new Map<string, (settled: SettledMessage) => void>()
  readonly #inDoubt = new Set<string>()

  constructor(player: string, nickname: string) {
    this.player = player
    this.nickname = nickname
  }

  hostsChanged(): void {}

  send(message: ServerMessage): void {
    switch (message.type) {
      case 'settled':
        this.#waiting.get(message.tx)?.(message)
        break
      case 'checking':
        this.#inDoubt.add(message.tx)
        break
      case 'rewound':
        this.rewound = { report: message, at: performance.now() }
        break
      case 'snapshot':
        this.before = this.account
        this.account = message.account
        break
      case 'frame':
        this.account = message.account
        break
    }
  }

  sendEncoded(text: string): void {
    this.send(JSON.parse(text) as ServerMessage)
  }

  end(): void {}

  /** Fires until `done`, then waits for the last outcome. `restMs`: the average rest between two transactions. */
  async play(room: Room, amounts: () => number, done: () => boolean, restMs = 0): Promise<void> {
    while (!done()) {
      if (!(await this.#fire(room, amounts()))) await pause(CLOSED_MS)
      if (restMs > 0) await pause(restMs * (0.5 + Math.random()))
    }
  }

  /** Fires one transaction. False when the bank is closed. */
  async #fire(room: Room, amount: number): Promise<boolean> {
    const tx = nanoid()
    const firedAt = performance.now()
    const settled = new Promise<SettledMessage>((resolve) => this.#waiting.set(tx, resolve))
    try {
      await room.fire({ id: tx, player: this.player, amount }, room.epoch, false)
    } catch (error) {
      this.#waiting.delete(tx)
      if (error instanceof BankError && error.code === 'bank-closed') return false
      throw error
    }
    const { receipt, replicas } = await settled
    this.#waiting.delete(tx)
    this.settled.push({
      ...{ tx, player: this.player, nickname: this.nickname, amount, firedAt },
      ...{ settledAt: performance.now(), wasInDoubt: this.#inDoubt.has(tx), outcome: receipt.outcome },
      ...(replicas !== undefined && { replicas }),
    })
    return true
  }
}
