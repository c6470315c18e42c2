import { BankError } from '../../shared/errors.ts'
import type { Transaction } from '../../shared/journal.ts'
import { amountsFor, type Seated } from '../../shared/rounds/amounts.ts'
import { roomKeys } from '../redis/keys.ts'
import type { Wire } from '../redis/wire.ts'
import { admit } from './admission.ts'
import type { ClassState } from './class-state.ts'
import type { Person } from './person.ts'

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
  if (phase === 'running' && ofRound) return paused && !again ? 'no-round' : 'run'
  if (ofRound && phase !== 'countdown') return 'over'
  return again ? 'over' : 'no-round'
}

/** Whether an epoch was that of a round. */
export async function wasRound(wire: Wire, code: string, epoch: number): Promise<boolean> {
  return (await wire.command(['HEXISTS', roomKeys(code).room, `round:${epoch}`])) === 1
}

/** The players as the order of joining needs them. */
export const seatsOf = (people: readonly Person[]): Seated[] =>
  people.map(({ player, number, removed }) => ({ id: player, number, gone: removed }))

/** Throws `BankError` when the running round does not take the transaction. */
export async function checkFire(
  wire: Wire,
  code: string,
  { plan, phase }: Pick<ClassState, 'plan' | 'phase'>,
  { tx, epoch }: Sent,
  people: readonly Person[],
): Promise<void> {
  if (phase !== 'running') return
  const amounts = amountsFor(plan.amounts, tx.player, seatsOf(people))
  if (amounts !== 'any' && !amounts.includes(tx.amount)) throw new BankError('amount-not-in-round')
  if (plan.ends.kind !== 'each') return
  const most = plan.ends.transactions
  if (!(await admit(wire, code, { epoch, player: tx.player, tx: tx.id, most })))
    throw new BankError('all-fired')
}
