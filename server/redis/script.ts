import { createHash } from 'node:crypto'

/** A Lua script and its SHA-1 for EVALSHA. */
export interface Script {
  readonly text: string
  /** SHA-1 of the text, as EVALSHA takes it. */
  readonly sha: string
}

const scripts = new Map<string, Script>()

/** The digest of a Lua text: what `SCRIPT LOAD` would answer. */
export const digestOf = (text: string): string => createHash('sha1').update(text).digest('hex')

/** Every script of ours is made here: a cluster needs its text when a command has only its digest. */
export function script(text: string): Script {
  const one = { text, sha: digestOf(text) }
  scripts.set(one.sha, one)
  return one
}

/** The script with that digest; `undefined` for one that was not made here. */
export const scriptOf = (sha: string): Script | undefined => scripts.get(sha)
