import { z } from 'zod'
import { ListedStrategy } from './strategy-card.ts'

export const ReadSource = z.strictObject({
  type: z.literal('read-source'),
  strategy: z.string().max(100).describe('Its id.'),
})

export const Strategies = z.object({
  type: z.literal('strategies'),
  strategies: z.array(ListedStrategy).describe('All strategies that a room can choose from now on.'),
})

export const Source = z.object({
  type: z.literal('source'),
  strategy: z.string().describe('Its id.'),
  edition: z.string().describe('The `edition` that the list has of this file.'),
  source: z.string().describe("The strategy's file, as it stands."),
})
