import { z } from 'zod'
import { TxId } from './journal.ts'
import { Code, Secret } from './seat.ts'

/* A browser asks a host for something: for the seat of a player who is away, or to be made a host itself. */

const RequestId = TxId.describe('The id of this request, made by you at random (nanoid).')

export const RequestSeat = z.strictObject({
  type: z.literal('request-seat'),
  code: Code,
  request: RequestId,
  nickname: z.string().describe('The nickname of the player whose seat it is.'),
  secret: Secret.describe('The new secret of the seat, made by you at random.'),
})
export const RequestHost = z.strictObject({
  type: z.literal('request-host'),
  request: RequestId,
  secret: Secret.describe(
    'The secret of this browser as a host, made by you at random. Store it and keep it secret.',
  ),
})
export const AnswerRequest = z.strictObject({
  type: z.literal('answer-request'),
  request: TxId.describe('One of `requests`.'),
  granted: z.boolean().describe('Whether the browser gets what it asks for.'),
})

export const Requested = z.object({
  type: z.literal('requested'),
  request: z.string().describe('Your request.'),
  player: z.string().describe('The player whose seat it is; of `request-host`, yourself.'),
  digits: z.string().describe('Two digits to show, so that the host knows which browser asks.'),
  state: z
    .enum(['waiting', 'granted', 'refused', 'expired'])
    .describe(
      '`waiting`: send the request again every few seconds. `granted`: for a seat, `enter` with `resume`, this player and your secret; as a host you get [`hosting`](#hosting). `expired`: a `request-host` that was not answered in time.',
    ),
})
export type Requested = z.infer<typeof Requested>

const request = z.string().describe('The id of the request.')
const digits = z.string().describe('What the browser that asks shows.')

export const SeatRequest = z.object({
  request,
  player: z.string().describe('The player whose seat is asked for.'),
  digits,
})
export type SeatRequest = z.infer<typeof SeatRequest>
export const SeatRequestList = z.object({
  type: z.literal('seat-requests'),
  requests: z.array(SeatRequest).describe('All requests that wait now.'),
})
export const HostRequest = z.object({
  request,
  player: z.string().describe('The player who asks to be made a host.'),
  digits,
})
export type HostRequest = z.infer<typeof HostRequest>
export const HostRequestList = z.object({
  type: z.literal('host-requests'),
  requests: z.array(HostRequest).describe('All requests that wait now.'),
})

export const REQUEST_MESSAGES = {
  client: [RequestSeat, RequestHost, AnswerRequest],
  server: [Requested, SeatRequestList, HostRequestList],
} as const
