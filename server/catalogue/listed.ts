import { createHash } from 'node:crypto'
import type { ListedStrategy, StrategyFile } from '../../shared/strategy-card.ts'

/** A short name of a file's text, which changes with it. */
export const editionOf = (source: string): string =>
  createHash('sha1').update(source).digest('hex').slice(0, 12)

/** The strategy without its file: a phone asks for the one that it shows. */
export function listed({ source, ...card }: StrategyFile): ListedStrategy {
  return { ...card, edition: editionOf(source) }
}
