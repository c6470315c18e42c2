import type { Script } from './script.ts'
import { type Command, RefusedByRedis, type Reply } from './wire.ts'

/** The script as one command by its text. In a MULTI block a missing script could not be sent again. */
export const evalCommand = ({ text }: Script, keys: readonly string[], args: readonly string[]): Command => [
  'EVAL',
  text,
  String(keys.length),
  ...keys,
  ...args,
]

/** EVALSHA, and EVAL when Redis has forgotten the script (restart, failover, SCRIPT FLUSH): a definite refusal. */
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
