import { BalanceUnreadable, type Strategy } from '../../account/account.ts'
import type { Engine } from '../../engine/engine.ts'
import { loadWithOwn } from '../../own-strategies/load-with-own.ts'
import { UsageError } from '../../terminal/parse-argv.ts'
import { STOPPED, type Surroundings } from '../../terminal/run-command.ts'
import { checkNeeds } from '../check-needs.ts'
import { onEngine, reportFailure } from '../on-engine.ts'
import { ownFolder } from '../own-folder.ts'
import { type DemoFlags, parseFlags } from './flags.ts'
import { createHistoryFiles, HistoryNotWritten } from './history-file.ts'
import { openProgram } from './program.ts'
import { createReporter } from './reporter.ts'

/** Runs the whole command. Resolves with the exit code, after it has closed everything. */
export async function demo(argv: readonly string[], around: Surroundings): Promise<number> {
  try {
    const printed = (file: string, line: string) => around.stderr.write(`${file}: ${line}\n`)
    const { catalogue, close } = await loadWithOwn(ownFolder(argv), printed)
    try {
      const flags = parseFlags(argv, [...catalogue.keys()])
      if ('help' in flags) {
        around.stdout.write(flags.help)
        return 0
      }
      const { strategy, card } = catalogue.get(flags.strategy) ?? {}
      if (!strategy) throw new UsageError(`error: there is no strategy '${flags.strategy}'`)
      if (card?.problem) throw new UsageError(`error: ${card.problem}`)
      return await onEngine(flags, around, async (engine, stop) => {
        await checkNeeds(strategy, engine.endpoint)
        return perform(flags, strategy, engine, { ...around, stop })
      })
    } finally {
      await close()
    }
  } catch (error) {
    return reportFailure(error, around.stderr, [BalanceUnreadable, HistoryNotWritten])
  }
}

async function perform(flags: DemoFlags, strategy: Strategy, engine: Engine, around: Surroundings) {
  const { stop } = around
  const report = createReporter(flags, engine, around)
  const histories = flags.history && createHistoryFiles(flags.history, flags.runs)
  const program = await openProgram(engine.endpoint, {
    ...flags,
    strategy,
    transactions: flags.tx,
    think: { thinkMs: flags.delay, jitterMs: flags.jitter },
    noOverdraft: flags.overdraft === 'refused',
    watcher: report.watcher,
    stop,
  })
  try {
    report.begin()
    for (let i = 0; i < flags.runs && !stop.aborted; i++) {
      const result = await program.run()
      // An interrupted run says nothing about the strategy.
      if (stop.aborted) break
      report.add(result)
      await histories?.add({ opening: flags.opening, operations: result.operations ?? [] })
    }
    report.end(stop.aborted)
    for (const line of histories?.lines() ?? []) around.stderr.write(`${line}\n`)
    return stop.aborted ? STOPPED : 0
  } finally {
    await program.close()
  }
}
