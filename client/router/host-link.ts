import { signal } from '@preact/signals'
import { hostLinkIn } from '../../shared/host-link.ts'

/** The secret of the link by which this page was opened, until the room's page uses it. */
export const hostLink = signal<string | undefined>(undefined)

/** Takes the secret out of the address bar, also when the link is pasted into a page that is open. */
export function followHostLinks(): void {
  takeHostLink()
  addEventListener('hashchange', takeHostLink)
}

function takeHostLink(): void {
  const secret = hostLinkIn(location.hash)
  if (secret === undefined) return
  history.replaceState(history.state, '', location.pathname + location.search)
  hostLink.value = secret
}
