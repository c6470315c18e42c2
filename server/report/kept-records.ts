import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { alone } from '../../shared/report/merged.ts'
import { reportCsv } from '../../shared/report/report-csv.ts'
import { reportHtml } from '../../shared/report/report-html.ts'
import { outlineOf } from '../../shared/report/report-outline.ts'
import type { Language } from '../../shared/rounds/lesson.ts'
import type { RoundRecord } from '../../shared/rounds/round-record.ts'
import type { KeptReport } from './kept-report.ts'
import { writeAtomically } from './write-atomically.ts'

export interface KeptRecordsOptions {
  /** A folder for all rooms; it is made when the first round is over. */
  folder: string
  language: Language
  /** The report of all rounds of a room, or of this one when the others cannot be read now. */
  report(code: string, record?: RoundRecord): Promise<KeptReport>
  log(error: unknown, what: string): void
}

/** Writes the records and the report of each room to the disk, for the time when its Redis is gone. */
export interface KeptRecords {
  /** To be called after each round and after each transfer question. Never throws: the game goes on without files. */
  keep(code: string, record?: RoundRecord): void
  /** Resolves when all has been written. */
  settled(): Promise<void>
}

export function createKeptRecords({ folder, language, report, log }: KeptRecordsOptions): KeptRecords {
  let writing = Promise.resolve()
  async function write(code: string, record?: RoundRecord): Promise<void> {
    const { report: found, whole } = await report(code, record)
    const [first] = found.rounds
    if (!first) return
    const named = folderName(code, first.record.startedAt)
    // A later round may be of another day.
    const own = join(folder, whole ? named : ((await folderOf(code)) ?? named))
    await mkdir(own, { recursive: true, mode: 0o700 })
    for (const round of found.rounds) {
      const name = `round-${String(round.record.round).padStart(2, '0')}.json`
      await writeChanged(join(own, name), `${JSON.stringify(alone(found, round))}\n`)
    }
    // What is there has more rounds.
    if (!whole) return
    await writeAtomically(join(own, 'report.csv'), [...reportCsv([found])].join(''))
    await writeAtomically(join(own, 'report.html'), reportHtml(outlineOf([found], language), language))
  }
  /** The newest folder of the room that is there. */
  async function folderOf(code: string): Promise<string | undefined> {
    const names = await readdir(folder).catch((): string[] => [])
    return names
      .filter((name) => name.endsWith(`-${code}`))
      .sort()
      .at(-1)
  }
  return {
    keep(code, record) {
      writing = writing
        .then(() => write(code, record))
        .catch((error: unknown) => log(error, `the records of room ${code} could not be kept in ${folder}`))
    },
    settled: () => writing,
  }
}

/** Most rounds are as they were: their files are left alone. */
async function writeChanged(path: string, text: string): Promise<void> {
  const before = await readFile(path, 'utf8').catch(() => undefined)
  if (before !== text) await writeAtomically(path, text)
}

/** `2026-11-29-K7Q4MX`: the day of the first round on the host's clock, and the code. No text of a player is in it. */
function folderName(code: string, startedAt: number): string {
  const day = new Date(startedAt)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}-${code}`
}
