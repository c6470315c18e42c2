import { digestOf, scriptOf } from '../script.ts'
import type { Command } from '../wire.ts'

/** From the digest of a script with PUBLISH to the digest of its copy with SPUBLISH. */
const shardedDigests = new Map<string, string>()

const textWithSpublish = (text: string): string => text.replace(/(['"])PUBLISH\1/g, `'SPUBLISH'`)

function shardedDigest(sha: string): string {
  const known = shardedDigests.get(sha)
  if (known !== undefined) return known
  const script = scriptOf(sha)
  if (!script) return sha
  const sharded = digestOf(textWithSpublish(script.text))
  shardedDigests.set(sha, sharded)
  return sharded
}

/**
 * The command as a server of a cluster gets it: SPUBLISH for each PUBLISH, also inside a script. All other code uses
 * PUBLISH, so only the wire to a cluster knows the difference.
 */
export function withShardedPublish(command: Command): Command {
  const [name, first = '', ...rest] = command
  switch (name) {
    case 'PUBLISH':
      return ['SPUBLISH', first, ...rest]
    case 'EVAL':
      return [name, textWithSpublish(first), ...rest]
    case 'EVALSHA':
      return [name, shardedDigest(first), ...rest]
    default:
      return command
  }
}
