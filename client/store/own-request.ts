import { isolated } from '../../shared/isolated.ts'
import type { ServerMessage } from '../../shared/protocol.ts'
import type { SideEffect } from './side-effects.ts'
import { type AskedFor, PASSING, type Problem, type Progress, type State, withNotice } from './state.ts'

/** Less than a third of the time that a request lives. */
export const ASK_AGAIN_MS = 2000

interface Transition {
  state: State
  sideEffects: SideEffect[]
}
const AGAIN: SideEffect = { is: 'request-again', afterMs: ASK_AGAIN_MS }

function progress(state: State, is: Progress): State {
  const { request } = state
  if (!request) return state
  const about: AskedFor =
    request.asks === 'seat' ? { asks: 'seat', nickname: request.nickname } : { asks: request.asks }
  return { ...state, request: { ...about, ...is } }
}

/** The page begins to ask a host for something; null: it stops. */
export const requesting = (state: State, request: AskedFor | null): State => ({
  ...state,
  request: request && { ...request, state: 'asking' },
})

/** What the answer to this browser's request leads to. */
export function requestAnswered(
  state: State,
  { player, digits, state: is }: Extract<ServerMessage, { type: 'requested' }>,
): Transition {
  const { request } = state
  if (!request) return { state, sideEffects: [] }
  switch (is) {
    case 'granted':
      return request.asks === 'seat'
        ? { state: { ...state, request: null }, sideEffects: [{ is: 'take-granted', player }] }
        : // `hosting` has come before, or will.
          { state, sideEffects: [AGAIN] }
    case 'waiting':
      return { state: progress(state, { state: 'waiting', digits }), sideEffects: [AGAIN] }
    default:
      return { state: progress(state, { state: is }), sideEffects: [] }
  }
}

/** The server has refused the request itself. */
export const requestRefused = (state: State, problem: Problem): State =>
  progress(state, { state: 'problem', problem })

/** What an error about the request makes the page do. */
export const afterRequestRefused = ({ request }: State, { code }: Problem): SideEffect[] =>
  request && PASSING.has(code) ? [AGAIN] : []

/** The page is in the room, for the first time or again: a request to be a host goes on there, unless it is one. */
export function requestInside(state: State): Transition {
  const { request, host } = state
  const goesOn =
    request && request.asks !== 'seat' && (request.state === 'asking' || request.state === 'waiting')
  if (goesOn && !host) return { state, sideEffects: [{ is: 'request-again', afterMs: 0 }] }
  return { state: { ...state, request: null }, sideEffects: request ? [{ is: 'end-request' }] : [] }
}

/** The page has become a host, or is none any more. */
export function hostingChanged(state: State, host: boolean): Transition {
  if (!host) {
    const next: State = { ...state, host, requests: [], hostRequests: [], hosts: [] }
    return { state: withNotice(next, REVOKED), sideEffects: [{ is: 'forget-host-token' }] }
  }
  const next: State = { ...state, host, request: null }
  return { state: withNotice(next, MADE), sideEffects: [{ is: 'end-request' }] }
}

const MADE = 'You are a host of this room now. What hosts can do is under "Host".'
const REVOKED = 'You are not a host of this room any more.'

/** A player who was away has another name than before. */
export const renamedText = (before: string, now: string): string =>
  `While you were away another player took the name ${isolated(before)}. You are ${isolated(now)} now.`
