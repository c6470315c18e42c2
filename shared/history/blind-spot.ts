/**
 * What a check of balances cannot see. +50, −50 and +10 can be interleaved in 90 ways; done naively, 84 of them lose
 * something. Of these, 8 are linearizable as operations on a balance, this one among them.
 */
export const BLIND_SPOT = {
  amounts: [50, -50, 10],
  losing: 84,
  unseen: 8,
  /** Transactions by number, in the order of their steps: the first time is the read, the second the write. */
  schedule: [3, 1, 1, 2, 2, 3],
  warning:
    'Balances without versions cannot show every loss: of the 84 ways in which a naive +50, −50 and +10 lose one, 8 pass.',
  example:
    'One of them: the third reads 100. The first reads 100 and writes 150. The second reads 150 and writes 100. Now the third writes 110. Every balance fits, yet two updates are gone: the third never saw them.',
} as const

/** A checker that gets no amounts cannot find a wrong one. */
export const NO_AMOUNTS =
  'Elle and Knossos are told no amounts: a write that did something else than its amount is valid for them.'

/** A wrong amount that a check of balances cannot see: `done` is what the writes did, each built on the one before. */
export const WRONG_UNSEEN = {
  opening: 100,
  amounts: [70, -20, 10, -10],
  done: [70, -20, 30, -10],
  example:
    'From 100, +70 leaves 170, −20 leaves 150, +10 leaves 180 where it should leave 160, and −10 leaves 170. If they were all under way at once, −20 may have come last, and then every balance fits.',
} as const
