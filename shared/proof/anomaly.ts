/** What can go wrong with the transactions of a scenario. */
export const ANOMALIES = ['lost-update', 'overdraft', 'double-apply', 'starvation'] as const
export type Anomaly = (typeof ANOMALIES)[number]

/** One server process, or several on one Redis. */
export const PLACES = ['oneNode', 'manyNodes'] as const
export type Place = (typeof PLACES)[number]
