import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { Claim, type StrategyCard } from '../shared/strategy-card.ts'
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
          : !Claim.safeParse(strategy.claim).success
            ? 'its claim is incomplete'
            : undefined
  if (problem) throw new Error(`strategies/${id}.ts is no strategy: ${problem}`)
  return strategy as Strategy
}

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
      return [id, { id, strategy, card: { id, title: strategy.title, claim: strategy.claim, source } }]
    }),
  )
  const loses = ([, { strategy }]: [string, CatalogueEntry]): number =>
    strategy.claim.oneNode === 'loses' ? 0 : 1
  return new Map(entries.sort((a, b) => loses(a) - loses(b)))
}
