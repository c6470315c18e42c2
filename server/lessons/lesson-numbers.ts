/** Settings and numbers that lessons share with one another, or with their texts. */

/** A round sets all of these, so that no setting of the round before stays. */
export const PLAIN = { overdraft: 'allowed', lostReplies: 0, durable: false } as const

/** Bots of a round without a delay: so many that two of them meet now and then. */
export const FAST_BOTS = { count: 20, perSecond: 2 } as const
/** Transactions after which "it never happens" would be believed. */
export const ENOUGH_BOOKED = 500
/** Bots that all want to write at once. */
export const MANY_BOTS = { count: 20, perSecond: 0.3 } as const
/** Seconds after which a lock of `lock` and `fenced-lock` ends, and a pause that is longer. */
export const LOCK_SECONDS = 3
export const LONG_PAUSE_SECONDS = 4
