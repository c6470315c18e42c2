import { z } from 'zod'
import { ERRORS } from './errors.ts'

/** Every refusal of ours that a WebSocket can meet before the first message, and the only place where they are written down. */
export const CONNECTION_REFUSALS = {
  'server-full': ERRORS['server-full'].message,
  'server-stopping': 'The server is stopping.',
  'wrong-path':
    'The live connection came to the server at a wrong address. Check the path in the settings of the proxy in front of it.',
  'bad-handshake':
    'The live connection came to the server incomplete: something on the way changes it. Check the WebSocket settings of the proxy in front of it.',
} as const satisfies Record<string, string>

export type ConnectionRefusal = keyof typeof CONNECTION_REFUSALS

const codes = Object.keys(CONNECTION_REFUSALS) as [ConnectionRefusal, ...ConnectionRefusal[]]

/**
 * What `GET /api/connection` answers. A page that gets this, but no WebSocket, knows that the server is up and what the
 * server thinks of its WebSocket. `server` tells it from the answer of any other program on the way.
 */
export const ConnectionCheck = z.object({
  server: z.literal('bank-run'),
  protocol: z.int().positive(),
  refusal: z
    .object({ code: z.enum(codes), message: z.string() })
    .nullable()
    .describe('Why this server refuses WebSockets from the address of the caller now, or has just done so.'),
})
export type ConnectionCheck = z.infer<typeof ConnectionCheck>
