import { z } from 'zod'
import { ANOMALIES, PLACES } from './proof/anomaly.ts'
import { Claims } from './proof/claims.ts'

/** What the explorer found in the scenario of one cell of the matrix. */
export const Finding = z.object({
  anomaly: z
    .enum(ANOMALIES)
    .describe('What was looked for, or `wrong-result`, which is only told when it was found.'),
  place: z.enum(PLACES).describe('With one server process, or with several.'),
  found: z
    .enum(['never', 'possible', 'not-found'])
    .describe(
      'Whether an interleaving has it. `never`: all interleavings of all scenarios that were tried were run, and none has it. `not-found`: none of those that were run has it, and there are more.',
    ),
  count: z.int().describe('How many of the scenario of `query` have it.'),
  schedules: z.int().describe('Interleavings of that scenario that were run.'),
  complete: z.boolean().describe('Those were all there are of it.'),
  query: z.string().describe('Opens the evidence: `/explore?` and this.'),
  tried: z
    .array(
      z.object({
        query: z.string().describe('The scenario, as above.'),
        schedules: z.int().describe('Interleavings run.'),
        complete: z.boolean().describe('Those were all there are.'),
      }),
    )
    .optional()
    .describe('Every scenario that was tried.'),
})
export type Finding = z.infer<typeof Finding>

/** A strategy as the page shows it. */
export const StrategyCard = z.object({
  id: z.string().describe('Its file name without the ending; what `configure` takes.'),
  title: z.string().describe('Its commands in order, for people.'),
  claims: Claims.optional().describe('What can go wrong with it, by its own account.'),
  source: z.string().describe("The strategy's file, as it stands."),
  own: z.literal(true).optional().describe('From the folder that the server was started with.'),
  needs: z
    .string()
    .optional()
    .describe('The Redis in use lacks a command of it, so it cannot be chosen; which one has it.'),
  untried: z.array(z.string()).optional().describe('What the explorer has not tried, in words.'),
  remarks: z.array(z.string()).optional().describe('What else the explorer found, in words.'),
  problem: z.string().optional().describe('It cannot be used, and why.'),
  mistake: z
    .string()
    .optional()
    .describe('It can be used, but a transaction failed by its own fault: what went wrong first, and where.'),
  unproven: z.string().optional().describe('Why the explorer broke off, if it did.'),
  findings: z.array(Finding).optional().describe('What the explorer found; absent until it has looked.'),
})
export type StrategyCard = z.infer<typeof StrategyCard>
