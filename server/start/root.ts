import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from
  const parent = dirname(from)
  if (parent === from) throw new Error('package.json of bank-run was not found above the server')
  return findRoot(parent)
}

/** The project's folder, the same whether the code runs from its sources or from `dist/`. */
export const ROOT = findRoot(import.meta.dirname)

export const VERSION = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string })
  .version
