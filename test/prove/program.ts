import type { Scenario } from '../../shared/proof/scenario.ts'

/**
 * A small strategy as data, so that it can be made up at random, made smaller, printed, and run by something that knows
 * which read each written number was computed from.
 */
export interface Program {
  scenario: Scenario
  /** The strategy says that it may take its bookings back. */
  takesBack: boolean
  deposit: Body
  withdrawal: Body
}

export interface Body {
  /** What is taken first, in this order, and given back at the end in the opposite order. */
  guards: readonly Guard[]
  /** Each attempt has a connection of its own, and what it sets or adds goes through a MULTI block there. */
  lease: boolean
  /** The statements are tried again, as often as the account allows, while the last write answers `conflict`. */
  again: boolean
  statements: readonly Statement[]
  /** `answer`: what the last write answered, or `gave-up` without one. */
  end: 'answer' | 'rejected' | 'gave-up'
}

export type Guard =
  | {
      guard: 'lock'
      ttl: boolean
      /** `step`: says at the seam that it waits. `loop`: asks again and again. */
      poll: 'step' | 'loop'
      release: 'del' | 'checked' | 'never'
    }
  /** A lock in a key of the strategy's own. */
  | { guard: 'key'; ttl: boolean; release: 'del' | 'checked' | 'never' }
  | { guard: 'mutex' }

/** One of the reads of the transaction so far. */
export type Which = 'newest' | 'previous' | 'oldest'

/** What is computed: the right sum; one with the amount twice; one that is a little off; the same balance as before. */
export type Sum = 'right' | 'twice' | 'off' | 'same'

export type Statement =
  | { do: 'get' }
  | { do: 'think' }
  /** Only on a leased connection. */
  | { do: 'watch' }
  /** Answers `rejected` when a read says that it is not covered. `cached`: the newest read of any transaction here. */
  | { do: 'refuse'; by: Which | 'cached' }
  /** Reads once more, and takes the booking back when the balance is below zero. */
  | { do: 'compensate'; how: 'takeBack' | 'incrBy' }
  | Write

export interface Write {
  do: 'write'
  verb: Verb
  /** Without the idempotency key. */
  unkeyed: boolean
  /** When no reply comes, the same once more. */
  retry: boolean
}

export type Verb =
  /** Hands one read over, and has computed the sum from another. */
  | { verb: 'set'; from: Which; handed: Which; sum: Sum }
  | { verb: 'setIfEq'; compared: Which; from: Which }
  | { verb: 'incrBy'; sum: Sum }
  /** A script that writes a number and looks at nothing. */
  | { verb: 'blind'; from: Which; sum: Sum }
  /** A script that looks at the balance, and then writes a number that was computed before. */
  | { verb: 'decoy'; look: 'GET' | 'SET GET' | 'STRLEN'; from: Which; sum: Sum }
  /** A script that reads and adds. */
  | { verb: 'add'; how: 'GET' | 'INCRBY'; sum: Sum; checked: boolean }
  /** A script that writes only if value or version is what was read: in one read compared, in another computed from. */
  | { verb: 'compare'; on: 'value' | 'version'; compared: Which; from: Which }
  /** A script that writes a number which has nothing to do with the balance. Only where nothing was read. */
  | { verb: 'constant' }
  /** A script that writes nothing and answers nothing. */
  | { verb: 'nothing' }
  /** A script that writes nothing and says so. */
  | { verb: 'refuse'; answer: 'conflict' | 'rejected' }

/** Number of the write among all of the program: each sum that is off is off by another number. */
export function writesOf({ deposit, withdrawal }: Program): Write[] {
  return [...deposit.statements, ...withdrawal.statements].filter((one) => one.do === 'write')
}

/** Odd and unlike all amounts, which are multiples of ten. */
export const offBy = (program: Program, write: Write): number => 3 ** (1 + writesOf(program).indexOf(write))

/** What a sum adds to what it is computed from. */
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

/** Which of `count` reads is meant: its index. */
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
