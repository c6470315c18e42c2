import { isolated } from '../../shared/isolated.ts'
import type { ServerMessage } from '../../shared/protocol.ts'
import type { SideEffect } from './side-effects.ts'
import type { Problem, State } from './state.ts'

/** Less than a third of the time that a request lives. */
export const ASK_AGAIN_MS = 2000

/** What the answer to this browser's request for the seat of an absent player leads to. */
export function seatRequestAnswered(
  state: State,
  { player, digits, state: is }: Extract<ServerMessage, { type: 'requested' }>,
): { state: State; sideEffects: SideEffect[] } {
  if (!state.request) return { state, sideEffects: [] }
  const { nickname } = state.request
  switch (is) {
    case 'granted':
      return { state: { ...state, request: null }, sideEffects: [{ is: 'take-granted', player }] }
    case 'refused':
      return { state: { ...state, request: { nickname, state: 'refused' } }, sideEffects: [] }
    case 'waiting':
      return {
        state: { ...state, request: { nickname, state: 'waiting', digits } },
        sideEffects: [{ is: 'request-again', afterMs: ASK_AGAIN_MS }],
      }
  }
}

/** The server has refused the request itself. */
export function seatRequestRefused(state: State, problem: Problem): State {
  const { request } = state
  return request ? { ...state, request: { nickname: request.nickname, state: 'problem', problem } } : state
}

/** A player who was away has another name than before. */
export const renamedText = (before: string, now: string): string =>
  `While you were away another player took the name ${isolated(before)}. You are ${isolated(now)} now.`
