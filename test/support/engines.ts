import type { Engine, EngineKind } from '../../server/engine/engine.ts'
import { openEngine } from '../../server/engine/ladder.ts'
import { probe } from '../../server/redis/connect.ts'
import { ClientKind } from '../../shared/protocol.ts'
import { redisServerPath } from './machine.ts'

/** The rungs that this machine has. With CI=true a missing `redis-server` is a failure, not a reason to skip. */
export const engineKinds: EngineKind[] =
  redisServerPath || process.env.CI ? ['external', 'local', 'embedded'] : ['embedded']

/** The engines that differ; `external` is a `local` one reached by its URL. */
export const distinctEngines: EngineKind[] = engineKinds.filter((kind) => kind !== 'external')

/** Whether `npm run prove` runs, which tries every combination. */
export const isProving = process.env.PROVE_RUNS !== undefined

/** For suites whose rules do not depend on the engine: `npm test` tries the first, `npm run prove` each. */
export const provenEngines: EngineKind[] = isProving ? distinctEngines : distinctEngines.slice(0, 1)

/**
 * The pairs that the explorer is tested on: each engine and each client, but not each pair. The contract suite of the
 * strategies and `npm run matrix -- --all` run each pair.
 */
export const explorerSettings: { engine: EngineKind; client: ClientKind }[] = distinctEngines.flatMap(
  (engine) =>
    ClientKind.options
      .filter((client) => engine !== 'embedded' || distinctEngines.length === 1 || client === 'ioredis')
      .map((client) => ({ engine, client })),
)

/** As `provenEngines`, for suites of pairs. */
export const provenSettings = isProving ? explorerSettings : explorerSettings.slice(0, 1)

/** Opens one rung of the ladder. For `external` a private server is started and named by its URL. */
export async function openTestEngine(kind: EngineKind): Promise<Engine> {
  const env = { PATH: process.env.PATH }
  if (kind !== 'external') return openEngine({ engine: kind, env, probe })
  const server = await openEngine({ engine: 'local', env, probe })
  const external = await openEngine({ redisUrl: server.url, env, probe })
  return { ...external, close: () => server.close() }
}
