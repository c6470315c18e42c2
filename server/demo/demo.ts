import { setMaxListeners } from 'node:events'
import type { WriteStream } from 'node:tty'
import { probe } from '../account/connect.ts'
import { loadCatalogue } from '../catalogue.ts'
import { type Engine, EngineError } from '../engine/engine.ts'
import { openEngine } from '../engine/ladder.ts'
import { type Flags, parseFlags, UsageError } from './flags.ts'
import { histogramLines } from './histogram.ts'
import { endingLines, lesson, openingLine } from './lesson.ts'
import { openProgram, type Program } from './program.ts'
import { type ProgressBar, progressBar } from './progress-bar.ts'
import type { Watcher } from './stage.ts'
import { summary } from './summary.ts'
import { createTally, type Tally } from './tally.ts'
import { named, times } from './words.ts'

export interface Surroundings {
  stdout: Pick<WriteStream, 'write'>
  stderr: Pick<WriteStream, 'write' | 'isTTY'>
  /** Ends it early; what it made in Redis is removed all the same. */
  stop: AbortSignal
}

/** After Ctrl-C, as shells have it. */
const STOPPED = 130

/** The whole command. Answers the exit code; everything is closed by then. */
export async function demo(argv: readonly string[], around: Surroundings): Promise<number> {
  const print = (line: string): void => void around.stdout.write(`${line}\n`)
  const tell = (line: string): void => void around.stderr.write(`${line}\n`)
  try {
    const catalogue = await loadCatalogue()
    const flags = parseFlags(argv, [...catalogue.keys()])
    if ('help' in flags) {
      around.stdout.write(flags.help)
      return 0
    }
    const entry = catalogue.get(flags.strategy)
    if (!entry) throw new UsageError(`error: there is no strategy ${flags.strategy}`)
    return await perform()
  } catch (error) {
    if (error instanceof UsageError) {
      tell(error.message.trimEnd())
      return 2
    }
    tell(error instanceof EngineError ? `\n  ${error.message}\n` : String((error as Error).stack ?? error))
    return 1
  }
}
