import { isDefinite } from '../../shared/definite.ts'
import type { ServerMessage } from '../../shared/protocol.ts'
import { afterRequestRefused, requestRefused } from './own-request.ts'
import { noteRefusal, unsettled } from './own-transactions.ts'
import type { SideEffect } from './side-effects.ts'
import { NO_SEAT, NO_WAY_IN, PASSING, type State, withNotice } from './state.ts'

const ENTER_AGAIN_MS = 2000
const RESEND_MS = 2000

type Refusal = Extract<ServerMessage, { type: 'error' }>

/** The server has refused a message of this page. */
export function refused(state: State, { code, message, re, tx }: Refusal): State {
  if (tx !== undefined) return { ...state, own: noteRefusal(state.own, tx, message, isDefinite(code)) }
  if (isRequest(re)) return requestRefused(state, { code, message })
  if (re === 'rename') return { ...state, renameProblem: message }
  if (re !== 'enter' && re !== 'find' && (re !== undefined || state.stage.at !== 'entering'))
    return withNotice(state, message)
  const problem = { code, message }
  if (PASSING.has(code)) return { ...state, stage: { at: 'waiting', problem } }
  if (NO_WAY_IN.has(code)) return { ...state, stage: { at: 'refused', problem } }
  return { ...state, stage: { at: 'door', problem }, you: null }
}

const isRequest = (re: string | undefined): boolean =>
  re === 'request-seat' || re === 'request-host' || re === 'use-host-link'

/** What an error makes the page do; the state is the one after it. */
export function afterRefusal(state: State, { code, message, tx, re }: Refusal): SideEffect[] {
  const { you, own, stage } = state
  if (isRequest(re)) return afterRequestRefused(state, { code, message })
  const sideEffects: SideEffect[] = []
  if (tx !== undefined && you) {
    const known = own.find((one) => one.tx === tx)
    // A refusal that is not the last word: the transaction is sent again until there is one.
    if (known && unsettled(known)) sideEffects.push({ is: 'resend-checking', afterMs: RESEND_MS })
    else sideEffects.push({ is: 'drop-pending', player: you.player, tx })
  }
  if (code === 'cannot-resume' || code === 'unknown-room') sideEffects.push({ is: 'forget-seat' })
  if (code === 'unknown-room') sideEffects.push({ is: 'forget-host-token' })
  if (stage.at === 'door' || NO_SEAT.has(code)) sideEffects.push({ is: 'forget-nickname' })
  if (stage.at === 'waiting') sideEffects.push({ is: 'enter-again', afterMs: ENTER_AGAIN_MS })
  return sideEffects
}
