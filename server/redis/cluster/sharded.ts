import { createHash } from 'node:crypto'
import type { Command } from '../wire.ts'

/** A Lua script and the name Redis knows it by. */
export interface Script {
  text: string
  sha: string
}

const named = (text: string): Script => ({ text, sha: createHash('sha1').update(text).digest('hex') })

/** By the digest of a script that publishes: the digest of the one that does so in the shard. */
const shardedDigests = new Map<string, string>()

const inTheShard = (text: string): string => text.replace(/(['"])PUBLISH\1/g, `'SPUBLISH'`)

/** Every script of ours is made here, because its digest alone does not tell what it publishes. */
export function script(text: string): Script {
  const made = named(text)
  const sharded = inTheShard(text)
  if (sharded !== text) shardedDigests.set(made.sha, named(sharded).sha)
  return made
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
      return [name, shardedDigests.get(first) ?? first, ...rest]
    default:
      return command
  }
}
