import { setMaxListeners } from 'node:events'
import { LIMITS } from '../../shared/limits.ts'
import { BalanceUnreadable, type Strategy } from '../account/account.ts'
import { probe } from '../account/connect.ts'
import { NoAnswer, RefusedByRedis } from '../account/wire.ts'
import { loadCatalogue } from '../catalogue.ts'
import { type Engine, EngineError } from '../engine/engine.ts'
import { openEngine } from '../engine/ladder.ts'
import { type Flags, parseFlags, UsageError } from './flags.ts'
import { openProgram } from './program.ts'
import { reporter, type Streams } from './reporter.ts'

export interface Surroundings extends Streams {
  /** Ends it early; what it made in Redis is removed all the same. */
  stop: AbortSignal
}

/** After Ctrl-C, as shells have it. */
const STOPPED = 130
/** Errors whose message says it all; of any other, people need to see where it came from. */
const PLAIN = [EngineError, NoAnswer, RefusedByRedis, BalanceUnreadable]

/** The whole command. Answers the exit code; everything is closed by then. */
export async function demo(argv: readonly string[], around: Surroundings): Promise<number> {
  try {
    const catalogue = await loadCatalogue()
    const flags = parseFlags(argv, [...catalogue.keys()])
    if ('help' in flags) {
      around.stdout.write(flags.help)
      return 0
    }
    const { strategy } = catalogue.get(flags.strategy) ?? {}
    if (!strategy) throw new UsageError(`error: there is no strategy '${flags.strategy}'`)
    return await onEngine(flags, strategy, around)
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
    redisUrl: flags.redis,
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
    if (engine.cluster) {
      throw new EngineError(
        'That server is a node of a Redis Cluster, which the demo cannot use. Give it a single Redis.',
      )
    }
    return await Promise.race([perform(flags, strategy, engine, { ...around, stop }), died])
  } finally {
    await engine.close()
  }
}

async function perform(flags: Flags, strategy: Strategy, engine: Engine, around: Surroundings) {
  const { stop } = around
  const report = reporter(flags, engine, around)
  const program = await openProgram(engine.url, {
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
      if (!stop.aborted) report.add(result)
    }
    report.end(stop.aborted)
    return stop.aborted ? STOPPED : 0
  } finally {
    await program.close()
  }
}
