import { z } from 'zod'
import { ANOMALIES, PLACES } from './proof/anomaly.ts'
import { Claims } from './proof/claims.ts'

/** What the explorer found in the scenario of one cell of the matrix. */
export const Finding = z.object({
  anomaly: z.enum(ANOMALIES).describe('What was looked for. `wrong-result` appears only when it was found.'),
  place: z.enum(PLACES).describe('With one server process, or with several.'),
  found: z
    .enum(['never', 'possible', 'not-found'])
    .describe(
      '`possible`: an interleaving has it. `never`: all interleavings of all scenarios that were tried were run, and none has it. `not-found`: none of those that were run has it, but there are more.',
    ),
  count: z.int().describe('How many interleavings of the scenario in `query` have it.'),
  schedules: z.int().describe('Interleavings of that scenario that were run.'),
  complete: z.boolean().describe('These were all interleavings of it.'),
  query: z.string().describe('Opens the evidence, put after `/explore?`.'),
  tried: z
    .array(
      z.object({
        query: z.string().describe('The scenario, as above.'),
        schedules: z.int().describe('Interleavings run.'),
        complete: z.boolean().describe('These were all interleavings of it.'),
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
  claims: Claims.optional().describe('What can go wrong with it, as its file states.'),
  toSee: z
    .string()
    .optional()
    .describe('What a host sets so that people see it fail; absent when nothing has to be set.'),
  own: z.literal(true).optional().describe("A participant's own, from the folder of `--strategies`."),
  needs: z
    .string()
    .optional()
    .describe(
      'Why it cannot be chosen: the Redis in use lacks a command that it needs. Says which Redis has it.',
    ),
  untried: z.array(z.string()).optional().describe('What the explorer has not tried, in words.'),
  remarks: z.array(z.string()).optional().describe('What else the explorer found, in words.'),
  problem: z.string().optional().describe('Why it cannot be used.'),
  mistake: z
    .string()
    .optional()
    .describe('It can be used, but its own mistake made a transaction fail: the first mistake, and where.'),
  unproven: z.string().optional().describe('Why the explorer broke off, if it did.'),
  findings: z.array(Finding).optional().describe('What the explorer found; absent until it has looked.'),
})
export type StrategyCard = z.infer<typeof StrategyCard>

/** A strategy as messages list it: its file is sent to those who ask. */
export const ListedStrategy = StrategyCard.extend({
  edition: z.string().describe('Changes when the file does. `read-source` asks for the file.'),
})
export type ListedStrategy = z.infer<typeof ListedStrategy>

/** A strategy with its file, as the server holds it and `/api/strategies` answers. */
export const StrategyFile = StrategyCard.extend({
  source: z.string().describe("The strategy's file, as it stands."),
})
export type StrategyFile = z.infer<typeof StrategyFile>
