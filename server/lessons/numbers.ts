/** Numbers that a lesson's settings and its texts share. */

/** Bots of a round without a delay: so many that two of them meet now and then. */
export const FAST_BOTS = { count: 20, perSecond: 5 } as const
/** Transactions after which "it never happens" would be believed. */
export const ENOUGH_BOOKED = 500
