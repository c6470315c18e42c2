import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { nanoid } from 'nanoid'

/** Writes a file that only its owner may read. A reader sees the old text or the new one, also after a crash. */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const fresh = join(dirname(path), `.${basename(path)}.${nanoid(8)}`)
  try {
    const file = await open(fresh, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(fresh, path)
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => {})
    throw error
  }
}
