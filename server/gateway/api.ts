import type { IncomingMessage, ServerResponse } from 'node:http'
import { ApiError, apiErrorOf } from './api-error.ts'
import { TokenBucket } from './token-bucket.ts'

export interface ApiCall {
  request: IncomingMessage
  response: ServerResponse
  /** The values of the path's `:names`, decoded. */
  params: Readonly<Record<string, string>>
  query: URLSearchParams
}

/** One address below `/api`. */
export interface ApiRoute {
  /** GET and HEAD when absent. */
  method?: 'POST'
  /** `/api/rooms/:code/history`: a part that begins with a colon stands for any one part. */
  path: string
  /** How often it may be called; when absent, it shares the pace of all that have none. */
  pace?: TokenBucket
  /** Answers the call. The client gets an error that is thrown before the answer has begun: throw `ApiError`. */
  handle(call: ApiCall): Promise<void>
}

/** Answers a request for `/api` and returns true; returns false for any other. */
export type Api = (request: IncomingMessage, response: ServerResponse) => boolean

/** Calls of all clients to all routes without a pace of their own: each may have to read much from Redis. */
const RATE_LIMIT = { perSecond: 10, burst: 60 }
/** The client has gone, or has taken too long: no error of ours, so it is not logged. */
const CLIENT_GONE_CODES = ['ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR']

/** `log` gets errors of ours, not refusals. */
export function createApi(
  routes: readonly ApiRoute[],
  log: (error: unknown, what: string) => void,
  pace = new TokenBucket(RATE_LIMIT),
): Api {
  async function answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const [route, params] = routes
      .map((route) => [route, paramsOf(route.path, url.pathname)] as const)
      .find(([route, params]) => params && (route.method ?? 'GET') === method) ?? [undefined, undefined]
    if (method !== 'GET' && !route) throw new ApiError('method-not-allowed')
    if (!(route?.pace ?? pace).take()) throw new ApiError('slow-down')
    if (route && params) return route.handle({ request, response, params, query: url.searchParams })
    throw new ApiError('unknown-path')
  }
  return (request, response) => {
    if (!request.url || !/^\/api([/?]|$)/.test(request.url)) return false
    const url = new URL(request.url, 'http://localhost')
    answer(request, response, url).catch((error: unknown) => {
      const isClientGone = CLIENT_GONE_CODES.includes((error as NodeJS.ErrnoException)?.code ?? '')
      const apiError = apiErrorOf(error)
      if (apiError.code === 'internal' && !isClientGone) log(error, `${url.pathname} failed`)
      if (response.headersSent) response.destroy()
      else refuse(response, apiError)
    })
    return true
  }
}

function refuse(response: ServerResponse, { code, message, status }: ApiError): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...(code === 'method-not-allowed' && { allow: 'GET, HEAD' }),
    ...(code === 'slow-down' && { 'retry-after': '1' }),
  })
  response.end(`${JSON.stringify({ code, message })}\n`)
}

/** The values of the pattern's `:names`; `undefined` when the path does not fit. */
function paramsOf(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [i, part] of wanted.entries()) {
    const text = decoded(given[i] ?? '')
    if (text === undefined) return undefined
    if (part.startsWith(':')) params[part.slice(1)] = text
    else if (part !== text) return undefined
  }
  return params
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}
