import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { Claims, cellsOf } from '../../shared/proof/claims.ts'
import type { StrategyFile } from '../../shared/strategy-card.ts'
import type { Strategy } from '../account/account.ts'
import { isNeed, type Need, needText } from '../account/needs.ts'
import { ROOT } from '../start/root.ts'
import { fileText } from './file-text.ts'

export interface CatalogueEntry {
  id: string
  strategy: Strategy
  card: StrategyFile
}

/** Every strategy by its id: ours first, those that lose updates before the others, then by id; after them your own. */
export interface Catalogue extends ReadonlyMap<string, CatalogueEntry> {
  /** Calls back after every change, until the returned function is called. */
  onChange(listener: () => void): () => void
}

/** Ours stay; your own come and go while the server runs. */
export class LiveCatalogue extends Map<string, CatalogueEntry> implements Catalogue {
  readonly #ours: ReadonlySet<string>
  #lacking: ReadonlySet<Need> = new Set()
  readonly #listeners = new Set<() => void>()

  constructor(ours: readonly CatalogueEntry[]) {
    super(ours.map((entry) => [entry.id, entry]))
    this.#ours = new Set(this.keys())
  }

  /** Replaces your own by these. One with the id of ours is left out. */
  setOwn(entries: readonly CatalogueEntry[]): void {
    for (const id of [...this.keys()]) if (!this.#ours.has(id)) this.delete(id)
    for (const entry of entries) if (!this.#ours.has(entry.id)) this.set(entry.id, this.#withNeeds(entry))
    this.#notify()
  }

  /** Sets what the Redis in use lacks. The card of a strategy that needs it says so, also when it is added later. */
  setLacking(lacking: ReadonlySet<Need>): void {
    this.#lacking = lacking
    for (const entry of this.values()) this.set(entry.id, this.#withNeeds(entry))
    this.#notify()
  }

  #withNeeds({ id, strategy, card }: CatalogueEntry): CatalogueEntry {
    const { needs: _, ...rest } = card
    const { needs } = strategy
    const lacks = needs !== undefined && this.#lacking.has(needs)
    return { id, strategy, card: { ...rest, ...(lacks && { needs: needText(needs) }) } }
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) listener()
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
}

/** The names of sources and compiled files differ only in this. */
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
            : strategy.needs !== undefined && !isNeed(strategy.needs)
              ? 'it needs a command that is not known'
              : undefined
  if (problem) throw new Error(`strategies/${id}.ts is no strategy: ${problem}`)
  return strategy as Strategy
}

/** 0: loses updates on one node, 1: only on several, 2: never. */
function rank({ strategy }: CatalogueEntry): number {
  const loses = cellsOf(strategy.claims).filter(
    ({ anomaly, claimed }) => anomaly === 'lost-update' && claimed === 'possible',
  )
  return 2 - loses.length
}

/** Loads `server/strategies/`: one file, one strategy, the file's name is its id and its text is what players see. */
export async function loadCatalogue(): Promise<LiveCatalogue> {
  const sources = join(ROOT, 'server', 'strategies')
  const files = (await readdir(sources)).filter((file) => /^[a-z0-9-]+\.ts$/.test(file)).sort()
  const entries = await Promise.all(
    files.map(async (file): Promise<CatalogueEntry> => {
      const id = file.slice(0, -3)
      const module = (await import(new URL(`../strategies/${id}${EXTENSION}`, import.meta.url).href)) as {
        default?: unknown
      }
      const strategy = checked(id, module.default)
      const source = fileText(await readFile(join(sources, file)))
      const card = {
        id,
        title: strategy.title,
        ...(strategy.claims && { claims: Claims.parse(strategy.claims) }),
        ...(strategy.toSee && { toSee: strategy.toSee }),
        source,
      }
      return { id, strategy, card }
    }),
  )
  return new LiveCatalogue(entries.sort((a, b) => rank(a) - rank(b)))
}
