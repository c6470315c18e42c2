import { accessSync, constants, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** The folder of kept records, or null when none are to be kept. */
export type KeepFolder = string | null

/** Where a teacher finds it, whichever folder the server was started from. It is made when the first round is over. */
export const DEFAULT_KEEP: KeepFolder = join(homedir(), 'bank-run-records')

export const keepFolder = (text: string): KeepFolder => (text.toLowerCase() === 'none' ? null : resolve(text))

/** What the banner says of it. A folder that cannot be written is no reason not to play. */
export function keepText(folder: KeepFolder): string {
  if (folder === null) return 'nothing   (--keep DIR: a folder for the records and reports of rounds)'
  const problem = writeProblem(folder)
  if (problem === undefined) return `${folder}   (records and reports of rounds)`
  return `nothing: ${folder} cannot be written (${problem}). Rounds go on all the same; --keep DIR chooses another folder.`
}

/** Why nothing can be written there; `undefined` when it can. The folder need not exist yet. */
export function writeProblem(folder: string): string | undefined {
  try {
    if (!statSync(folder).isDirectory()) return 'it is a file'
    accessSync(folder, constants.W_OK | constants.X_OK)
    return undefined
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const above = dirname(folder)
    if (code === 'ENOENT' && above !== folder) return writeProblem(above)
    return code === 'ENOTDIR' ? 'it is below a file' : (code ?? String(error))
  }
}
