import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { nodeProgram, npm } from '../../scripts/node-versions.mjs'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const FOLDER = fileURLToPath(new URL('../../node_modules/.cache/bank-run/lighthouse', import.meta.url))
const PROGRAM = join(FOLDER, 'node_modules', 'lighthouse', 'cli', 'index.js')
/** Lighthouse does not run on the oldest Node that the product supports. */
const NODE = '22'

export const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const
type Category = (typeof CATEGORIES)[number]

export interface Audit {
  /** From 0 to 100. */
  scores: Record<Category, number>
  /** The audits that cost points in a category, with what Lighthouse found. */
  failed(category: Category): string[]
}

interface Report {
  categories: Record<Category, { score: number | null; auditRefs: { id: string; weight: number }[] }>
  audits: Record<string, { id: string; title: string; score: number | null; displayValue?: string }>
}

/** Installs it from its own lock file the first time. Throws when that fails. */
export function installLighthouse(): void {
  if (existsSync(PROGRAM)) return
  mkdirSync(FOLDER, { recursive: true })
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(HERE, name), join(FOLDER, name))
  const { status, stderr } = npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: FOLDER })
  if (status !== 0) throw new Error(`Lighthouse could not be installed: ${stderr}`)
}

/**
 * Audits the page in the Chromium that listens at `debuggingPort`, on the mobile profile. Lighthouse empties the cache
 * and leaves the local storage.
 */
export async function audit(url: string, debuggingPort: number): Promise<Audit> {
  const { stdout } = await promisify(execFile)(
    nodeProgram(NODE),
    [
      ...[PROGRAM, url, `--port=${debuggingPort}`, '--output=json', '--quiet'],
      ...['--form-factor=mobile', `--only-categories=${CATEGORIES.join(',')}`],
    ],
    { maxBuffer: 64 * 1024 * 1024 },
  )
  const { categories, audits } = JSON.parse(stdout) as Report
  return {
    scores: Object.fromEntries(
      CATEGORIES.map((category) => [category, Math.round((categories[category].score ?? 0) * 100)]),
    ) as Record<Category, number>,
    failed: (category) =>
      categories[category].auditRefs
        .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
        .map(({ id }) => `${id}: ${audits[id]?.title} ${audits[id]?.displayValue ?? ''}`),
  }
}
