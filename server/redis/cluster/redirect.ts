import { parsePlace, placeText } from '../../engine/endpoint.ts'
import { RefusedByRedis } from '../wire.ts'

/** What a server of a cluster says when it does not answer for a slot. Certainly nothing was done. Places are "host:port". */
export type Redirect =
  /** The slot lives there from now on. */
  | { kind: 'moved'; slot: number; to: string }
  /** It is on its way there, and these keys have arrived: only this one time. */
  | { kind: 'ask'; to: string }
  /** Some of the keys are here and some are there, or nobody is in charge: it passes. */
  | { kind: 'later' }

/** `asked`: who said it. */
export function redirectOf(error: unknown, asked: string): Redirect | undefined {
  if (!(error instanceof RefusedByRedis) || !error.redirects) return undefined
  const [, slot, place = ''] = error.message.split(' ')
  const to = placeSaidBy(asked, place)
  if (error.code === 'MOVED' && to) return { kind: 'moved', slot: Number(slot), to }
  if (error.code === 'ASK' && to) return { kind: 'ask', to }
  return { kind: 'later' }
}

/** A server that knows no name for a place leaves the host out: it is where that server is. */
export function placeSaidBy(asked: string, place: string): string | undefined {
  const said = parsePlace(place)
  if (!said || said.host) return said && placeText(said)
  const host = parsePlace(asked)?.host
  return host && placeText({ host, port: said.port })
}
