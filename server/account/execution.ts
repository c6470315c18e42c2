import type { Transaction } from '../../shared/journal.ts'
import type { AccountKeys } from '../redis/keys.ts'
import type { Wire } from '../redis/wire.ts'
import type { Strategy } from './account.ts'
import type { SharedResources } from './shared-resources.ts'

/**
 * One transaction on its way from the room to the commit script. Every layer passes these three parts on as they are.
 * The layers above the account need a larger `Policy`.
 */
export interface Execution<Policy extends AccountPolicy = AccountPolicy> {
  tx: Transaction
  context: AccountContext
  policy: Policy
}

/** The account of one epoch of a room, as this node reaches it. It is the same for all transactions. */
export interface AccountContext {
  wire: Wire
  keys: AccountKeys
  /** Key and pub/sub channel of the room. */
  room: string
  channel: string
  epoch: number
  /** The name of this node. It can change, so it is read when an entry is written. */
  readonly node: string
  /** Milliseconds on Redis' clock. */
  now(): number
  /** The newest version known on this node. Redis may be ahead. */
  position(): number
  /** The resources that the room's transactions share on this node. */
  resources: SharedResources
}

/** The part of a run's policy that the account needs. */
export interface AccountPolicy {
  strategy: Pick<Strategy, 'takesBack'>
  /** Withdrawals may not take the balance below zero. */
  noOverdraft: boolean
  /** How often the strategy may try. */
  maxAttempts: number
}
