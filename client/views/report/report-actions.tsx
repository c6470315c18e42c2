import type { Report } from '../../../shared/report/report.ts'
import { reportCsv } from '../../../shared/report/report-csv.ts'
import type { ReportTexts } from '../../wording/class/report/texts.ts'

/** Prints the page, and saves the report as files. The files are made here, from what the page has read. */
export function ReportActions({ report, texts }: { report: Report; texts: ReportTexts }) {
  const save = (ending: string, type: string, text: string): void => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type }))
    link.download = `bank-run-${report.code}-report.${ending}`
    link.click()
    // The browser has taken the file by then.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  }
  return (
    <fieldset class="report-actions" aria-label={texts.downloads}>
      <button type="button" class="button" onClick={() => print()}>
        {texts.print}
      </button>
      <button
        type="button"
        class="button quiet"
        onClick={() => save('csv', 'text/csv;charset=utf-8', [...reportCsv([report])].join(''))}
      >
        {texts.csv}
      </button>
      <button
        type="button"
        class="button quiet"
        onClick={() => save('json', 'application/json', `${JSON.stringify(report)}\n`)}
      >
        {texts.json}
      </button>
    </fieldset>
  )
}
