import { BASE_PATH } from '../router/base-path.ts'

/** The server refused a request, with a code and a message. */
export class RequestRefused extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'RequestRefused'
    this.code = code
  }
}

/** Retries after a 429: the server's rate limit is shared by a whole room. */
const PATIENCE = 5
const LONGEST_WAIT_MS = 5000

/** Requests a path of the API. Throws `Refused` when the server refuses, another error when it does not answer. */
export async function request(path: string, signal: AbortSignal, patience = PATIENCE): Promise<Response> {
  const response = await fetch(BASE_PATH + path, { signal })
  if (response.ok) return response
  if (response.status === 429 && patience > 0) {
    const seconds = Number(response.headers.get('retry-after')) || 1
    await pause(Math.min(LONGEST_WAIT_MS, seconds * 1000), signal)
    return request(path, signal, patience - 1)
  }
  const refusal: unknown = await response.json().catch(() => null)
  if (isRefusal(refusal)) throw new RequestRefused(refusal.code, refusal.message)
  throw new Error(`the server answered ${response.status}`)
}

export async function requestJson<T>(path: string, signal: AbortSignal): Promise<T> {
  const response = await request(path, signal)
  return (await response.json()) as T
}

/** Resolves after `ms` milliseconds; rejects as soon as `signal` aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
}

function isRefusal(value: unknown): value is { code: string; message: string } {
  if (typeof value !== 'object' || value === null) return false
  const { code, message } = value as Record<string, unknown>
  return typeof code === 'string' && typeof message === 'string'
}
