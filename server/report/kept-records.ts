import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Report } from '../../shared/report/report.ts'
import { reportCsv } from '../../shared/report/report-csv.ts'
import { reportHtml } from '../../shared/report/report-html.ts'
import { outlineOf } from '../../shared/report/report-outline.ts'
import type { Language } from '../../shared/rounds/lesson.ts'
import type { RoundRecord } from '../../shared/rounds/round-record.ts'
import { writeAtomically } from './write-atomically.ts'

export interface KeptRecordsOptions {
  /** A folder for all rooms; it is made when the first round is over. */
  folder: string
  language: Language
  /** The report of all rounds of a room, or of this one when the others cannot be read now. */
  report(code: string, record?: RoundRecord): Promise<Report>
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
    const whole = await report(code, record)
    const [first] = whole.rounds
    if (!first) return
    const own = join(folder, folderName(code, first.record.startedAt))
    await mkdir(own, { recursive: true, mode: 0o700 })
    for (const round of whole.rounds) {
      const alone = `${JSON.stringify({ ...whole, rounds: [round] })}\n`
      await writeAtomically(join(own, `round-${String(round.record.round).padStart(2, '0')}.json`), alone)
    }
    await writeAtomically(join(own, 'report.csv'), [...reportCsv([whole])].join(''))
    await writeAtomically(join(own, 'report.html'), reportHtml(outlineOf([whole], language), language))
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

/** `2026-11-29-K7Q4MX`: the day of the first round on the host's clock, and the code. No text of a player is in it. */
function folderName(code: string, startedAt: number): string {
  const day = new Date(startedAt)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}-${code}`
}
