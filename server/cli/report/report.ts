import { learningOf } from '../../../shared/report/learning.ts'
import { merged } from '../../../shared/report/merged.ts'
import type { Report } from '../../../shared/report/report.ts'
import { reportCsv } from '../../../shared/report/report-csv.ts'
import { reportHtml } from '../../../shared/report/report-html.ts'
import { outlineOf } from '../../../shared/report/report-outline.ts'
import { reportText } from '../../../shared/report/report-text.ts'
import { sumsOf } from '../../../shared/report/sums.ts'
import type { Language } from '../../../shared/rounds/lesson.ts'
import { LESSONS } from '../../lessons/all-lessons.ts'
import { reportOf } from '../../report/room-report.ts'
import { writeAtomically } from '../../report/write-atomically.ts'
import { STOPPED, type Surroundings } from '../../terminal/run-command.ts'
import { reportFailure } from '../on-engine.ts'
import { parseFlags, type ReportFlags } from './flags.ts'
import { askServer, readFiles, Unreadable } from './read-reports.ts'

/** Runs the whole command. Resolves with the exit code. */
export async function report(
  argv: readonly string[],
  { stdout, stderr, stop }: Surroundings,
): Promise<number> {
  try {
    const flags = parseFlags(argv)
    if ('help' in flags) {
      stdout.write(flags.help)
      return 0
    }
    const { files, url, hostSecret, language, format, out } = flags
    const kept = await Promise.all(files.map(readFiles))
    const asked = url ? await Promise.all(hostSecret.map((room) => askServer(url, room, language, stop))) : []
    const reports = merged([...kept.flat(), ...asked]).map((one) => inLanguage(one, language))
    const text = written(reports, format, language)
    if (out === undefined) stdout.write(text)
    else await writeAtomically(out, text).catch(notWritten(out))
    return 0
  } catch (error) {
    return stop.aborted ? STOPPED : reportFailure(error, stderr, [Unreadable])
  }
}

/** With the words of its lessons in that language, as far as this version has the lessons. */
function inLanguage(one: Report, language: Language): Report {
  const quoted = reportOf(one.code, one.rounds, LESSONS, language)
  return { ...quoted, lessons: { ...one.lessons, ...quoted.lessons } }
}

function written(reports: readonly Report[], format: ReportFlags['format'], language: Language): string {
  switch (format) {
    case 'json': {
      const answer = {
        kind: 'bank-run-reports',
        sums: sumsOf(reports),
        learning: learningOf(reports),
        reports,
      }
      return `${JSON.stringify(answer)}\n`
    }
    case 'csv':
      return [...reportCsv(reports)].join('')
    case 'html':
      return reportHtml(outlineOf(reports, language), language)
    case 'text':
      return [...reportText(outlineOf(reports, language))].join('')
  }
}

const notWritten =
  (out: string) =>
  (error: NodeJS.ErrnoException): never => {
    throw new Unreadable(`${out} cannot be written (${error.code}).`)
  }
