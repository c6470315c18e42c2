import './styles/index.css'
import { render } from 'preact'
import { App } from './app.tsx'
import { reportProblem, reportUncaught } from './connection/report-problem.ts'
import { followHistory } from './router/route.ts'
import { followTheme } from './theme.ts'

const root = document.getElementById('app')
if (root) {
  // Until here the page says that it is loading; when it throws before it can draw, it says so.
  const loading = root.firstElementChild
  try {
    reportUncaught()
    followTheme()
    followHistory()
    root.textContent = ''
    render(<App />, root)
  } catch (error) {
    reportProblem(error)
    const said = `This page has failed: ${error instanceof Error ? error.message : error}. Reload it, or try another browser. The reason is in the log of the server.`
    root.textContent = said
    if (loading) root.replaceChildren(Object.assign(loading, { textContent: said }))
  }
}
