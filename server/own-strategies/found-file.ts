import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileText } from '../catalogue/file-text.ts'

/** A file in the workshop's folder that is, or was meant to be, a strategy. */
export interface FoundFile {
  /** With its file extension. */
  name: string
  /** The strategy's id: the name without its extension; the whole name when the file cannot be a strategy. */
  id: string
  /** The file's text; '' when it was not read. */
  source: string
  /** Why it cannot be a strategy, in a sentence that names the file. */
  problem?: string
}

/** Bytes. */
const LARGEST = 64 * 1024
const LONGEST_NAME = 40
const ENDING = /\.(ts|js|mjs)$/
/** Code in a format that is not run here. */
const OTHER_CODE = /\.(tsx|jsx|mts|cts|cjs)$/
/** Hidden files, editors' temporary files, type declarations. */
const IGNORED = /^[.#~]|~$|\.d\.ts$/

/** Whether a file of that name should be read. */
export const isStrategyFile = (name: string): boolean =>
  (ENDING.test(name) || OTHER_CODE.test(name)) && !IGNORED.test(name)

/** Reads the file. `undefined` when it is gone. */
export async function readStrategyFile(folder: string, name: string): Promise<FoundFile | undefined> {
  const id = name.replace(ENDING, '')
  const unfit = (why: string): FoundFile => ({ name, id: name, source: '', problem: `${name}: ${why}` })
  try {
    const { size } = await stat(join(folder, name))
    if (OTHER_CODE.test(name))
      return unfit('a strategy is a .ts, .js or .mjs file. Give it one of these extensions.')
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > LONGEST_NAME)
      return unfit(
        `a strategy's name has only lowercase letters, digits and dashes, ${LONGEST_NAME} at most, like "${suggested(id)}${ENDING.exec(name)?.[0]}". Rename it.`,
      )
    if (size > LARGEST) return { ...unfit(`it is larger than ${LARGEST / 1024} KiB.`), id }
    return { name, id, source: fileText(await readFile(join(folder, name))) }
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
