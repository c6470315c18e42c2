import { ERRORS } from '../../shared/errors.ts'
import type { ServerMessage } from '../../shared/protocol.ts'
import { correctLosses } from './losses.ts'
import { goneText } from './nodes.ts'
import { acknowledged, carriedOver, flipped, refuse, settle, withEntry, withPhase } from './own.ts'
import { judgedOwn } from './refusals.ts'
import { applyRewound, contradicted } from './rewound.ts'
import { advance, type Change, openRoom, timePassed } from './room.ts'
import { type State, withNotice } from './state.ts'

/** Errors of `enter` for which a retry is no use. */
const NO_WAY_IN: ReadonlySet<string> = new Set(['unknown-room', 'room-full', 'wrong-protocol'])

/** Errors of `enter` that pass; the page retries. */
const PASSING: ReadonlySet<string> = new Set([
  'bank-closed',
  'server-full',
  'slow-down',
  'in-doubt',
  'internal',
])

type Message<Type extends ServerMessage['type']> = Extract<ServerMessage, { type: Type }>

/** The state after a message from the server. `now` is this machine's clock. */
export function apply(state: State, message: ServerMessage, now: number): State {
  switch (message.type) {
    case 'greeted': {
      const next = { ...state, greeted: message, closedAt: null, offset: message.now - now }
      const moved = state.room !== null && state.greeted?.node !== message.node
      return moved ? withNotice(next, `You are on node ${message.node} now.`) : next
    }
    case 'strategies':
      return state.greeted
        ? { ...state, greeted: { ...state.greeted, strategies: message.strategies } }
        : state
    case 'found':
      return state.stage.at === 'waiting' ? { ...state, stage: { at: 'door' } } : state
    case 'entered':
      return entered(state, message)
    case 'snapshot': {
      const epochBefore = state.room?.epoch
      const before = message.epoch > (state.rewound?.epoch ?? 0) ? { ...state, rewound: null } : state
      const next = contradicted(changed(before, openRoom(message, state.room)))
      if (epochBefore === undefined || epochBefore === message.epoch) return next
      if (epochBefore > message.epoch) return withNotice(next, 'The account before the last reset is back.')
      return withNotice(next, 'A new account was opened. Everybody starts again.')
    }
    case 'rewound':
      return applyRewound(state, message)
    case 'frame': {
      if (!state.room) return state
      const next = changed(state, advance(state.room, message))
      const gone = next.room && message.nodes && goneText(state.room, next.room)
      return gone ? withNotice(next, gone) : next
    }
    case 'settled': {
      const { tx, epoch, receipt } = message
      return { ...state, own: acknowledged(settle(state.own, tx, epoch, receipt), message) }
    }
    case 'checking':
      return { ...state, own: withPhase(state.own, message.tx, { is: 'checking' }) }
    case 'verdicts':
      return judged(state, message)
    case 'renamed':
      return state.you
        ? withNotice(
            { ...state, you: { ...state.you, nickname: message.nickname } },
            `You are ${message.nickname} now.`,
          )
        : state
    case 'ended':
      if (message.reason !== 'server-stopping')
        return { ...state, stage: { at: 'over', reason: message.reason } }
      return { ...state, wire: { state: 'lost', since: now, retryAt: now, stopping: true } }
    case 'error':
      return refused(message.code === 'bank-closed' ? closed(state, now) : state, message)
    case 'pong':
      if (message.redis === 'down') return closed(state, now)
      return { ...state, room: state.room && timePassed(state.room, message.now), closedAt: null }
    case 'created':
      return state
  }
}

/** The page keeps its own list if it is still the same player's; what the server says overrides it. */
function entered(state: State, { you, host, epoch, history }: Message<'entered'>): State {
  let own = you?.player === state.you?.player ? state.own : []
  for (const { entry, state: found, lostBy } of history)
    own = withEntry(own, epoch, { entry, state: found, by: lostBy, cameBack: false })
  return { ...state, stage: { at: 'inside' }, you, host, own }
}

const closed = (state: State, now: number): State => ({ ...state, closedAt: state.closedAt ?? now })

function changed(state: State, { room, flips }: Change): State {
  const carried = state.room?.epoch === room.epoch ? state.own : carriedOver(state.own, room.epoch)
  const at = (version: number) => room.lineage.at(version)?.entry
  if (!state.you) return { ...state, room, own: carried }
  const { player } = state.you
  const own = judgedOwn(flipped(carried, player, room.epoch, flips, at), player, room.unapplied)
  return { ...state, room, own }
}

function judged(state: State, { epoch, verdicts }: Message<'verdicts'>): State {
  const { room, you } = state
  if (!room || room.epoch !== epoch) return state
  let { own } = state
  let { losses } = room
  for (const { entry, state: found, lostBy } of verdicts) {
    losses = correctLosses(losses, entry, found === 'lost' ? lostBy : null)
    if (entry.player !== you?.player) continue
    const before = own.flatMap((one) => one.entries).find((one) => one.entry.version === entry.version)
    const cameBack = before?.state === 'lost' && found === 'live'
    own = withEntry(own, epoch, { entry, state: found, by: lostBy, cameBack })
  }
  return { ...state, own, room: { ...room, losses } }
}

function refused(state: State, { code, message, re, tx }: Message<'error'>): State {
  if (tx !== undefined) return { ...state, own: refuse(state.own, tx, message, ERRORS[code].definite) }
  if (re !== 'enter' && re !== 'find' && (re !== undefined || state.stage.at !== 'entering'))
    return withNotice(state, message)
  const problem = { code, message }
  if (PASSING.has(code)) return { ...state, stage: { at: 'waiting', problem } }
  if (NO_WAY_IN.has(code)) return { ...state, stage: { at: 'refused', problem } }
  return { ...state, stage: { at: 'door', problem }, you: null }
}
