import { type FSWatcher, watch } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { EngineError, reasonOf } from '../engine/engine.ts'
import { type FoundFile, isStrategyFile, readStrategyFile } from './found-file.ts'

/** Changes since the last report; each name at most once. */
export interface FolderChange {
  changed: FoundFile[]
  removed: string[]
}

export interface WatchedFolder {
  /** Looks for changes now. */
  scan(): Promise<void>
  close(): void
}

const WHY: Record<string, string> = { ENOENT: 'does not exist', ENOTDIR: 'is not a folder' }
/** Each file takes a thread; further files are shown with a problem and do not run. */
const MOST_FILES = 60
/** Milliseconds: after the last event, until a missing file counts as gone, and between looks without an event. */
const SETTLE_MS = 100
const GONE_MS = 400
const RESCAN_MS = 2000

/**
 * Reports every file in the folder at once, and then every change: by events of the file system, and by a look every two
 * seconds, since some file systems have no events. Throws `EngineError` when the folder does not exist.
 */
export async function watchFolder(
  folder: string,
  onChange: (change: FolderChange) => void,
): Promise<WatchedFolder> {
  await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    const what = WHY[error.code ?? ''] ?? `cannot be read (${reasonOf(error)})`
    throw new EngineError(
      `The folder of --strategies, ${resolve(folder)}, ${what}. Create it, or name another one.`,
    )
  })
  const stamps = new Map<string, string>()
  const missing = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined
  let closed = false

  function scan(): Promise<void> {
    looking ??= take().finally(() => {
      looking = undefined
    })
    return looking
  }
  async function take(): Promise<void> {
    const names = (await readdir(folder).catch(() => [])).filter(isStrategyFile).sort()
    const changed: FoundFile[] = []
    for (const [nth, name] of names.entries()) {
      const stamp = await stampOf(join(folder, name))
      missing.delete(name)
      if (stamp === undefined || stamps.get(name) === stamp) continue
      const found = nth < MOST_FILES ? await readStrategyFile(folder, name) : tooMany(name)
      if (!found) continue
      stamps.set(name, stamp)
      changed.push(found)
    }
    const removed: string[] = []
    for (const name of stamps.keys()) {
      if (names.includes(name)) continue
      // An editor that saves by renaming removes the file for a moment.
      if (!missing.has(name)) {
        missing.add(name)
        lookIn(GONE_MS)
        continue
      }
      missing.delete(name)
      stamps.delete(name)
      removed.push(name)
    }
    if (!closed && changed.length + removed.length > 0) onChange({ changed, removed })
  }
  function lookIn(ms: number): void {
    if (closed) return
    clearTimeout(timer)
    timer = setTimeout(async () => {
      timer = undefined
      await looking
      await scan()
      if (!timer) lookIn(RESCAN_MS)
    }, ms)
    timer.unref()
  }

  let watcher: FSWatcher | undefined
  try {
    watcher = watch(folder, { persistent: false }, () => lookIn(SETTLE_MS))
    watcher.on('error', () => watcher?.close())
  } catch {
    // This file system has no events: the look every two seconds finds changes.
  }
  await scan()
  lookIn(RESCAN_MS)
  return {
    scan,
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
  problem: `${name}: the folder has more than ${MOST_FILES} strategies. Move some of them elsewhere.`,
})

/** A text that changes whenever the file does. `undefined` when the path is not a file. */
async function stampOf(path: string): Promise<string | undefined> {
  try {
    const found = await stat(path)
    return found.isFile() ? `${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs}` : undefined
  } catch {
    return undefined
  }
}
