import { reportProblem } from './report-problem.ts'

/* Imported before all that could throw: even then the page is not blank, and the server's log has the error. */

addEventListener('error', ({ error }) => {
  if (!error) return
  reportProblem(error)
  sayIfBlank(error)
})
addEventListener('unhandledrejection', ({ reason }) => {
  if (reason instanceof Error) reportProblem(reason)
})

/** Nothing is drawn, or no more than that the page is loading. */
function sayIfBlank(error: unknown): void {
  const root = document.getElementById('app')
  if (!root || (root.textContent?.trim() && !root.querySelector('.loading'))) return
  const failed = document.createElement('p')
  failed.className = 'failed'
  failed.textContent = `This page has failed: ${error instanceof Error ? error.message : error}. Reload it, or try another browser. The reason is in the log of the server.`
  root.replaceChildren(failed)
}
