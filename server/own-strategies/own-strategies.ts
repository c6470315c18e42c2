import { Semaphore } from 'async-mutex'
import type { StrategyFile } from '../../shared/strategy-card.ts'
import type { Strategy } from '../account/account.ts'
import type { CatalogueEntry, LiveCatalogue } from '../catalogue/catalogue.ts'
import { createBoundedOutput } from './bounded-output.ts'
import { createExaminations, type StrategyExaminer } from './examinations.ts'
import type { FoundFile } from './found-file.ts'
import { type HostedStrategy, hostStrategy } from './hosted-strategy.ts'
import { StrategyProblem } from './strategy-problem.ts'
import { createTypeStripper } from './type-stripper.ts'
import { type FolderChange, watchFolder } from './watched-folder.ts'

export interface OwnStrategiesOptions {
  /** The folder with the participants' files. */
  folder: string
  /** Gets the participants' strategies beside ours. */
  catalogue: LiveCatalogue
  /** Examines each strategy. Without it, cards have no verdict. */
  examine?: StrategyExaminer | undefined
  /** Gets each line that a strategy prints. */
  onOutput(file: string, line: string): void
  /** Gets each problem for the log. The strategy's card shows it, too. */
  onProblem(file: string, problem: string): void
}

/** The participants' strategies. While it is open, the catalogue follows the changes in their folder. */
export interface OwnStrategies {
  close(): Promise<void>
}

/** One file of the folder, as last seen. */
interface OwnFile {
  found: FoundFile
  entry?: CatalogueEntry
  hosted?: HostedStrategy
}

/** How many threads may start at the same time. */
const LOADS = 4

/** Resolves when every file in the folder has been loaded. Throws `EngineError` when the folder does not exist. */
export async function openOwnStrategies(options: OwnStrategiesOptions): Promise<OwnStrategies> {
  const { catalogue, folder, onProblem } = options
  const ours = new Set(catalogue.keys())
  const stripper = createTypeStripper()
  const places = new Semaphore(LOADS)
  const files = new Map<string, OwnFile>()
  const loading = new Set<Promise<void>>()
  let closed = false
  const examinations =
    options.examine &&
    createExaminations(options.examine, {
      onFindings: (id, findings) => updateCard(id, { findings }),
      onEnd: updateCard,
      onFailure: (id, error) => {
        const unproven = error instanceof Error ? error.message : String(error)
        updateCard(id, { unproven })
        onProblem(id, `the explorer broke off: ${unproven}`)
      },
    })

  const publish = (): void => {
    if (closed) return
    const entries = [...files.values()].flatMap(({ entry }) => entry ?? [])
    catalogue.setOwn(entries.sort((a, b) => (a.id < b.id ? -1 : 1)))
  }
  function updateCard(
    id: string,
    result: Pick<StrategyFile, 'findings' | 'untried' | 'remarks' | 'unproven' | 'mistake'>,
  ): void {
    for (const file of files.values()) {
      const { entry } = file
      if (entry?.id === id && !entry.card.problem)
        file.entry = { ...entry, card: { ...entry.card, ...result } }
    }
    publish()
  }
  /** Adds the problem of a name that is taken: by one of ours, or by another file. */
  function withNameProblem(found: FoundFile): FoundFile {
    const { id, name } = found
    if (ours.has(id))
      return {
        ...found,
        id: name,
        problem: `${name}: "${id}" is a built-in strategy. Give yours another name.`,
      }
    if (found.problem) return found
    const others = [...files.values()].map((file) => file.found)
    const first = others.find((one) => one.id === id && one.name < name && !one.problem)
    if (!first) return found
    return {
      ...found,
      id: name,
      problem: `${name}: ${first.name} has the same name. Rename one of them.`,
    }
  }
  function markBroken(file: OwnFile, id: string, problem: string): void {
    const { found, entry, hosted } = file
    examinations?.drop(id)
    const known = entry?.id === id && entry.card.source === found.source ? entry.card : undefined
    const card = { title: found.name, ...known, id, source: found.source, own: true as const, problem }
    file.entry = { id, strategy: unusable(problem), card }
    hosted?.retire()
    delete file.hosted
    onProblem(found.name, problem)
    publish()
  }
  /** Reports only the first mistake: it may happen in every transaction. */
  function reportMistake({ found, entry }: OwnFile, mistake: string): void {
    if (!entry || entry.card.problem !== undefined || entry.card.mistake !== undefined) return
    updateCard(entry.id, { mistake })
    onProblem(found.name, mistake)
  }
  async function load(file: OwnFile): Promise<void> {
    const { found } = file
    const { name, id, source, problem } = withNameProblem(found)
    const current = (): boolean => files.get(name) === file && file.found === found && !closed
    if (problem) return markBroken(file, id, problem)
    try {
      const stripped = await stripper.strip(name, source)
      const hosted = await hostStrategy({
        file: name,
        // JavaScript is parsed, too, so that a syntax error has its line; it runs unchanged.
        code: name.endsWith('.ts') ? stripped : source,
        onOutput: createBoundedOutput((line) => options.onOutput(name, line)),
        onProblem: ({ message }) => {
          if (current() && !file.entry?.card.problem) markBroken(file, id, message)
        },
        onMistake: ({ message }) => {
          if (current()) reportMistake(file, message)
        },
      })
      if (!current()) return await hosted.close()
      file.hosted?.retire()
      file.hosted = hosted
      const { title, claims } = hosted
      const card = { id, title, ...(claims && { claims }), source, own: true as const }
      file.entry = { id, strategy: hosted, card }
      publish()
      // If Redis lacks a command that it needs, there is nothing to examine.
      if (!catalogue.get(id)?.card.needs) examinations?.begin(file.entry)
    } catch (error) {
      const message =
        error instanceof StrategyProblem ? error.message : `${name}: it cannot be loaded: ${error}`
      if (current()) markBroken(file, id, message)
    }
  }
  function begin(file: OwnFile): void {
    const done = places.runExclusive(() => load(file)).finally(() => loading.delete(done))
    loading.add(done)
  }
  function changed({ changed, removed }: FolderChange): void {
    const again = new Set<string>()
    for (const name of removed) {
      const file = files.get(name)
      if (!file) continue
      files.delete(name)
      if (file.entry) examinations?.drop(file.entry.id)
      file.hosted?.retire()
    }
    if (removed.length > 0) publish()
    for (const found of changed) {
      const file = files.get(found.name) ?? { found }
      const same = file.found.source === found.source && file.found.problem === found.problem
      // Saved without a change: only a broken strategy is loaded again.
      if (same && file.hosted) continue
      file.found = found
      files.set(found.name, file)
      again.add(found.name)
    }
    // A change may have freed a name, or taken one.
    for (const [name, { found, entry }] of files)
      if (entry && withNameProblem(found).id !== entry.id) again.add(name)
    for (const name of again) begin(files.get(name) as OwnFile)
  }

  const watched = await watchFolder(folder, changed)
  await Promise.all(loading)
  return {
    async close() {
      closed = true
      watched.close()
      examinations?.close()
      await Promise.all(loading)
      await Promise.all([...files.values()].map(({ hosted }) => hosted?.close()))
      await stripper.close()
    },
  }
}

/** Takes the place of a broken strategy, so that a room that has chosen it keeps running. */
const unusable = (problem: string): Strategy => ({
  title: problem,
  update: async () => {
    throw new StrategyProblem(problem)
  },
})
