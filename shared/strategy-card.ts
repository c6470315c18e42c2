import { z } from 'zod'
import { ANOMALIES, PLACES } from './proof/anomaly.ts'
import { Claims } from './proof/claims.ts'

/** What the explorer found in the scenario of one cell of the matrix. */
export const Finding = z.object({
  anomaly: z.enum(ANOMALIES).describe('What was looked for.'),
  place: z.enum(PLACES).describe('With one server process, or with several.'),
  found: z.enum(['never', 'possible']).describe('Whether an interleaving has it.'),
  count: z.int().describe('How many have it.'),
  schedules: z.int().describe('Interleavings run.'),
  complete: z.boolean().describe('Those were all there are.'),
  query: z.string().describe('Opens the evidence: `/explore?` and this.'),
})
export type Finding = z.infer<typeof Finding>

/** A strategy as the page shows it. */
export const StrategyCard = z.object({
  id: z.string().describe('Its file name without the ending; what `configure` takes.'),
  title: z.string().describe('Its commands in order, for people.'),
  claims: Claims.optional().describe('What can go wrong with it, by its own account.'),
  source: z.string().describe("The strategy's file, as it stands."),
  own: z.literal(true).optional().describe('From the folder that the server was started with.'),
  problem: z.string().optional().describe('It cannot be used, and why.'),
  unproven: z.string().optional().describe('Why the explorer broke off, if it did.'),
  findings: z.array(Finding).optional().describe('What the explorer found; absent until it has looked.'),
})
export type StrategyCard = z.infer<typeof StrategyCard>
