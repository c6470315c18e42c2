import { type FSWatcher, watch } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { EngineError, reasonOf } from '../engine/engine.ts'
import { type FoundFile, isMeant, readFound } from './found-file.ts'

/** Since the last time; each name at most once. */
export interface FolderChange {
  changed: FoundFile[]
  gone: string[]
}

export interface WatchedFolder {
  /** Looks now. */
  look(): Promise<void>
  close(): void
}

const WHY: Record<string, string> = { ENOENT: 'is not there', ENOTDIR: 'is no folder' }
/** Each file is a thread; past this they are named, and not run. */
const MOST_FILES = 60
/** Milliseconds: after the last event, before a file that is gone is believed to be, and between looks without any event. */
const SETTLE_MS = 100
const GONE_MS = 400
const RESCAN_MS = 2000

/**
 * Tells at once of every file in the folder, and then of every change: by events of the file system, and by looking
 * now and then where there are none. Throws `EngineError` when there is no such folder.
 */
export async function watchFolder(
  folder: string,
  onChange: (change: FolderChange) => void,
): Promise<WatchedFolder> {
  await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    const what = WHY[error.code ?? ''] ?? `cannot be read (${reasonOf(error)})`
    throw new EngineError(
      `The folder of --strategies, ${resolve(folder)}, ${what}. Make it, or name another.`,
    )
  })
  const stamps = new Map<string, string>()
  const missing = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined
  let closed = false

  function look(): Promise<void> {
    looking ??= take().finally(() => {
      looking = undefined
    })
    return looking
  }
  async function take(): Promise<void> {
    const names = (await readdir(folder).catch(() => [])).filter(isMeant).sort()
    const changed: FoundFile[] = []
    for (const [nth, name] of names.entries()) {
      const stamp = await stampOf(join(folder, name))
      missing.delete(name)
      if (stamp === undefined || stamps.get(name) === stamp) continue
      const found = nth < MOST_FILES ? await readFound(folder, name) : tooMany(name)
      if (!found) continue
      stamps.set(name, stamp)
      changed.push(found)
    }
    const gone: string[] = []
    for (const name of stamps.keys()) {
      if (names.includes(name)) continue
      // An editor that saves by renaming takes the file away for a moment.
      if (!missing.has(name)) {
        missing.add(name)
        lookIn(GONE_MS)
        continue
      }
      missing.delete(name)
      stamps.delete(name)
      gone.push(name)
    }
    if (!closed && changed.length + gone.length > 0) onChange({ changed, gone })
  }
  function lookIn(ms: number): void {
    if (closed) return
    clearTimeout(timer)
    timer = setTimeout(async () => {
      timer = undefined
      await looking
      await look()
      if (!timer) lookIn(RESCAN_MS)
    }, ms)
    timer.unref()
  }

  let watcher: FSWatcher | undefined
  try {
    watcher = watch(folder, { persistent: false }, () => lookIn(SETTLE_MS))
    watcher.on('error', () => watcher?.close())
  } catch {
    // No events here, on some file systems: then it is looked at every now and then.
  }
  await look()
  lookIn(RESCAN_MS)
  return {
    look,
    close() {
      closed = true
      clearTimeout(timer)
      watcher?.close()
    },
  }
}

const tooMany = (name: string): FoundFile => ({
  name,
  id: name,
  source: '',
  problem: `${name}: the folder holds more than ${MOST_FILES} strategies. Move some of them away.`,
})

/** Changes whenever the file does; `undefined` for what is no file. */
async function stampOf(path: string): Promise<string | undefined> {
  try {
    const found = await stat(path)
    return found.isFile() ? `${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs}` : undefined
  } catch {
    return undefined
  }
}
