import type { Finding } from '../../shared/strategy-card.ts'
import type { CatalogueEntry } from '../catalogue/catalogue.ts'

/** Looks for what can go wrong with a strategy, and says so one finding after the other. It ends with the signal. */
export interface Examine {
  examine(entry: CatalogueEntry, signal: AbortSignal): AsyncIterable<Finding>
  /** What it has not tried, and what else it found, in words; to be asked when all findings are there. */
  untried(entry: CatalogueEntry): string[]
  remarks(entry: CatalogueEntry): string[]
}

export interface Examinations {
  /** Examines the entry when its turn comes, instead of the one of that id that is waiting or being examined. */
  begin(entry: CatalogueEntry): void
  /** It is not to be examined any more. */
  drop(id: string): void
  close(): void
}

export interface Verdicts {
  /** All that was found so far. */
  onFindings(id: string, findings: Finding[]): void
  /** It has been examined. */
  onEnd(id: string, told: { untried: string[]; remarks: string[] }): void
  /** The examination broke off. */
  onFailure(id: string, error: unknown): void
}

/** One at a time: an examination takes all the processor it gets. */
export function createExaminations(
  examiner: Examine,
  { onFindings, onEnd, onFailure }: Verdicts,
): Examinations {
  const waiting = new Map<string, CatalogueEntry>()
  let current: { id: string; stop: AbortController } | undefined

  async function next(): Promise<void> {
    const [entry] = waiting.values()
    if (current || !entry) return
    waiting.delete(entry.id)
    const { id } = entry
    const stop = new AbortController()
    const { signal } = stop
    current = { id, stop }
    const findings: Finding[] = []
    try {
      for await (const finding of examiner.examine(entry, signal)) {
        if (signal.aborted) break
        findings.push(finding)
        onFindings(id, [...findings])
      }
      if (!signal.aborted) onEnd(id, { untried: examiner.untried(entry), remarks: examiner.remarks(entry) })
    } catch (error) {
      if (!signal.aborted) onFailure(id, error)
    } finally {
      current = undefined
      void next()
    }
  }
  function drop(id: string): void {
    waiting.delete(id)
    if (current?.id === id) current.stop.abort()
  }
  return {
    begin(entry) {
      drop(entry.id)
      waiting.set(entry.id, entry)
      void next()
    },
    drop,
    close() {
      waiting.clear()
      current?.stop.abort()
    },
  }
}
