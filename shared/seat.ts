import { z } from 'zod'
import { PlayerId } from './journal.ts'
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
  hostToken: Secret.optional().describe(
    'What makes this browser a host: from `created`, or the secret of its own `request-host` or `use-host-link`. A wrong token is ignored.',
  ),
})
