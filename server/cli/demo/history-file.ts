import { writeFile } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { BLIND_SPOT, NO_AMOUNTS } from '../../../shared/history/blind-spot.ts'
import { FORMATS, type HistoryFormatName } from '../../../shared/history/history-formats.ts'
import { linesOf } from '../../../shared/history/lines.ts'
import type { History, Operation } from '../../../shared/history/operation.ts'
import { effectOf } from '../../../shared/write-effect.ts'

/** The values of `--history` and `--format`. */
export interface HistoryFile {
  file: string
  format: HistoryFormatName
}

/** The file cannot be written. The message names the file and the reason. */
export class HistoryNotWritten extends Error {
  override readonly name = 'HistoryNotWritten'
}

/** Writes the histories of a demo's runs. Each run has an account of its own, so each has its own file. */
export function createHistoryFiles({ file, format }: HistoryFile, runs: number) {
  let written = 0
  let isAnyWrong = false
  return {
    /** Writes the next run's history. Throws `HistoryNotWritten`. */
    async add(history: History): Promise<void> {
      written += 1
      isAnyWrong ||= history.operations.some((operation) => isWrong(operation, history.opening))
      const path = pathOf(file, written, runs)
      await writeFile(path, linesOf(history, format)).catch((error: NodeJS.ErrnoException) => {
        throw new HistoryNotWritten(`The history could not be written to ${path}: ${error.message}`)
      })
    },
    /** For the terminal: the files that were written, and what their format cannot express. */
    lines(): string[] {
      if (written === 0) return []
      const first = pathOf(file, 1, runs)
      const where = written === 1 ? first : `${first} to ${pathOf(file, written, runs)}`
      const { title, balancesOnly, amounts } = FORMATS[format]
      return [
        `history for ${title}: ${where}`,
        ...(balancesOnly ? [BLIND_SPOT.warning, BLIND_SPOT.example] : []),
        ...(isAnyWrong && !amounts ? [NO_AMOUNTS] : []),
      ]
    },
  }
}

const isWrong = (operation: Operation, opening: number): boolean =>
  operation.outcome === 'applied' && effectOf(operation, opening) !== operation.amount

/** The file of one run: `run.edn`. With several runs, its number precedes the extension: `run-07.edn`. */
function pathOf(file: string, run: number, runs: number): string {
  if (runs === 1) return file
  const { dir, name, ext } = parse(file)
  return join(dir, `${name}-${String(run).padStart(String(runs).length, '0')}${ext}`)
}
