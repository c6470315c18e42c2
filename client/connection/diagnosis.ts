import type { ConnectionCause } from '../store/connection-cause.ts'

/** What became of the question by HTTP; `unclear` tells nothing new. */
export type Answer =
  | { is: 'well' }
  | Extract<ConnectionCause, { is: 'unreachable' | 'other-page' | 'refused' }>
  | { is: 'unclear' }

/** What the page has found out since it last had a live connection. */
export interface Diagnosis {
  cause: ConnectionCause
  /** The last answer was that all is well with the server. */
  well: boolean
  /** A try that began after such an answer has failed. */
  failedSince: boolean
}

export const NO_DIAGNOSIS: Diagnosis = { cause: { is: 'unknown' }, well: false, failedSince: false }

/** A try has failed that began when the answers were `wellBefore`. */
export function tryFailed(diagnosis: Diagnosis, wellBefore: boolean): Diagnosis {
  return wellBefore && diagnosis.well ? { ...diagnosis, failedSince: true } : diagnosis
}

/**
 * The server has answered by HTTP, or has not. The network is blamed only for a try that failed between two answers that
 * all was well: a server that restarts meanwhile fails one of the three.
 */
export function answered(diagnosis: Diagnosis, answer: Answer): Diagnosis {
  if (answer.is === 'unclear') return diagnosis
  if (answer.is !== 'well') return { cause: answer, well: false, failedSince: false }
  if (diagnosis.well && diagnosis.failedSince) return { ...diagnosis, cause: { is: 'blocked' } }
  return { cause: { is: 'unknown' }, well: true, failedSince: false }
}
