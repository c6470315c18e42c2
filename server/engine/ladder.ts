import { openEmbedded } from './embedded.ts'
import { type Engine, EngineError, type EngineOptions, reasonOf } from './engine.ts'
import { openExternal } from './external.ts'
import { givenRedis } from './given-redis.ts'
import { findLocalServers, LOCAL_SERVERS, openLocal } from './local.ts'

export const NO_EXTERNAL =
  '--engine external needs a server: set REDIS_URL or give --redis redis://host:port.'

/**
 * The engine ladder: your own Redis when you name one, else a server on the PATH, else the embedded one.
 * When a Redis is named, the result is that one or an error, never another. `options.engine` forces a rung.
 * @throws EngineError saying what was tried and what to do.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const env = options.env ?? process.env
  // When another rung is forced, a Redis that the environment names is ignored.
  const ours = options.engine === 'local' || options.engine === 'embedded'
  const given = ours ? undefined : givenRedis(options, env)
  switch (options.engine ?? (given ? 'external' : 'automatic')) {
    case 'external':
      if (given) return openExternal(given, options.probe)
      throw new EngineError(NO_EXTERNAL)
    case 'local':
      return openForcedLocal(env, options)
    case 'embedded':
      return openEmbedded()
    case 'automatic': {
      const { engine, refusals } = await firstLocal(env, options)
      const instead = engine?.name ?? 'its embedded engine'
      for (const refusal of refusals) options.onNotice?.(`${refusal} Bank Run goes on with ${instead}.`)
      return engine ?? openEmbedded()
    }
  }
}

async function openForcedLocal(env: NodeJS.ProcessEnv, options: EngineOptions): Promise<Engine> {
  const { engine, refusals } = await firstLocal(env, options)
  if (engine) return engine
  if ((options.platform ?? process.platform) === 'win32')
    throw new EngineError(
      '--engine local: there is none on Windows. Use --engine embedded, or start a Redis in WSL or a container and name it with --redis.',
    )
  const looked = `Looked for ${LOCAL_SERVERS.join(' and ')} on the PATH (${env.PATH ?? 'empty'})`
  throw new EngineError(
    refusals.length > 0
      ? `--engine local: ${refusals.join(' ')}`
      : `--engine local: ${looked}, found none. Install one of them, or use --engine embedded.`,
  )
}

/** The first server on the PATH that can be used, or why none of those found can. */
async function firstLocal(env: NodeJS.ProcessEnv, { probe, platform }: EngineOptions) {
  const refusals: string[] = []
  for (const binary of findLocalServers(env, platform)) {
    try {
      return { engine: await openLocal(binary, probe), refusals }
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      refusals.push(reasonOf(error))
    }
  }
  return { engine: undefined, refusals }
}
