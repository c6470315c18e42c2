import { setMaxListeners } from 'node:events'
import { LIMITS } from '../../shared/limits.ts'
import { BalanceUnreadable, type Strategy } from '../account/account.ts'
import { probe } from '../account/connect.ts'
import { NoAnswer, RefusedByRedis } from '../account/wire.ts'
import { type Engine, EngineError } from '../engine/engine.ts'
import { openEngine } from '../engine/ladder.ts'
import { redisOptions } from '../engine/redis-flags.ts'
import { ownFolder } from '../terminal/own-folder.ts'
import { loadWithOwn } from '../workshop/load-with-own.ts'
import { type Flags, parseFlags, UsageError } from './flags.ts'
import { createHistoryFiles, HistoryNotWritten } from './history-file.ts'
import { openProgram } from './program.ts'
import { reporter, type Streams } from './reporter.ts'

export interface Surroundings extends Streams {
  /** Ends it early; what it made in Redis is removed all the same. */
  stop: AbortSignal
}

/** After Ctrl-C, as shells have it. */
const STOPPED = 130
/** Errors whose message says it all; of any other, people need to see where it came from. */
const PLAIN = [EngineError, NoAnswer, RefusedByRedis, BalanceUnreadable, HistoryNotWritten]

/** The whole command. Answers the exit code; everything is closed by then. */
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
      return await onEngine(flags, strategy, around)
    } finally {
      await close()
    }
  } catch (error) {
    if (error instanceof UsageError) {
      around.stderr.write(`${error.message.trimEnd()}\n`)
      return 2
    }
    const plain = PLAIN.some((kind) => error instanceof kind)
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    around.stderr.write(plain ? `\n  ${message}\n\n` : `${stack}\n`)
    return 1
  }
}

async function onEngine(flags: Flags, strategy: Strategy, around: Surroundings): Promise<number> {
  const engine = await openEngine({
    engine: flags.engine,
    ...redisOptions(flags),
    probe,
    onNotice: (sentence) => around.stderr.write(`  ${sentence}\n`),
  })
  const lost = new AbortController()
  const died = engine.died.then((sentence) => {
    lost.abort()
    throw new EngineError(sentence)
  })
  const stop = AbortSignal.any([around.stop, lost.signal])
  setMaxListeners(0, stop)
  try {
    return await Promise.race([perform(flags, strategy, engine, { ...around, stop }), died])
  } finally {
    await engine.close()
  }
}

async function perform(flags: Flags, strategy: Strategy, engine: Engine, around: Surroundings) {
  const { stop } = around
  const report = reporter(flags, engine, around)
  const histories = flags.history && createHistoryFiles(flags.history, flags.runs)
  const program = await openProgram(engine.endpoint, {
    ...flags,
    strategy,
    transactions: flags.tx,
    think: { thinkMs: flags.delay, jitterMs: flags.jitter },
    floor: flags.overdraft === 'refused' ? 0 : -LIMITS.balance,
    watcher: report.watcher,
    stop,
  })
  try {
    report.begin()
    for (let i = 0; i < flags.runs && !stop.aborted; i++) {
      const result = await program.run()
      // A run that was cut short says nothing about the strategy.
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
