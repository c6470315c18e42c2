import { createHash } from 'node:crypto'

/** A Lua script and its SHA-1 for EVALSHA. */
export interface Script {
  readonly text: string
  /** SHA-1 of the text, as EVALSHA takes it. */
  readonly sha: string
}

const scripts = new Map<string, Script>()

/** The SHA-1 of a Lua text, as `SCRIPT LOAD` answers it. */
export const digestOf = (text: string): string => createHash('sha1').update(text).digest('hex')

/** Creates and registers a script: in a cluster the text is needed when a command has only its digest. */
export function script(text: string): Script {
  const one = { text, sha: digestOf(text) }
  scripts.set(one.sha, one)
  return one
}

/** The registered script with that digest; `undefined` if there is none. */
export const scriptOf = (sha: string): Script | undefined => scripts.get(sha)
