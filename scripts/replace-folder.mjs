// Puts a freshly built folder in the place of the old one.
import { existsSync, renameSync, rmSync } from 'node:fs'

/** Windows refuses to rename a folder while a program (a server, a virus scanner, a shell) has something in it open. */
const IN_USE = new Set(['EPERM', 'EACCES', 'EBUSY'])
/** Milliseconds between tries; a virus scanner lets go within these. */
const WAITS = [50, 100, 200, 400, 800]
/** Another build was quicker: the folder is gone, or there again. */
const OVERTAKEN = new Set(['ENOENT', 'ENOTEMPTY', 'EEXIST'])

const pause = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

/** `old` cannot be moved, because another program uses it. */
export class FolderInUse extends Error {
  code = 'IN_USE'
}

/**
 * Renames `old` to `aside`, if it exists, and `fresh` to `old`, with no deletion in between, so that a program that
 * starts meanwhile finds the old or the new folder. On an error `old` is as it was.
 * Throws `FolderInUse` on Windows when it stays in use. `on` is for the tests.
 */
export function replaceFolder({ fresh, old, aside }, on = {}) {
  const { platform = process.platform, rename = renameSync, wait = pause } = on
  const move = (from, to) => {
    for (let tried = 0; ; tried++) {
      try {
        return rename(from, to)
      } catch (error) {
        if (platform !== 'win32' || !IN_USE.has(error.code)) throw error
        if (tried === WAITS.length) throw new FolderInUse(`${from} is in use by another program.`)
        wait(WAITS[tried])
      }
    }
  }
  for (let tried = 1; ; tried++) {
    let moved = false
    try {
      if (existsSync(old)) {
        move(old, aside)
        moved = true
      }
      return move(fresh, old)
    } catch (error) {
      if (moved && !existsSync(old)) move(aside, old)
      if (tried === 3 || !OVERTAKEN.has(error.code) || !existsSync(fresh)) throw error
      if (existsSync(old)) rmSync(aside, { recursive: true, force: true })
    }
  }
}
