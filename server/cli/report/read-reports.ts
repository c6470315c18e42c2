import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Report } from '../../../shared/report/report.ts'
import type { Language } from '../../../shared/rounds/lesson.ts'
import type { HostedRoom } from './flags.ts'

/** A file, or an answer of a server, from which no report can be read. The message is for people. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

/** What `--format json` prints; it can be merged again. */
export const Merged = z.object({ kind: z.literal('bank-run-reports'), reports: z.array(Report) })

/** How deep a folder is searched: all records, those of a room, a file. */
const DEPTH = 3
/** A round of 200 players has about 100 kB. */
const MOST_BYTES = 64 * 1024 * 1024

/** The reports in a file, or in all files of kept records below a folder. Throws `Unreadable`. */
export async function readFiles(path: string): Promise<Report[]> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new Unreadable(`${path} cannot be read (${error.code}).`)
  })
  if (!found.isDirectory()) return readOne(path)
  const files = await keptIn(path, DEPTH)
  if (files.length === 0) throw new Unreadable(`${path} has no kept records: they are called round-01.json.`)
  return (await Promise.all(files.map(readOne))).flat()
}

async function keptIn(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new Unreadable(`${folder} cannot be read (${error.code}).`)
  })
  const found = entries.map(async (entry): Promise<string[]> => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return depth > 1 ? keptIn(path, depth - 1) : []
    return /^round-\d+\.json$/.test(entry.name) ? [path] : []
  })
  return (await Promise.all(found)).flat().sort()
}

async function readOne(path: string): Promise<Report[]> {
  try {
    if ((await stat(path)).size > MOST_BYTES) throw new Unreadable(`${path} is too large for a report.`)
    const read: unknown = JSON.parse(await readFile(path, 'utf8'))
    const one = Report.safeParse(read)
    if (one.success) return [one.data]
    const many = Merged.safeParse(read)
    if (many.success) return many.data.reports
  } catch (error) {
    if (error instanceof Unreadable) throw error
    const { code } = error as NodeJS.ErrnoException
    if (code !== undefined) throw new Unreadable(`${path} cannot be read (${code}).`)
  }
  throw new Unreadable(`${path} is no report of Bank Run.`)
}

const Refusal = z.object({ code: z.string(), message: z.string() })

/** Asks a running server for the report of a room. Throws `Unreadable`. */
export async function askServer(
  url: string,
  { code, secret }: HostedRoom,
  language: Language,
  stop: AbortSignal,
): Promise<Report> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(15_000)])
  const response = await fetch(`${url}/api/rooms/${code}/report?language=${language}`, {
    headers: { 'x-host-secret': secret },
    signal,
  }).catch(() => {
    throw new Unreadable(`The server at ${url} does not answer.`)
  })
  const answer: unknown = await response.json().catch(() => undefined)
  const report = Report.safeParse(answer)
  if (response.ok && report.success) return report.data
  const why = Refusal.safeParse(answer).data?.message ?? `The server at ${url} did not answer with a report.`
  throw new Unreadable(`Room ${code}: ${why}`)
}
