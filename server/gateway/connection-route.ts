import type { IncomingMessage } from 'node:http'
import {
  CONNECTION_REFUSALS,
  type ConnectionCheck,
  type ConnectionRefusal,
} from '../../shared/connection-check.ts'
import { PACE } from '../../shared/pace.ts'
import { PROTOCOL } from '../../shared/protocol-version.ts'
import type { ApiRoute } from './api.ts'
import { TokenBucket } from './token-bucket.ts'

/**
 * `GET /api/connection`: for a page whose WebSocket does not open. `refusalOf` says what a WebSocket of that client
 * would meet at this server now, or met lately.
 */
export function connectionRoute(
  refusalOf: (request: IncomingMessage) => ConnectionRefusal | undefined,
): ApiRoute {
  return {
    path: '/api/connection',
    // It reads nothing from Redis, and on a network without WebSockets every phone of a room calls it.
    pace: new TokenBucket(PACE.connectionChecks),
    async handle({ request, response }) {
      const code = refusalOf(request)
      const check: ConnectionCheck = {
        server: 'bank-run',
        protocol: PROTOCOL,
        refusal: code ? { code, message: CONNECTION_REFUSALS[code] } : null,
      }
      response
        .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        .end(`${JSON.stringify(check)}\n`)
    },
  }
}
