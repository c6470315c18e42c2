import type { Script } from './script.ts'
import { type Command, RefusedByRedis, type Reply } from './wire.ts'

/** The script as one EVAL, for MULTI blocks: inside one, EVALSHA cannot be retried when Redis does not know the script. */
export const evalCommand = ({ text }: Script, keys: readonly string[], args: readonly string[]): Command => [
  'EVAL',
  text,
  String(keys.length),
  ...keys,
  ...args,
]

/** Sends EVALSHA, then EVAL if Redis answers that it does not know the script (restart, failover, SCRIPT FLUSH). */
export async function runScript(
  send: (command: Command) => Promise<Reply>,
  script: Script,
  keys: readonly string[],
  args: readonly string[],
): Promise<Reply> {
  try {
    return await send(['EVALSHA', script.sha, String(keys.length), ...keys, ...args])
  } catch (error) {
    if (!(error instanceof RefusedByRedis) || error.code !== 'NOSCRIPT') throw error
    return send(evalCommand(script, keys, args))
  }
}
