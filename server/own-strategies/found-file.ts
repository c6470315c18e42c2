import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** A file in the folder of a workshop that is, or was meant to be, a strategy. */
export interface FoundFile {
  /** With its ending. */
  name: string
  /** Of the strategy: the name without the ending, or all of it when it cannot be one. */
  id: string
  /** What it holds; '' when it was not read. */
  source: string
  /** Why it cannot be a strategy, in a sentence that names the file. */
  problem?: string
}

/** Bytes. */
const LARGEST = 64 * 1024
const LONGEST_NAME = 40
const ENDING = /\.(ts|js|mjs)$/
/** Code all the same, of a kind that is not run here. */
const OTHER_CODE = /\.(tsx|jsx|mts|cts|cjs)$/
/** Neither strategies nor meant to be: hidden files, what editors leave beside a file, declarations of types. */
const IGNORED = /^[.#~]|~$|\.d\.ts$/

/** Whether a file of that name is to be looked at. */
export const isMeant = (name: string): boolean =>
  (ENDING.test(name) || OTHER_CODE.test(name)) && !IGNORED.test(name)

/** Reads it. `undefined` when it is gone, or no file. */
export async function readFound(folder: string, name: string): Promise<FoundFile | undefined> {
  const id = name.replace(ENDING, '')
  const unfit = (why: string): FoundFile => ({ name, id: name, source: '', problem: `${name}: ${why}` })
  try {
    const { size } = await stat(join(folder, name))
    if (OTHER_CODE.test(name))
      return unfit('a strategy is a .ts, .js or .mjs file. Give it one of these endings.')
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > LONGEST_NAME)
      return unfit(
        `a strategy is named in small letters, digits and dashes, ${LONGEST_NAME} at most, like "${suggested(id)}${ENDING.exec(name)?.[0]}". Rename it.`,
      )
    if (size > LARGEST) return { ...unfit(`it is larger than ${LARGEST / 1024} KiB.`), id }
    return { name, id, source: await readFile(join(folder, name), 'utf8') }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    return unfit(`it cannot be read (${code ?? error}).`)
  }
}

function suggested(id: string): string {
  const name = id
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_NAME)
    .replaceAll(/^-+|-+$/g, '')
  return name || 'my-fix'
}
