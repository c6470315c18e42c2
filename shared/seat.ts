import { z } from 'zod'
import { PlayerId, TxId } from './journal.ts'
import { LIMITS } from './limits.ts'

/** What proves a seat or the rights of a host. */
export const Secret = z.string().min(16).max(64)

export const Code = z
  .string()
  .max(16)
  .describe('The room; any case, with or without a dot, a dash or a space.')
export const Nickname = z
  .string()
  .describe(
    `1 to ${LIMITS.nickname} characters (grapheme clusters) of ${LIMITS.nicknameCodePoints} code points in all, at least one of them readable. The server trims it and decides; the message of \`bad-nickname\` says why not.`,
  )

export const Seat = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('new'),
    nickname: Nickname,
    player: PlayerId.optional().describe(
      'The id of the new seat, made by you at random (nanoid). Then a re-send with the same `secret` is harmless: it gets the same seat.',
    ),
    secret: Secret.optional().describe('Its secret, made by you at random; only together with `player`.'),
  }),
  z.strictObject({
    kind: z.literal('resume'),
    player: PlayerId.describe('From the `you` of `entered`.'),
    secret: Secret.describe('From the same `you`.'),
  }),
  z.strictObject({ kind: z.literal('screen') }),
])
export type Seat = z.infer<typeof Seat>

export const Enter = z.strictObject({
  type: z.literal('enter'),
  protocol: z.int().describe('The version of this protocol you speak.'),
  code: Code,
  seat: Seat.describe('As a new player, a returning player, or a screen.'),
  hostToken: Secret.optional().describe('From `created`: makes you host. A wrong token is ignored.'),
})

/* ---- a browser asks for the seat of a player who is away; a host gives or refuses it ---- */

export const RequestSeat = z.strictObject({
  type: z.literal('request-seat'),
  code: Code,
  request: TxId.describe('The id of this request, made by you at random (nanoid).'),
  nickname: z.string().describe('The nickname of the player whose seat it is.'),
  secret: Secret.describe('The new secret of the seat, made by you at random.'),
})
export const AnswerRequest = z.strictObject({
  type: z.literal('answer-request'),
  request: TxId.describe('One of `requests`.'),
  granted: z.boolean().describe('Whether the browser that asks gets the seat.'),
})
export const Requested = z.object({
  type: z.literal('requested'),
  request: z.string().describe('Your request.'),
  player: z.string().describe('The player whose seat it is.'),
  digits: z.string().describe('Two digits to show, so that the host knows which browser asks.'),
  state: z
    .enum(['waiting', 'granted', 'refused'])
    .describe(
      '`waiting`: send the `request` again every few seconds. `granted`: `enter` with `resume`, this player and your secret.',
    ),
})
export const SeatRequest = z.object({
  request: z.string().describe('The id of the request.'),
  player: z.string().describe('The player whose seat is asked for.'),
  digits: z.string().describe('What the browser that asks shows.'),
})
export type SeatRequest = z.infer<typeof SeatRequest>
export const SeatRequestList = z.object({
  type: z.literal('seat-requests'),
  requests: z.array(SeatRequest).describe('All requests that wait now.'),
})
