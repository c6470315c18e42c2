import type { ComponentChildren } from 'preact'
import { useErrorBoundary } from 'preact/hooks'
import { reportProblem } from '../../connection/report-problem.ts'
import { Ending } from './ending.tsx'

/** Shows what to do in place of a page that throws while it is drawn, so that no page is ever blank. */
export function PageGuard({ children }: { children: ComponentChildren }) {
  const [error] = useErrorBoundary(reportProblem)
  if (error === undefined) return children
  return (
    <Ending title="This page has failed." text={FAILED}>
      <button type="button" class="button quiet" onClick={() => location.reload()}>
        Reload
      </button>
      <p class="failure">{error instanceof Error ? error.message : String(error)}</p>
    </Ending>
  )
}

const FAILED =
  'Reload it. Your seat and what you booked are safe. If it fails again, try another browser and tell your host: the reason is in the log of the server.'
