import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { Claims, cellsOf } from '../shared/proof/claims.ts'
import type { StrategyCard } from '../shared/strategy-card.ts'
import type { Strategy } from './account/account.ts'
import { ROOT } from './root.ts'

export interface CatalogueEntry {
  id: string
  strategy: Strategy
  card: StrategyCard
}

/** Every strategy by its id: those that lose first, as a lesson has them, then by id. */
export type Catalogue = ReadonlyMap<string, CatalogueEntry>

/** Sources and compiled files have the same name but for this. */
const EXTENSION = extname(import.meta.filename)

function checked(id: string, exported: unknown): Strategy {
  const strategy = exported as Partial<Strategy> | undefined
  const problem =
    strategy === undefined
      ? 'it has no default export'
      : typeof strategy.title !== 'string'
        ? 'it has no title'
        : typeof strategy.update !== 'function'
          ? 'it has no update function'
          : !Claims.safeParse(strategy.claims).success
            ? 'its claims are incomplete'
            : undefined
  if (problem) throw new Error(`strategies/${id}.ts is no strategy: ${problem}`)
  return strategy as Strategy
}

const mayLose = (claims: Claims | undefined): boolean =>
  cellsOf(claims).some(({ anomaly, claimed }) => anomaly === 'lost-update' && claimed === 'possible')

/** Loads `server/strategies/`: one file, one strategy, the file's name is its id and its text is what players see. */
export async function loadCatalogue(): Promise<Catalogue> {
  const sources = join(ROOT, 'server', 'strategies')
  const files = (await readdir(sources)).filter((file) => /^[a-z0-9-]+\.ts$/.test(file)).sort()
  const entries = await Promise.all(
    files.map(async (file): Promise<[string, CatalogueEntry]> => {
      const id = file.slice(0, -3)
      const module = (await import(new URL(`./strategies/${id}${EXTENSION}`, import.meta.url).href)) as {
        default?: unknown
      }
      const strategy = checked(id, module.default)
      const source = await readFile(join(sources, file), 'utf8')
      return [
        id,
        {
          id,
          strategy,
          card: { id, title: strategy.title, ...(strategy.claims && { claims: strategy.claims }), source },
        },
      ]
    }),
  )
  const loses = ([, { strategy }]: [string, CatalogueEntry]): number => (mayLose(strategy.claims) ? 0 : 1)
  return new Map(entries.sort((a, b) => loses(a) - loses(b)))
}
