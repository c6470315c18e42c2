import type { Finding } from '../../shared/strategy-card.ts'
import type { CatalogueEntry } from '../catalogue/catalogue.ts'

/** Looks for anomalies of a strategy and yields one finding after the other. Ends when the signal aborts. */
export interface StrategyExaminer {
  examine(entry: CatalogueEntry, signal: AbortSignal): AsyncIterable<Finding>
  /** In words, what was not tried and what else was found. Call these after the last finding. */
  untried(entry: CatalogueEntry): string[]
  remarks(entry: CatalogueEntry): string[]
}

export interface Examinations {
  /** Queues the entry. It replaces an entry with the same id that is waiting or being examined. */
  begin(entry: CatalogueEntry): void
  /** Cancels the examination of that id. */
  drop(id: string): void
  close(): void
}

export interface ExaminationEvents {
  /** All findings so far. */
  onFindings(id: string, findings: Finding[]): void
  /** The examination is complete. */
  onEnd(id: string, result: { untried: string[]; remarks: string[] }): void
  /** The examination stopped with an error. */
  onFailure(id: string, error: unknown): void
}

/** Runs one examination at a time: each uses all the processor time it gets. */
export function createExaminations(
  examiner: StrategyExaminer,
  { onFindings, onEnd, onFailure }: ExaminationEvents,
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
