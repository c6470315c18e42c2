import type { WriteStream } from 'node:tty'
import type { Engine } from '../../engine/engine.ts'
import { progressBar } from '../../terminal/progress-bar.ts'
import type { DemoFlags } from './flags.ts'
import { headingLines, histogramLines } from './histogram.ts'
import { jsonSummary } from './json-summary.ts'
import { endingLines, lessonWatcher, openingLine } from './lesson.ts'
import type { RunResult } from './run-result.ts'
import type { Watcher } from './run-setup.ts'
import { createRunTally } from './run-tally.ts'

/** The output streams of the command. */
export interface Streams {
  stdout: Pick<WriteStream, 'write'>
  stderr: Pick<WriteStream, 'write' | 'isTTY'>
}

/** Prints the results to stdout in the format that the flags ask for; progress and mistakes go to stderr. */
export interface Reporter {
  watcher: Watcher
  begin(): void
  add(result: RunResult): void
  /** `early`: the command was stopped before `add` was called for all runs. */
  end(early: boolean): void
}

const SILENT = { updating() {}, refused() {}, checking() {}, finishing() {} }

export function createReporter(flags: DemoFlags, engine: Engine, { stdout, stderr }: Streams): Reporter {
  const print = (line: string): void => void stdout.write(`${line}\n`)
  const mistakeWatcher = mistakes((line) => stderr.write(`${line}\n`))
  if (flags.runs === 1 && !flags.json) {
    return {
      watcher: { ...lessonWatcher(print), ...mistakeWatcher },
      begin: () => print(openingLine(flags.opening)),
      add: (result) => endingLines(result).forEach(print),
      end: () => {},
    }
  }
  const tally = createRunTally()
  const progress = progressBar(stderr, flags.runs)
  return {
    watcher: { ...SILENT, ...mistakeWatcher },
    begin: () => {},
    add(result) {
      tally.add(result)
      progress.show(tally.runs)
    },
    end(early) {
      progress.clear()
      if (flags.json && !early) print(JSON.stringify(jsonSummary(flags, engine.kind, tally)))
      if (!flags.json) [...headingLines(flags, engine.name, tally), ...histogramLines(tally)].forEach(print)
    },
  }
}

/** Prints each message once: a broken strategy may fail in every run. */
function mistakes(print: (line: string) => void): Pick<Watcher, 'mistake'> {
  const printed = new Set<string>()
  return {
    mistake(error) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error))
      if (printed.has(message)) return
      printed.add(message)
      print(`the strategy failed: ${stack}`)
    },
  }
}
