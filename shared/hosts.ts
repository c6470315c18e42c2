import { z } from 'zod'
import { Secret } from './seat.ts'

/* The browsers that are hosts of a room. Each has a secret of its own; the first of them can revoke the others. */

export const UseHostLink = z.strictObject({
  type: z.literal('use-host-link'),
  link: z.string().max(64).describe('What stands after `#host=` in the link. It works once.'),
  secret: Secret.describe(
    'The secret of this browser as a host, made by you at random. Store it and keep it secret.',
  ),
})
export const RevokeHost = z.strictObject({
  type: z.literal('revoke-host'),
  host: z.string().max(32).describe('One of `hosts`, but not the first.'),
})

export const Hosting = z.object({
  type: z.literal('hosting'),
  host: z.boolean().describe('Whether you are a host now. If not, your `hostToken` is worth nothing.'),
})
export const HostDevice = z.object({
  host: z.string().describe('The id of the browser as a host.'),
  made: z
    .enum(['opened', 'link', 'granted'])
    .describe('How it became a host: it opened the room, it used a link, or a host granted its request.'),
  player: z.string().optional().describe('The player on it when it became a host, if any.'),
  at: z.int().describe('When it became a host.'),
  first: z.literal(true).optional().describe('It gets this list, and can revoke the others.'),
})
export type HostDevice = z.infer<typeof HostDevice>
export const HostList = z.object({
  type: z.literal('hosts'),
  hosts: z.array(HostDevice).describe('All browsers that are hosts, the first one first.'),
})

export const HOST_MESSAGES = { client: [UseHostLink, RevokeHost], server: [Hosting, HostList] } as const
