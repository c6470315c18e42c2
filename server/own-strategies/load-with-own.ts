import { type LiveCatalogue, loadCatalogue } from '../catalogue/catalogue.ts'
import { openOwnStrategies } from './own-strategies.ts'

export interface LoadedCatalogue {
  catalogue: LiveCatalogue
  /** Ends the threads of your own strategies. */
  close(): Promise<void>
}

/**
 * Ours, and with a folder your own beside them, for a command that runs and ends. One that cannot be used is among
 * them, with its problem on its card. `onOutput` hears what they print. Throws `EngineError` without such a folder.
 */
export async function loadWithOwn(
  folder: string | undefined,
  onOutput: (file: string, line: string) => void = () => {},
): Promise<LoadedCatalogue> {
  const catalogue = await loadCatalogue()
  if (folder === undefined) return { catalogue, close: async () => {} }
  const ownStrategies = await openOwnStrategies({ folder, catalogue, onOutput, onProblem: () => {} })
  return { catalogue, close: () => ownStrategies.close() }
}
