import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSettings } from '../../server/start/flags.ts'
import { keepText, writeProblem } from '../../server/start/keep-folder.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bank-run-keep-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const keepOf = async (argv: string[], env: Record<string, string> = {}) => {
  const asked = await readSettings(argv, env)
  return 'help' in asked ? asked.help : asked.settings.keep
}

it('the folder of kept records is a flag or a variable; without one it is below the home folder', async () => {
  expect(await keepOf([])).toBe(join(homedir(), 'bank-run-records'))
  expect(await keepOf([], { KEEP: '' })).toBe(join(homedir(), 'bank-run-records'))
  expect(await keepOf(['--keep', 'mine'])).toBe(resolve('mine'))
  expect(await keepOf(['--keep', 'mine'], { KEEP: 'none' })).toBe(resolve('mine'))
  expect(await keepOf([], { KEEP: '/srv/records' })).toBe('/srv/records')
  for (const none of ['none', 'None']) expect(await keepOf(['--keep', none])).toBeNull()
})

it('the banner names the folder, and says when nothing is kept', () => {
  const missing = join(folder, 'a', 'b')
  expect(keepText(missing)).toBe(`${missing}   (records and reports of rounds)`)
  expect(keepText(null)).toMatch(/^nothing {3}\(--keep DIR: a folder/)
})

it('a folder that cannot be written is said in the banner, with the reason', () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  expect(writeProblem(folder)).toBeUndefined()
  expect(writeProblem(file)).toBe('it is a file')
  expect(writeProblem(join(file, 'below'))).toBe('it is below a file')
  expect(keepText(file)).toMatch(
    /^nothing: .* cannot be written \(it is a file\)\. Rounds go on all the same; --keep DIR/,
  )
})

it.skipIf(process.getuid?.() === 0)('a folder of another user is such a folder', () => {
  const locked = join(folder, 'locked')
  mkdirSync(locked)
  chmodSync(locked, 0o500)
  expect(writeProblem(join(locked, 'new'))).toBe('EACCES')
})
