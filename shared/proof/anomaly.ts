/** What can go wrong with the transactions of a scenario. Those that have a column in the matrix come first. */
export const MATRIX_ANOMALIES = [
  'lost-update',
  'overdraft',
  'double-apply',
  'wrong-amount',
  'false-refusal',
  'refused-in-balance',
  'hangs',
  'starvation',
] as const
/**
 * `wrote-nothing`: a transaction failed because its script answered a booking and wrote nothing. `wrong-result`: the
 * result is not that of any serial order, and none of the other names explains it.
 */
export const ANOMALIES = [...MATRIX_ANOMALIES, 'wrote-nothing', 'wrong-result'] as const
export type Anomaly = (typeof ANOMALIES)[number]
export type MatrixAnomaly = (typeof MATRIX_ANOMALIES)[number]

/** With these a transaction did nothing and its player was told so: named, but not unsafe. */
const HARMLESS: ReadonlySet<Anomaly> = new Set(['starvation', 'wrote-nothing'])
export const isUnsafe = (anomaly: Anomaly): boolean => !HARMLESS.has(anomaly)

/** One server process, or several on one Redis. */
export const PLACES = ['oneNode', 'manyNodes'] as const
export type MatrixPlace = (typeof PLACES)[number]
