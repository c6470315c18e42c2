import { BankError, ERRORS } from '../../shared/errors.ts'
import { NoAnswer, RefusedByRedis } from '../redis/wire.ts'

/** Every way in which a call of `/api` can be refused: its HTTP status, and what happened and what to do. */
export const API_ERRORS = {
  'unknown-path': { status: 404, message: 'Nothing is at that address.' },
  'method-not-allowed': { status: 405, message: 'This address can only be read: send GET or HEAD.' },
  'unknown-room': { status: 404, message: ERRORS['unknown-room'].message },
  'not-host': { status: 403, message: 'Only the host of the room may read this.' },
  'unknown-format': { status: 400, message: 'There is no such format.' },
  'unknown-epoch': { status: 400, message: 'There is no such epoch, or its record is not kept any more.' },
  'record-damaged': {
    status: 409,
    message: 'Part of the record in Redis is missing or changed, so its true history is not known.',
  },
  'unknown-strategy': { status: 404, message: ERRORS['unknown-strategy'].message },
  'strategy-broken': { status: 409, message: 'This strategy cannot be explored.' },
  'redis-lacks-command': { status: 409, message: ERRORS['redis-lacks-command'].message },
  'bad-scenario': { status: 400, message: 'That address names no scenario.' },
  'bad-schedule': { status: 400, message: 'That address names no interleaving of this strategy.' },
  'bad-report': { status: 400, message: 'That is no report of a page: { message, stack, page }.' },
  'slow-down': { status: 429, message: 'Too many calls at once. Wait a moment and try again.' },
  'bank-closed': { status: 503, message: 'The server cannot reach Redis. Try again in a moment.' },
  internal: { status: 500, message: ERRORS.internal.message },
} as const satisfies Record<string, { status: number; message: string }>

export type ApiErrorCode = keyof typeof API_ERRORS

/** A refusal that reaches the caller of `/api` as `{ code, message }`. */
export class ApiError extends Error {
  readonly code: ApiErrorCode
  readonly status: number
  /** `detail` is appended to the table's sentence. */
  constructor(code: ApiErrorCode, detail?: string) {
    const { status, message } = API_ERRORS[code]
    super(detail ? `${message} ${detail}` : message)
    this.name = 'ApiError'
    this.code = code
    this.status = status
  }
}

/** The error as a client may see it. */
export function apiErrorOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  if (error instanceof BankError && error.code === 'unknown-room') return new ApiError('unknown-room')
  const passing = error instanceof NoAnswer || (error instanceof RefusedByRedis && error.passing)
  return passing ? new ApiError('bank-closed') : new ApiError('internal')
}
