import { setMaxListeners } from 'node:events'
import { type Engine, EngineError, type EngineKind } from '../engine/engine.ts'
import { openEngine } from '../engine/ladder.ts'
import { type RedisFlags, redisOptions } from '../engine/redis-flags.ts'
import { probe } from '../redis/connect.ts'
import { NoAnswer, RefusedByRedis } from '../redis/wire.ts'
import { UsageError } from '../terminal/parse-argv.ts'
import type { Surroundings } from '../terminal/run-command.ts'

/** Opens the engine that was asked for, runs `work` on it, and closes it. An engine that dies ends the work. */
export async function onEngine<T>(
  choice: { engine?: EngineKind } & RedisFlags,
  around: Surroundings,
  work: (engine: Engine, stop: AbortSignal) => Promise<T>,
): Promise<T> {
  const engine = await openEngine({
    engine: choice.engine,
    ...redisOptions(choice),
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
    return await Promise.race([work(engine, stop), died])
  } finally {
    await engine.close()
  }
}

/** Errors whose message is enough; any other is shown with its stack. */
const PLAIN = [EngineError, NoAnswer, RefusedByRedis]

/** Prints the error and returns the exit code: 2 when the flags cannot be used, else 1. */
export function reportFailure(
  error: unknown,
  stderr: Surroundings['stderr'],
  plain: readonly (new (...args: never[]) => Error)[] = [],
): number {
  if (error instanceof UsageError) {
    stderr.write(`${error.message.trimEnd()}\n`)
    return 2
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  stderr.write(
    [...PLAIN, ...plain].some((kind) => error instanceof kind) ? `\n  ${message}\n\n` : `${stack}\n`,
  )
  return 1
}
