import type { Report } from '../../shared/report/report.ts'
import { LANGUAGES } from '../../shared/rounds/languages.ts'
import type { Language } from '../../shared/rounds/lesson.ts'
import type { RoundRecord } from '../../shared/rounds/round-record.ts'
import type { Lesson } from '../lessons/lesson.ts'
import type { Wire } from '../redis/wire.ts'
import { reportOf, roomReport } from './room-report.ts'

/** The language of the machine that the server runs on; English when we do not speak it. */
export function hostLanguage(locale = new Intl.DateTimeFormat().resolvedOptions().locale): Language {
  return LANGUAGES.find((one) => locale.toLowerCase().split('-')[0] === one) ?? 'en'
}

export interface KeptReport {
  report: Report
  /** It has all rounds of the room. */
  whole: boolean
}

/** The report of a room as it is kept. If Redis cannot be read now, that of the round that has just ended. */
export async function keptReport(
  wire: Wire,
  code: string,
  lessons: readonly Lesson[],
  record: RoundRecord | undefined,
): Promise<KeptReport> {
  const language = hostLanguage()
  try {
    return { report: await roomReport(wire, code, lessons, language), whole: true }
  } catch (error) {
    if (!record) throw error
    return { report: reportOf(code, [{ record }], lessons, language), whole: false }
  }
}
