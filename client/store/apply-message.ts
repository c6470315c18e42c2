import { isolated } from '../../shared/isolated.ts'
import { WRONG_PROTOCOL } from '../../shared/page-errors.ts'
import type { ServerMessage } from '../../shared/protocol.ts'
import { PROTOCOL } from '../../shared/protocol-version.ts'
import { afterRefusal, refused } from './apply-refusal.ts'
import { applyRewound, contradicted } from './apply-rewound.ts'
import { offsetBy, withSample } from './clock.ts'
import { judgedOwn } from './false-refusals.ts'
import { correctLosses } from './lost-writes.ts'
import { nodesGoneText } from './nodes.ts'
import { hostingChanged, renamedText, requestAnswered, requestInside } from './own-request.ts'
import {
  applyFlip,
  carriedOver,
  noteAcknowledged,
  noteOutcome,
  withEntry,
  withPhase,
} from './own-transactions.ts'
import { advance, openRoom, type RoomChange, timePassed } from './room.ts'
import { withRecord } from './round-records.ts'
import type { SideEffect } from './side-effects.ts'
import { switchedText } from './since-switch.ts'
import { type State, withNotice, withReached } from './state.ts'

/** How often the page asks the server about Redis while Redis does not answer. */
const ASK_MS = 1000

type Message<Type extends ServerMessage['type']> = Extract<ServerMessage, { type: Type }>

/** The new state, and what the session is to do then. */
export interface Transition {
  state: State
  sideEffects: readonly SideEffect[]
}

const to = (state: State, ...sideEffects: readonly SideEffect[]): Transition => ({ state, sideEffects })

/** What a message from the server leads to. `now` is this machine's clock. */
export function applyMessage(before: State, message: ServerMessage, now: number): Transition {
  const { state, sideEffects } = transition(before, message, now)
  return state.closedAt === null
    ? { state, sideEffects }
    : to(state, ...sideEffects, { is: 'ask-redis', afterMs: ASK_MS })
}

function transition(state: State, message: ServerMessage, now: number): Transition {
  switch (message.type) {
    case 'greeted':
      return greeted(state, message, now)
    case 'strategies':
      return to(
        state.greeted ? { ...state, greeted: { ...state.greeted, strategies: message.strategies } } : state,
      )
    case 'source': {
      const { strategy, edition, source } = message
      return to({ ...state, sources: new Map(state.sources).set(strategy, { edition, source }) })
    }
    case 'reached':
      return to(withReached(state, message))
    case 'found':
      return to(state.stage.at === 'waiting' ? { ...state, stage: { at: 'door' } } : state)
    case 'entered':
      return entered(state, message)
    case 'snapshot': {
      const epochBefore = state.room?.epoch
      const before = message.epoch > (state.rewound?.epoch ?? 0) ? { ...state, rewound: null } : state
      const next = contradicted(changed(before, openRoom(message, state.room)))
      return to(withEpochNotice(next, epochBefore, message.epoch), { is: 'reset-backoff' })
    }
    case 'rewound':
      return to(applyRewound(state, message))
    case 'frame': {
      if (!state.room) return to(state)
      const next = changed(state, advance(state.room, message))
      const nodesGone = next.room && message.nodes && nodesGoneText(state.room, next.room)
      const switched = message.settings && switchedText(state.greeted, state.room.settings, message.settings)
      const notice = nodesGone || (inFreePlay(state) && switched)
      return to(notice ? withNotice(next, notice) : next)
    }
    case 'settled': {
      const { tx, epoch, receipt } = message
      const next = { ...state, own: noteAcknowledged(noteOutcome(state.own, tx, epoch, receipt), message) }
      return next.you ? to(next, { is: 'drop-pending', player: next.you.player, tx }) : to(next)
    }
    case 'checking':
      return to({ ...state, own: withPhase(state.own, message.tx, { is: 'checking' }) })
    case 'verdicts':
      return to(judged(state, message))
    case 'renamed': {
      if (!state.you) return to(state)
      const you = { ...state.you, nickname: message.nickname }
      const next: State = { ...state, you, renameProblem: null }
      const { player, secret, nickname } = you
      const keep: SideEffect = { is: 'keep-seat', player, secret, nickname }
      return to(withNotice(next, `You are ${isolated(nickname)} now.`), keep)
    }
    case 'requested':
      return requestAnswered(state, message)
    case 'seat-requests':
      return to({ ...state, requests: message.requests })
    case 'host-requests':
      return to({ ...state, hostRequests: message.requests })
    case 'hosting':
      return hostingChanged(state, message.host)
    case 'hosts':
      return to({ ...state, hosts: message.hosts })
    case 'class': {
      const { type: _, ...classView } = message
      return to({ ...state, classView })
    }
    case 'round-over':
      return to({ ...state, lastRound: message.record, rounds: withRecord(state.rounds, message.record) })
    case 'lessons':
      return to({ ...state, lessons: message.lessons })
    case 'ended':
      return ended(state, message, now)
    case 'error': {
      const next = refused(message.code === 'bank-closed' ? closed(state, now) : state, message)
      return to(next, ...afterRefusal(next, message))
    }
    case 'pong': {
      const clockSamples = withSample(state.clockSamples, message, now)
      const next = { ...state, clockSamples, offset: offsetBy(clockSamples) }
      if (message.redis === 'down') return to(closed(next, now))
      return to({ ...next, room: next.room && timePassed(next.room, message.now), closedAt: null })
    }
    case 'created':
      return to(state)
    default:
      // A newer server may send what this page does not know.
      message satisfies never
      return to(state)
  }
}

function greeted(state: State, message: Message<'greeted'>, now: number): Transition {
  if (message.protocol !== PROTOCOL) {
    const code = 'wrong-protocol'
    const next = refused(state, { type: 'error', code, message: WRONG_PROTOCOL.message, re: 'enter' })
    return to(next, { is: 'close' }, { is: 'report-other-protocol' })
  }
  const known = { greeted: message, closedAt: null, offset: message.now - now }
  const next: State = { ...state, ...known, connection: { state: 'open' } }
  const moved = state.room !== null && state.greeted?.node !== message.node
  const withMove = moved ? withNotice(next, `You are on node ${message.node} now.`) : next
  return withMove.stage.at === 'refused' ? to(withMove) : to(withMove, { is: 'enter' })
}

/** The page keeps its own list if it is still the same player's; what the server says overrides it. */
function entered(state: State, { you, host, epoch, history }: Message<'entered'>): Transition {
  let own = you?.player === state.you?.player ? state.own : []
  for (const { entry, state: found, lostBy } of history)
    own = withEntry(own, epoch, { entry, state: found, by: lostBy, cameBack: false })
  const fresh = { requests: [], hostRequests: [], hosts: [] }
  const inside = requestInside({ ...state, stage: { at: 'inside' }, you, host, own, ...fresh })
  const next = inside.state
  if (!you) return inside
  const { player, secret, nickname } = you
  const { called } = state
  const told = called !== null && called !== nickname ? withNotice(next, renamedText(called, nickname)) : next
  const keep: SideEffect = { is: 'keep-seat', player, secret, nickname }
  return to(told, keep, { is: 'resend-pending', player }, ...inside.sideEffects)
}

/** In a lesson the page says by itself what goes on, and a notice would cover the choices. */
const inFreePlay = ({ classView }: State): boolean => classView === null || classView.phase === 'free'

function withEpochNotice(state: State, before: number | undefined, epoch: number): State {
  if (before === undefined || before === epoch || !inFreePlay(state)) return state
  if (before > epoch) return withNotice(state, 'The account before the last reset is back.')
  return withNotice(state, 'A new account was opened. Everybody starts again.')
}

function ended(state: State, { reason }: Message<'ended'>, now: number): Transition {
  if (reason === 'server-stopping')
    return to({
      ...state,
      connection: { state: 'lost', since: now, retryAt: now, stopping: true, cause: { is: 'unknown' } },
    })
  const next: State = { ...state, stage: { at: 'over', reason } }
  return reason === 'expired'
    ? to(next, { is: 'forget-seat' }, { is: 'forget-host-token' }, { is: 'close' })
    : to(next, { is: 'forget-seat' }, { is: 'close' })
}

const closed = (state: State, now: number): State => ({ ...state, closedAt: state.closedAt ?? now })

function changed(state: State, { room, flips }: RoomChange): State {
  const carried = state.room?.epoch === room.epoch ? state.own : carriedOver(state.own, room.epoch)
  const at = (version: number) => room.lineage.at(version)?.entry
  if (!state.you) return { ...state, room, own: carried }
  const { player } = state.you
  const nickname = room.players.get(player)?.nickname ?? state.you.nickname
  const you = nickname === state.you.nickname ? state.you : { ...state.you, nickname }
  const own = judgedOwn(applyFlip(carried, player, room.epoch, flips, at), player, room.unapplied)
  return { ...state, you, room, own }
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
