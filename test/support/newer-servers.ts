import { existsSync } from 'node:fs'
import type { Engine } from '../../server/engine/engine.ts'
import { openLocal } from '../../server/engine/local.ts'
import { probe } from '../../server/redis/connect.ts'

/** A server that is newer than the one on the PATH. `variable`: the environment variable that names its program. */
export interface NewerServer {
  name: string
  variable: 'NEWER_REDIS' | 'NEWER_VALKEY'
  hasIfEq: boolean
}

const ALL: NewerServer[] = [
  { name: 'Redis 8.0', variable: 'NEWER_REDIS', hasIfEq: false },
  { name: 'Valkey 8.1', variable: 'NEWER_VALKEY', hasIfEq: true },
]

/** The newer servers on this machine. With CI=true a missing one is a failure, not a reason to leave it out. */
export const newerServers: NewerServer[] = ALL.filter(
  ({ variable }) => process.env.CI || existsSync(process.env[variable] ?? ''),
)

/** Starts a private one, as the engine ladder starts the one on the PATH. */
export async function openNewer({ name, variable }: NewerServer): Promise<Engine> {
  const binary = process.env[variable]
  if (!binary)
    throw new Error(`${variable} does not name the program of ${name}: see scripts/newer-servers.sh`)
  const engine = await openLocal(binary, probe)
  if (engine.name.startsWith(name)) return engine
  await engine.close()
  throw new Error(`${variable} names ${engine.name}, not ${name}`)
}
