import { cellsOf } from '../../shared/proof/claims.ts'
import type { MatrixLine } from '../../shared/proof/stream-lines.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Examiner } from './examiner.ts'
import { Unexplorable } from './unexplorable.ts'

/** Yields the matrix: a row for each strategy, then each cell as soon as it is found. Ends when the signal aborts. */
export async function* matrix(
  catalogue: Catalogue,
  examiner: Examiner,
  signal: AbortSignal,
): AsyncGenerator<MatrixLine> {
  const entries = [...catalogue.values()]
  for (const { id, card } of entries) {
    const { title, own, problem, needs } = card
    yield {
      ...{ kind: 'row', strategy: id, title },
      ...(own && { own }),
      ...(problem && { problem }),
      ...(needs && { needs }),
    }
  }
  for (const entry of entries) {
    if (entry.card.problem || entry.card.needs) continue
    try {
      for (const cell of cellsOf(entry.card.claims)) {
        const finding = await examiner.find(entry, cell, signal)
        const { claimed } = cell
        yield { kind: 'cell', strategy: entry.id, finding, ...(claimed && { claimed }) }
      }
    } catch (error) {
      if (!(error instanceof Unexplorable)) throw error
      const { title, own } = entry.card
      yield { kind: 'row', strategy: entry.id, title, ...(own && { own }), problem: error.message }
    }
  }
  yield { kind: 'end' }
}
