import { z } from 'zod'

/** What a strategy says of itself: does it keep every update? */
export const Claim = z.object({
  oneNode: z.enum(['keeps', 'loses']).describe('With one server process.'),
  manyNodes: z.enum(['keeps', 'loses']).describe('With several server processes on one Redis.'),
  because: z.string().describe('Why, in a sentence without a full stop.'),
})
export type Claim = z.infer<typeof Claim>

/** A strategy as the page shows it. */
export const StrategyCard = z.object({
  id: z.string().describe('Its file name without the ending; what `configure` takes.'),
  title: z.string().describe('Its commands in order, for people.'),
  claim: Claim.describe('Does it keep every update?'),
  source: z.string().describe("The strategy's file, as it stands."),
})
export type StrategyCard = z.infer<typeof StrategyCard>
