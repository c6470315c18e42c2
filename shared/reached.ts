import { z } from 'zod'

/** Where people reach a server, as its clients are told. */
export const reached = {
  origins: z
    .array(z.string())
    .describe(
      'Where people reach this server: for phones, best guess first; last, for the machine it runs on.',
    ),
  inner: z
    .array(z.string())
    .optional()
    .describe(
      'Addresses of that machine that phones most likely do not reach. Some may be the last of `origins`.',
    ),
  unreachable: z
    .string()
    .optional()
    .describe('Why no address for phones is known, and what to do. Then `origins` has only the last one.'),
}
export const Reached = z.object({ type: z.literal('reached'), ...reached })
export type Reached = z.infer<typeof Reached>
