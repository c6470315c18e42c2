import type { Command } from '../wire.ts'

/** Commands without a key. */
const KEYLESS = new Set(
  `ACL CLIENT CLUSTER COMMAND CONFIG DBSIZE ECHO FLUSHALL FLUSHDB INFO KEYS LATENCY PING RANDOMKEY ROLE SCAN SCRIPT
  SLOWLOG TIME WAIT`.split(/\s+/),
)
/** `EVAL script numkeys key …` and its kin. */
const SCRIPTED = /^(EVAL|EVALSHA|FCALL)(_RO)?$/

/** The first key or the channel of a command, which decides its server in a cluster. `undefined`: it has neither. */
export function firstKey([name, ...args]: Command): string | undefined {
  const command = name.toUpperCase()
  if (SCRIPTED.test(command)) return Number(args[1]) > 0 ? args[2] : undefined
  return KEYLESS.has(command) ? undefined : args[0]
}
