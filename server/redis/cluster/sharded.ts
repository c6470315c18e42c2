import { digestOf, scriptOf } from '../script.ts'
import type { Command } from '../wire.ts'

/** By the digest of a script, the digest of the same script that publishes in the shard. */
const shardedDigests = new Map<string, string>()

const inTheShard = (text: string): string => text.replace(/(['"])PUBLISH\1/g, `'SPUBLISH'`)

function shardedDigest(sha: string): string {
  const known = shardedDigests.get(sha)
  if (known !== undefined) return known
  const script = scriptOf(sha)
  if (!script) return sha
  const sharded = digestOf(inTheShard(script.text))
  shardedDigests.set(sha, sharded)
  return sharded
}

/**
 * A command as it goes to a server of a cluster: what it publishes, by itself or out of a script, is published in the
 * shard. Everywhere else it is PUBLISH, so only the wire to a cluster has to know the difference.
 */
export function sharded(command: Command): Command {
  const [name, first = '', ...rest] = command
  switch (name) {
    case 'PUBLISH':
      return ['SPUBLISH', first, ...rest]
    case 'EVAL':
      return [name, inTheShard(first), ...rest]
    case 'EVALSHA':
      return [name, shardedDigest(first), ...rest]
    default:
      return command
  }
}
