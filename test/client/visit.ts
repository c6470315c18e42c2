import { applyMessage } from '../../client/store/apply-message.ts'
import { addSent, type OwnTransaction, type Pending } from '../../client/store/own-transactions.ts'
import type { Room } from '../../client/store/room.ts'
import type { SideEffect } from '../../client/store/side-effects.ts'
import { initialState, type State } from '../../client/store/state.ts'
import { verdictOfOwn } from '../../client/store/write-verdict.ts'
import type { ServerMessage } from '../../shared/protocol.ts'
import { entered, greeted, START, snapshot } from './server-messages.ts'

/** A page's state, and the events that change it. */
export interface Visit {
  readonly state: State
  readonly room: Room
  /** Those of the messages, in order. */
  receive(...messages: ServerMessage[]): SideEffect[]
  fired(pending: Pending, resent?: boolean): void
  own(tx: string): OwnTransaction
  /** The page's verdicts on its own transactions, newest first. */
  readonly verdicts: string[]
}

/** A page that has just entered, as `player`, or as a screen when that is null. */
export function visit(player: string | null, first: ServerMessage = snapshot([])): Visit {
  let state = initialState
  const receive = (...messages: ServerMessage[]) => {
    const all: SideEffect[] = []
    for (const message of messages) {
      const next = applyMessage(state, message, START)
      state = next.state
      all.push(...next.sideEffects)
    }
    return all
  }
  receive(greeted, entered(player), first)
  const room = (): Room => {
    if (!state.room) throw new Error('not in the room')
    return state.room
  }
  return {
    get state() {
      return state
    },
    get room() {
      return room()
    },
    receive,
    fired(pending, resent) {
      state = { ...state, own: addSent(state.own, pending, resent) }
    },
    own(tx) {
      const found = state.own.find((one) => one.tx === tx)
      if (!found) throw new Error(`no transaction ${tx}`)
      return found
    },
    get verdicts() {
      return state.own.map((own) =>
        verdictOfOwn(
          room(),
          own,
          room().steps.find((step) => step.tx === own.tx),
        ),
      )
    },
  }
}
