import type { Scenario } from '../../shared/proof/scenario.ts'

/**
 * A small strategy as data: it can be generated at random, shrunk, printed, and run with the knowledge of which read
 * each written number was computed from.
 */
export interface Program {
  scenario: Scenario
  /** The strategy says that it may take its bookings back. */
  takesBack: boolean
  deposit: Body
  withdrawal: Body
}

export interface Body {
  /** Locks that are taken first, in this order, and released at the end in the opposite order. */
  guards: readonly Guard[]
  /** Each attempt leases a connection, and its SETs and INCRBYs go through a MULTI block there. */
  lease: boolean
  /** The statements run again while the last write answers `conflict`, as often as the account allows. */
  again: boolean
  statements: readonly Statement[]
  /** `answer`: the answer of the last write, or `gave-up` if there was no write. */
  end: 'answer' | 'rejected' | 'gave-up'
}

export type Guard =
  | {
      guard: 'lock'
      ttl: boolean
      /** `step`: reports each wait at the seam. `loop`: asks again without a report. */
      poll: 'step' | 'loop'
      release: 'del' | 'checked' | 'never'
    }
  /** A lock in a key of the strategy's own. */
  | { guard: 'key'; ttl: boolean; release: 'del' | 'checked' | 'never' }
  | { guard: 'mutex' }

/** One of the reads of the transaction so far. */
export type Which = 'newest' | 'previous' | 'oldest'

/** The computed balance: the right sum, one with twice the amount, one that is a little off, or no change. */
export type Sum = 'right' | 'twice' | 'off' | 'same'

export type Statement =
  | { do: 'get' }
  | { do: 'think' }
  /** Only on a leased connection. */
  | { do: 'watch' }
  /** Answers `rejected` when the read balance is too low. `cached`: the newest read of any transaction here. */
  | { do: 'refuse'; by: Which | 'cached' }
  /** Reads again, and takes the booking back when the balance is below the floor. */
  | { do: 'compensate'; how: 'takeBack' | 'incrBy' }
  | Write

export interface Write {
  do: 'write'
  verb: Verb
  /** Without the idempotency key. */
  unkeyed: boolean
  /** Sends the write again when no reply comes. */
  retry: boolean
}

export type Verb =
  /** Computes the sum from the read `from`, and hands over the read `handed`. */
  | { verb: 'set'; from: Which; handed: Which; sum: Sum }
  | { verb: 'setIfEq'; compared: Which; from: Which }
  | { verb: 'incrBy'; sum: Sum }
  /** A script that writes a number and looks at nothing. */
  | { verb: 'blind'; from: Which; sum: Sum }
  /** A script that looks at the balance, and then writes a number that was computed before. */
  | { verb: 'decoy'; look: 'GET' | 'SET GET' | 'STRLEN'; from: Which; sum: Sum }
  /** A script that reads and adds. */
  | { verb: 'add'; how: 'GET' | 'INCRBY'; sum: Sum; checked: boolean }
  /** A script that writes only if the value or version is that of the read `compared`; the sum is from `from`. */
  | { verb: 'compare'; on: 'value' | 'version'; compared: Which; from: Which }
  /** A script that writes a number unrelated to the balance. Only where nothing was read. */
  | { verb: 'constant' }
  /** A script that writes nothing and answers nothing. */
  | { verb: 'nothing' }
  /** A script that writes nothing and says so. */
  | { verb: 'refuse'; answer: 'conflict' | 'rejected' }

/** All writes of the program. The place of a write decides by how much its wrong sum is off. */
export function writesOf({ deposit, withdrawal }: Program): Write[] {
  return [...deposit.statements, ...withdrawal.statements].filter((one) => one.do === 'write')
}

/** By how much a wrong sum of the write is off: an odd number, so never an amount, which is a multiple of ten. */
export const offBy = (program: Program, write: Write): number => 3 ** (1 + writesOf(program).indexOf(write))

/** What a sum adds to the balance that it is computed from. */
export function addedBy(sum: Sum, amount: number, off: number): number {
  switch (sum) {
    case 'right':
      return amount
    case 'twice':
      return 2 * amount
    case 'off':
      return amount + off
    case 'same':
      return 0
  }
}

/** The index of the read `which` among `count` reads. */
export function indexOf(which: Which, count: number): number {
  switch (which) {
    case 'newest':
      return count - 1
    case 'previous':
      return Math.max(0, count - 2)
    case 'oldest':
      return 0
  }
}
