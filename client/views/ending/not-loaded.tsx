import { ConnectionBanner } from '../../parts/connection-banner.tsx'
import { Wordmark } from '../../parts/equals-sign.tsx'
import type { State } from '../../store/state.ts'
import { Ending } from './ending.tsx'

/** While the code of a page is loaded, or while the page is let into its room. */
export function Opening({ state }: { state?: State }) {
  return (
    <main class="ending" aria-busy="true">
      <Wordmark sign="equal" />
      <h1>Opening the doors…</h1>
      {state && <ConnectionBanner state={state} />}
    </main>
  )
}

/** The code of a page could not be loaded. */
export function NotLoaded() {
  return (
    <Ending
      title="This page did not load."
      text="The connection failed, or the server has been updated since this tab was opened."
    >
      <button type="button" class="button quiet" onClick={() => location.reload()}>
        Try again
      </button>
    </Ending>
  )
}
