import { BankError } from '../../shared/errors.ts'
import type { Transaction } from '../../shared/journal.ts'
import { amountsFor } from '../../shared/rounds/amounts.ts'
import { accountKeys, roomKeys } from '../redis/keys.ts'
import type { Wire } from '../redis/wire.ts'
import { admit } from './admission.ts'
import type { ClassState } from './class-state.ts'
import { type Person, seatsOf } from './person.ts'

/** A transaction as its page has sent it. */
export interface Sent {
  tx: Transaction
  epoch: number
  again: boolean
}

/**
 * What becomes of a transaction of the present epoch: `run`; `over`: its round is over, so it gets the outcome that is
 * stored; `no-round`: it is refused.
 */
export function rulingOn(state: ClassState, { epoch, again }: Omit<Sent, 'tx'>): 'run' | 'over' | 'no-round' {
  const { phase, paused } = state
  if (phase === 'free') return 'run'
  const ofRound = epoch === state.epoch
  if (phase === 'running' && ofRound) return paused ? 'no-round' : 'run'
  if (ofRound && phase !== 'countdown') return 'over'
  return again ? 'over' : 'no-round'
}

/** Whether an epoch was that of a round. */
export async function wasRound(wire: Wire, code: string, epoch: number): Promise<boolean> {
  return (await wire.command(['HEXISTS', roomKeys(code).room, `round:${epoch}`])) === 1
}

/** Whether the transaction has an outcome already, or is booked. */
export async function isStored(wire: Wire, code: string, { tx, epoch }: Sent): Promise<boolean> {
  return (await wire.command(['EXISTS', accountKeys(code, epoch).receipt(tx.player, tx.id)])) === 1
}

/** Throws `BankError` when the round does not take this amount from the player. */
export function checkAmount({ plan }: ClassState, { tx }: Sent, people: readonly Person[]): void {
  const amounts = amountsFor(plan.amounts, tx.player, seatsOf(people))
  if (amounts !== 'any' && !amounts.includes(tx.amount)) throw new BankError('amount-not-in-round')
}

/** Counts the transaction in a round with so many of each player. Throws `BankError` when they are used up. */
export async function countFire(
  wire: Wire,
  code: string,
  { plan }: ClassState,
  { tx, epoch }: Sent,
): Promise<void> {
  if (plan.ends.kind !== 'each') return
  const most = plan.ends.transactions
  if (!(await admit(wire, code, { epoch, player: tx.player, tx: tx.id, most })))
    throw new BankError('all-fired')
}
