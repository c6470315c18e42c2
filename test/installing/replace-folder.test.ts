import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { replaceFolder } from '../../scripts/replace-folder.mjs'
import { temporaryFolder } from '../support/source-copy.ts'

describe('a folder that is replaced', () => {
  const waited: number[] = []
  let root: ReturnType<typeof temporaryFolder>
  let folders: { fresh: string; old: string; aside: string }
  beforeEach(() => {
    waited.length = 0
    root = temporaryFolder()
    const [fresh, old, aside] = ['fresh', 'old', 'aside'].map((name) => join(root.path, name)) as [
      string,
      string,
      string,
    ]
    folders = { fresh, old, aside }
    for (const folder of [fresh, old]) {
      mkdirSync(folder)
      writeFileSync(join(folder, 'name'), folder)
    }
  })
  afterEach(() => root.remove())

  const inOld = () => readFileSync(join(folders.old, 'name'), 'utf8')
  /** `renameSync` that fails with `code` for a while. */
  const busy = (code: string, times: number, which = /./) => {
    let left = times
    return (from: string, to: string) => {
      if (which.test(from) && left-- > 0) throw Object.assign(new Error(code), { code })
      renameSync(from, to)
    }
  }
  const wait = (ms: number) => void waited.push(ms)

  it('is there before and after, and the old one is set aside', () => {
    replaceFolder(folders, { platform: 'linux' })
    expect(inOld()).toBe(folders.fresh)
    expect(existsSync(folders.aside)).toBe(true)
  })

  it.each(['EPERM', 'EACCES', 'EBUSY'])('is tried again on Windows while it is in use (%s)', (code) => {
    replaceFolder(folders, { platform: 'win32', rename: busy(code, 3), wait })
    expect(inOld()).toBe(folders.fresh)
    expect(waited).toEqual([50, 100, 200])
  })

  it('stays as it was on Windows when it is in use for good, and the error says so', () => {
    const rename = busy('EPERM', Number.POSITIVE_INFINITY)
    expect(() => replaceFolder(folders, { platform: 'win32', rename, wait })).toThrow(
      /in use by another program/,
    )
    expect(inOld()).toBe(folders.old)
  })

  it('is put back when the new one cannot take its place', () => {
    const rename = busy('EACCES', 1, /fresh$/)
    expect(() => replaceFolder(folders, { platform: 'linux', rename })).toThrow('EACCES')
    expect(inOld()).toBe(folders.old)
    expect(existsSync(folders.fresh)).toBe(true)
  })

  it('is not tried again on Linux, where a folder in use can be renamed', () => {
    expect(() => replaceFolder(folders, { platform: 'linux', rename: busy('EACCES', 1), wait })).toThrow(
      'EACCES',
    )
    expect(waited).toEqual([])
  })

  it('replaces that of another build, which was quicker', () => {
    let quicker = true
    const rename = (from: string, to: string) => {
      if (from === folders.fresh && quicker) {
        quicker = false
        mkdirSync(folders.old)
        writeFileSync(join(folders.old, 'name'), 'theirs')
      }
      renameSync(from, to)
    }
    replaceFolder(folders, { platform: 'linux', rename })
    expect(inOld()).toBe(folders.fresh)
  })
})
