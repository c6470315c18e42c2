import type { Finding } from '../strategy-card.ts'
import type { Ending, Exploration } from './exploration.ts'
import type { Scenario } from './scenario.ts'

/**
 * One line of `GET /api/explore?…` (NDJSON): `begin`, any number of `found`, then `end` or `failed`. A second `begin`
 * says that the search has begun again: forget what was found before it.
 */
export type ExploreLine =
  | { kind: 'begin'; strategy: string; title: string; scenario: Scenario }
  /** `done`: the share of the search that is done, 0 to 1. */
  | { kind: 'found'; done: number; endings: Ending[] }
  | { kind: 'end'; exploration: Exploration }
  | { kind: 'failed'; code: string; message: string }

/** One line of `GET /api/matrix` (NDJSON): all rows, then the cells as they are found, then `end`. */
export type MatrixLine =
  | { kind: 'row'; strategy: string; title: string; own?: true; problem?: string; needs?: string }
  | { kind: 'cell'; strategy: string; finding: Finding; claimed?: 'never' | 'possible' }
  | { kind: 'end' }
