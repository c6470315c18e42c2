import { type LiveCatalogue, loadCatalogue } from '../catalogue/catalogue.ts'
import { openOwnStrategies } from './own-strategies.ts'

export interface LoadedCatalogue {
  catalogue: LiveCatalogue
  /** Ends the threads of your own strategies. */
  close(): Promise<void>
}

/**
 * Loads our strategies, and your own if a folder is given, for a command that runs and ends. A strategy that cannot be
 * used is in the catalogue, too, with its problem on its card. `onOutput` gets each line that your strategies print.
 * Throws `EngineError` when the folder does not exist.
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
