import type { ErrorCode } from './errors.ts'

/** Apart from the table, so that pages need not load all its texts; a test compares the two. */
const IN_DOUBT: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['in-doubt', 'internal'])

/** Whether it is certain, after this error, that nothing of the request took effect. */
export const isDefinite = (code: ErrorCode): boolean => !IN_DOUBT.has(code)
