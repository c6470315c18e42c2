import { createHash } from 'node:crypto'
import type { Command } from '../wire.ts'

/** A Lua script and its SHA-1 for EVALSHA. */
export interface Script {
  text: string
  sha: string
}

const named = (text: string): Script => ({ text, sha: createHash('sha1').update(text).digest('hex') })

/** From the digest of a script with PUBLISH to the digest of its copy with SPUBLISH. */
const shardedDigests = new Map<string, string>()

const inTheShard = (text: string): string => text.replace(/(['"])PUBLISH\1/g, `'SPUBLISH'`)

/** Makes a script. All our scripts are made here, so that `sharded` can translate their digests. */
export function script(text: string): Script {
  const made = named(text)
  const sharded = inTheShard(text)
  if (sharded !== text) shardedDigests.set(made.sha, named(sharded).sha)
  return made
}

/**
 * The command as a server of a cluster gets it: SPUBLISH for each PUBLISH, also inside a script. All other code uses
 * PUBLISH, so only the wire to a cluster knows the difference.
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
