import { z } from 'zod'

/** What a strategy says of itself: does it keep every update? */
export const Claim = z.object({
  /** With one server process. */
  oneNode: z.enum(['keeps', 'loses']),
  /** With several server processes on one Redis. */
  manyNodes: z.enum(['keeps', 'loses']),
  because: z.string(),
})
export type Claim = z.infer<typeof Claim>

/** A strategy as the page shows it. The id is its file name. */
export const StrategyCard = z.object({
  id: z.string(),
  title: z.string(),
  claim: Claim,
  /** The strategy's file, as it stands. */
  source: z.string(),
})
export type StrategyCard = z.infer<typeof StrategyCard>
