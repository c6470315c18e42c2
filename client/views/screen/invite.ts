import { isHereOnly } from '../../../shared/origin.ts'
import type { Reached } from '../../../shared/reached.ts'
import type { InviteAddress } from '../../connection/local-storage.ts'

/** What the QR code leads to, or why there is none. */
export type Invite = { origin: string } | { why: string }

export type Told = Pick<Reached, 'origins' | 'inner' | 'unreachable'>
type Here = Pick<Location, 'origin'>

const ONLY_HERE = 'Only this machine can open this page. Open it by an address that phones can reach.'

/** The server tells its addresses with the base path, which the page adds to any address itself. */
export function originsIn({ origins, inner, unreachable }: Told): Told {
  const plain = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url)
  return {
    origins: origins.map(plain),
    ...(inner && { inner: inner.map(plain) }),
    ...(unreachable !== undefined && { unreachable }),
  }
}

/** The addresses to choose from, best guess first. */
export function candidates(here: Here, told: Told): string[] {
  const own = reachesOut(here.origin, told) ? [here.origin] : []
  return [...new Set([...own, ...told.origins.slice(0, -1), ...(told.inner ?? [])])]
}

/**
 * The host's choice comes first, then the address by which this page was opened if others can reach it, then the
 * server's best guess.
 */
export function inviteOf(here: Here, told: Told, chosen?: InviteAddress): Invite {
  if (chosen && (chosen.typed || candidates(here, told).includes(chosen.origin)))
    return { origin: chosen.origin }
  if (reachesOut(here.origin, told)) return { origin: here.origin }
  const [best] = told.unreachable === undefined ? told.origins : []
  if (best !== undefined && URL.canParse(best) && !isHereOnly(best)) return { origin: best }
  return { why: told.unreachable ?? ONLY_HERE }
}

const reachesOut = (origin: string, { inner = [] }: Told): boolean =>
  URL.canParse(origin) && !isHereOnly(origin) && !inner.includes(origin)

/** The address that the host has typed, with or without `http://`; `undefined` when phones could not open it. */
export function typedOrigin(typed: string): string | undefined {
  const text = typed.trim()
  const url = /^https?:\/\//i.test(text) ? text : `http://${text}`
  if (!URL.canParse(url) || /\s/.test(text) || isHereOnly(url)) return undefined
  const { origin, hostname, username } = new URL(url)
  return username === '' && /[.:]/.test(hostname) ? origin : undefined
}
