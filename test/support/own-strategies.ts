import { mkdtemp, rename, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CatalogueEntry, type LiveCatalogue, loadCatalogue } from '../../server/catalogue/catalogue.ts'
import type { StrategyExaminer } from '../../server/own-strategies/examinations.ts'
import { openOwnStrategies } from '../../server/own-strategies/own-strategies.ts'

/** A folder for participants' files that is made for a test. */
export interface TestFolder {
  path: string
  /** Writes the file in one step, as editors do: writes another file and renames it. */
  put(name: string, text: string): Promise<void>
  remove(name: string): Promise<void>
  clear(): Promise<void>
}

export async function makeFolder(files: Record<string, string> = {}): Promise<TestFolder> {
  const path = await mkdtemp(join(tmpdir(), 'bank-run-workshop-'))
  const folder: TestFolder = {
    path,
    async put(name, text) {
      await writeFile(join(path, `.${name}.new`), text)
      await rename(join(path, `.${name}.new`), join(path, name))
    },
    remove: (name) => unlink(join(path, name)),
    clear: () => rm(path, { recursive: true, force: true }),
  }
  for (const [name, text] of Object.entries(files)) await folder.put(name, text)
  return folder
}

/** A workshop without a server around it. */
export interface TestOwnStrategies {
  folder: TestFolder
  catalogue: LiveCatalogue
  printed: string[]
  problems: string[]
  /** The entry as soon as it fits, now or after any later change of the catalogue. */
  until(id: string, fits?: (entry: CatalogueEntry) => boolean): Promise<CatalogueEntry>
  /** The problem of that card as soon as it has one. */
  problem(id: string): Promise<string>
  /** Resolves when the entry is gone. */
  gone(id: string): Promise<void>
  close(): Promise<void>
}

export async function openTestOwnStrategies(
  files: Record<string, string> = {},
  examine?: StrategyExaminer,
): Promise<TestOwnStrategies> {
  const folder = await makeFolder(files)
  const catalogue = await loadCatalogue()
  const printed: string[] = []
  const problems: string[] = []
  const ownStrategies = await openOwnStrategies({
    folder: folder.path,
    catalogue,
    examine,
    onOutput: (file, line) => void printed.push(`${file}: ${line}`),
    onProblem: (_, problem) => void problems.push(problem),
  })
  const when = <T>(found: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const check = (): void => {
        const value = found()
        if (value === undefined) return
        stop()
        resolve(value)
      }
      const stop = catalogue.onChange(check)
      check()
    })
  const until = (id: string, fits: (entry: CatalogueEntry) => boolean = () => true) =>
    when(() => {
      const entry = catalogue.get(id)
      return entry && fits(entry) ? entry : undefined
    })
  return {
    folder,
    catalogue,
    printed,
    problems,
    until,
    problem: async (id) => (await until(id, ({ card }) => card.problem !== undefined)).card.problem as string,
    gone: async (id) => {
      await when(() => (catalogue.has(id) ? undefined : true))
    },
    async close() {
      await ownStrategies.close()
      await folder.clear()
    },
  }
}

/** The text of a strategy file with this body of `update`. */
export const fileOf = (body: string, before = ''): string =>
  `${before}\nexport default {\n  title: 'GET, think, SET',\n  async update(account, tx, step) {\n${body}\n  },\n}\n`

export const NAIVE = fileOf(`    const seen = await account.get()
    await step('read', seen)
    return account.set(seen.balance + tx.amount, seen)`)
