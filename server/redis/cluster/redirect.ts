import { hostPortText, parseHostPort } from '../../engine/endpoint.ts'
import { RefusedByRedis } from '../wire.ts'

/** The redirection of a server that does not answer for a slot. Certainly not applied. Places are "host:port". */
export type Redirect =
  /** The slot is at `to` from now on. */
  | { kind: 'moved'; slot: number; to: string }
  /** The slot is moving to `to`, and these keys are there already: only for this one command. */
  | { kind: 'ask'; to: string }
  /** The keys are divided between two servers, or no server has the slot: try again later. */
  | { kind: 'later' }

/** The redirection in an error, if it is one. `asked`: the server that sent it. */
export function redirectOf(error: unknown, asked: string): Redirect | undefined {
  if (!(error instanceof RefusedByRedis) || !error.redirects) return undefined
  const [, slot, place = ''] = error.message.split(' ')
  const to = placeSaidBy(asked, place)
  if (error.code === 'MOVED' && to) return { kind: 'moved', slot: Number(slot), to }
  if (error.code === 'ASK' && to) return { kind: 'ask', to }
  return { kind: 'later' }
}

/** The place in an answer of `asked`. An empty host means the host of `asked` itself. */
export function placeSaidBy(asked: string, place: string): string | undefined {
  const said = parseHostPort(place)
  if (!said || said.host) return said && hostPortText(said)
  const host = parseHostPort(asked)?.host
  return host && hostPortText({ host, port: said.port })
}
