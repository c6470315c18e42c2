import './connection/report-uncaught.ts'
import './styles/index.css'
import { render } from 'preact'
import { App } from './app.tsx'
import { followLanguage } from './language.ts'
import { followHostLinks } from './router/host-link.ts'
import { followHistory } from './router/route.ts'
import { followTheme } from './theme.ts'

followHostLinks()
followTheme()
followLanguage()
followHistory()
const root = document.getElementById('app')
if (root) {
  // Until here the page said that it is loading.
  root.replaceChildren()
  render(<App />, root)
}
