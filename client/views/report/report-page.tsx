import '../../styles/report.css'
import '../../styles/report-parts.css'
import '../../styles/report-print.css'
import { useEffect, useState } from 'preact/hooks'
import { outlineOf } from '../../../shared/report/report-outline.ts'
import { pageStorage } from '../../connection/local-storage.ts'
import { type ReportAnswer, readReport } from '../../connection/read-report.ts'
import { language } from '../../language.ts'
import { SignMark, Wordmark } from '../../parts/equals-sign.tsx'
import { LanguagePicker } from '../../parts/language-picker.tsx'
import { ThemeToggle } from '../../parts/theme-toggle.tsx'
import { Link } from '../../router/link.tsx'
import { HOME_PATH, playPath, screenPath } from '../../router/route.ts'
import { REPORT } from '../../wording/class/report/words.ts'
import { ReportActions } from './report-actions.tsx'
import { ReportBlock } from './report-block.tsx'

/** The report of a room, for its host: on the screen, on paper, and as files. */
export function ReportPage({ code }: { code: string }) {
  const [answer, setAnswer] = useState<ReportAnswer>()
  const [tries, setTries] = useState(0)
  const spoken = language.value
  const texts = REPORT[spoken]
  // A phone that leads the room goes back to its own page.
  const seated = pageStorage.seat(code) !== undefined
  useEffect(() => {
    let mounted = true
    void readReport(code, spoken).then((found) => mounted && setAnswer(found))
    return () => {
      mounted = false
    }
  }, [code, spoken, tries])
  const outline = answer?.is === 'read' ? outlineOf([answer.report], spoken) : undefined
  useEffect(() => {
    document.title = `${outline?.title ?? texts.title} · Bank Run`
  }, [outline?.title, texts.title])

  return (
    <div class="report-page" lang={spoken}>
      <header class="report-header">
        <Link to={HOME_PATH} class="home-link">
          <Wordmark />
        </Link>
        <Link to={seated ? playPath(code) : screenPath(code)} class="quiet">
          {texts.toRoom}
        </Link>
        <LanguagePicker />
        <ThemeToggle />
      </header>
      {outline && answer?.is === 'read' ? (
        <main>
          <h1>{outline.title}</h1>
          <p class="report-sub">{outline.subtitle}</p>
          <p class="report-lead" data-mood={outline.mood}>
            {outline.lead}
          </p>
          <ReportActions report={answer.report} texts={texts} />
          {outline.sections.map(({ id, title, subtitle, onNewPage, blocks }) => (
            <section key={id} id={id} data-page={onNewPage} aria-labelledby={`${id}-title`}>
              <h2 id={`${id}-title`}>{title}</h2>
              {subtitle && <p class="report-sub">{subtitle}</p>}
              <div class="report-blocks">
                {blocks.map((block, at) => (
                  <ReportBlock key={at} block={block} alone={blocks.length === 1} />
                ))}
              </div>
            </section>
          ))}
        </main>
      ) : (
        <Without is={answer?.is} again={() => setTries(tries + 1)} />
      )}
    </div>
  )
}

/** While the report is read, and when it cannot be. */
function Without({ is, again }: { is: ReportAnswer['is'] | undefined; again(): void }) {
  const texts = REPORT[language.value]
  const [title, hint] =
    is === 'not-host'
      ? [texts.notHost, texts.notHostHint]
      : is === 'unknown-room'
        ? [texts.unknownRoom, texts.unknownRoomHint]
        : is === 'unreachable'
          ? [texts.unreachable, texts.unreachableHint]
          : [texts.reading, '']
  return (
    <main class="report-without" aria-busy={is === undefined}>
      <SignMark sign={is === undefined ? 'equal' : 'cracked'} />
      <h1>{title}</h1>
      <p>{hint}</p>
      {is !== undefined && (
        <button type="button" class="button quiet" onClick={again}>
          {texts.again}
        </button>
      )}
    </main>
  )
}
