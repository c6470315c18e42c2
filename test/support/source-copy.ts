import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const PROJECT = fileURLToPath(new URL('../..', import.meta.url))

const LEFT_OUT = /^(\.git|node_modules|dist(\..*)?|.*\.tgz|npm-shrinkwrap\.json)$/

/** The project without `.git`, as a ZIP file has it. Copies it to `folder`. `also`: what else comes along. */
export function copySources(folder: string, also: readonly string[] = []): void {
  for (const name of readdirSync(PROJECT)) {
    if (LEFT_OUT.test(name) && !also.includes(name)) continue
    cpSync(join(PROJECT, name), join(folder, name), { recursive: true })
  }
}

/** A new folder for a test, which `remove` deletes. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'bank-run-installing-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) }
}
